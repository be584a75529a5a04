// What every store promises to those who keep repositories current.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "store/store_contract.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class StoreSyncLog : public StoreContract {
 protected:
  SyncLog& log() { return store().sync_log(); }
  SyncLog& another_log() { return another().sync_log(); }

  Timestamp now_ = std::chrono::floor<std::chrono::seconds>(SystemClock().now());

  SyncRun begun(const std::string& repository) {
    SyncRun run = new_sync_run(repository, now_);
    const Result<Unit> done = log().begin(run);
    EXPECT_TRUE(done) << done.error().message;
    return run;
  }
};
INSTANTIATE_TEST_SUITE_P(Over, StoreSyncLog, testing::ValuesIn(stores_under_test()), name_of_store);

TEST_P(StoreSyncLog, TellsWhatEachRunIsAt) {
  const SyncRun run = begun("acme/api");
  ASSERT_TRUE(log().note(run.id, now_ + minutes(1), R"({"pages":3})"));
  std::vector<SyncRun> runs = value_of(another_log().runs(10));
  ASSERT_THAT(runs, SizeIs(1));
  EXPECT_EQ(runs[0].repository, "acme/api");
  EXPECT_EQ(runs[0].seen_at, now_ + minutes(1));
  EXPECT_EQ(runs[0].report, R"({"pages":3})");
  EXPECT_FALSE(runs[0].ended_at);

  ASSERT_TRUE(log().end(run.id, now_ + minutes(2), "done"));
  runs = value_of(another_log().runs(10));
  ASSERT_THAT(runs, SizeIs(1));
  EXPECT_EQ(runs[0].ended_at, now_ + minutes(2));
  EXPECT_EQ(runs[0].report, "done");
}

TEST_P(StoreSyncLog, LetsOnlyOneRunOfARepositoryBe) {
  const SyncRun first = begun("acme/api");
  const Result<Unit> second = another_log().begin(new_sync_run("acme/api", now_));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::Conflict);
  EXPECT_THAT(second.error().message, HasSubstr("acme/api is being synced by process"));
  EXPECT_TRUE(another_log().begin(new_sync_run("acme/web", now_)));

  ASSERT_TRUE(log().end(first.id, now_, ""));
  EXPECT_TRUE(another_log().begin(new_sync_run("acme/api", now_)));
}

TEST_P(StoreSyncLog, LetsOneOfManyThatBeginAtOnceBe) {
  constexpr int kThreads = 8;
  std::vector<Result<Unit>> begun(kThreads, Unit{});
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        begun[static_cast<std::size_t>(i)] =
            (i % 2 == 0 ? log() : another_log()).begin(new_sync_run("acme/api", now_));
      });
    }
  }
  EXPECT_EQ(std::ranges::count_if(begun, [](const Result<Unit>& r) { return r.has_value(); }), 1);
  EXPECT_THAT(value_of(log().runs(10)), SizeIs(1));
}

TEST_P(StoreSyncLog, TakesOverARunThatNobodyHasSeenAlive) {
  const SyncRun lost = begun("acme/api");
  const SyncRun next = new_sync_run("acme/api", now_ + kSyncLease + std::chrono::seconds(1));
  ASSERT_TRUE(another_log().begin(next));
  const Result<Unit> noted = log().note(lost.id, now_ + minutes(5), "still here");
  ASSERT_FALSE(noted);
  EXPECT_EQ(noted.error().code, ErrorCode::Conflict);
  ASSERT_TRUE(log().end(lost.id, now_ + minutes(5), "still here"));
  const std::vector<SyncRun> runs = value_of(log().runs(10));
  ASSERT_THAT(runs, SizeIs(2));
  EXPECT_FALSE(runs[0].ended_at);
  EXPECT_EQ(runs[1].ended_at, now_);
  EXPECT_EQ(runs[1].report, "");
}

TEST_P(StoreSyncLog, TakesOverFromAProcessThatIsNoMore) {
  SyncRun dead = new_sync_run("acme/api", now_);
  dead.process = 0x3fffffff;  // Beyond any that Linux gives out.
  ASSERT_TRUE(log().begin(dead));
  EXPECT_TRUE(another_log().begin(new_sync_run("acme/api", now_)));
}

TEST_P(StoreSyncLog, GivesTheNewestRunsFirst) {
  for (const std::string repository : {"a/a", "b/b", "c/c"}) {
    begun(repository);
    now_ += minutes(1);
  }
  const std::vector<SyncRun> runs = value_of(log().runs(2));
  ASSERT_THAT(runs, SizeIs(2));
  EXPECT_EQ(runs[0].repository, "c/c");
  EXPECT_EQ(runs[1].repository, "b/b");
}

TEST_P(StoreSyncLog, ForgetsRunsOfLongAgo) {
  const SyncRun old = begun("acme/api");
  ASSERT_TRUE(log().end(old.id, now_, ""));
  now_ += kSyncRunsKeptFor + minutes(1);
  const SyncRun next = begun("acme/api");
  const std::vector<SyncRun> runs = value_of(log().runs(10));
  ASSERT_THAT(runs, SizeIs(1));
  EXPECT_EQ(runs[0].id, next.id);
}

TEST_P(StoreSyncLog, RemembersHowFarARepositoryIsComplete) {
  EXPECT_THAT(value_of(log().synced()), IsEmpty());
  ASSERT_TRUE(log().remember({{.repository = "R_2"}, {.repository = "R_1"}}));
  ASSERT_TRUE(log().remember({{.repository = "R_1", .complete_until = now_, .fingerprint = "f"}}));
  ASSERT_TRUE(another_log().remember({{.repository = "R_1"}}));
  const std::vector<SyncedRepository> synced = value_of(another_log().synced());
  ASSERT_THAT(synced, SizeIs(2));
  EXPECT_EQ(synced[0].repository, "R_1");
  EXPECT_EQ(synced[0].complete_until, now_);
  EXPECT_EQ(synced[0].fingerprint, "f");
  EXPECT_EQ(synced[1].repository, "R_2");
  EXPECT_FALSE(synced[1].complete_until);
}

TEST_P(StoreSyncLog, KnowsWhichFactsAreThere) {
  apply({pull_request("1"), pull_request("2")});
  EXPECT_THAT(value_of(store().has(FactKind::PullRequest, {"2", "3", "1"})),
              ElementsAre(true, false, true));
  EXPECT_THAT(value_of(store().has(FactKind::Issue, {"1"})), ElementsAre(false));
  EXPECT_THAT(value_of(store().has(FactKind::Issue, {})), IsEmpty());
}

}  // namespace
}  // namespace shiplog
