#include "services/sync/sync.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/sync/sync_report.h"
#include "sources/feed_source.h"
#include "store/memory/memory_store.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Timestamp at(std::string_view text) { return parse_time(text).value(); }

// A place whose repositories have one feed each, of numbered issues, two a page. The cursor
// is the number of the last one told.
class FakeSource final : public FeedSource {
 public:
  struct Told {
    SourceRepository repository = {};
    int issues = 0;
  };
  std::vector<Told> told = {};
  std::vector<MissedTarget> missed = {};
  // Called before each page, with the cursor; its error is the feed's.
  std::function<Result<Unit>(const std::string& repository, int from)> before_page =
      [](const std::string&, int) -> Result<Unit> { return Unit{}; };
  std::atomic<int> pages_read = 0;
  Timestamp server_time = at("2026-03-01T12:00:00Z");

  std::string name() const override { return "fake"; }

  Result<Discovery> discover(const DiscoveryRequest&, const std::stop_token&) override {
    Discovery discovery{.missed = missed, .server_time = server_time};
    for (const Told& each : told) {
      discovery.repositories.push_back(each.repository);
    }
    return discovery;
  }

  class IssueFeed final : public Feed {
   public:
    IssueFeed(FakeSource& source, Told told) : source_(source), told_(std::move(told)) {}
    std::string_view name() const override { return "issues"; }

    Result<FeedPage> read(const std::optional<std::string>& cursor,
                          const std::stop_token&) override {
      int from = 0;
      if (cursor) {
        std::from_chars(cursor->data(), cursor->data() + cursor->size(), from);
      }
      const Result<Unit> allowed = source_.before_page(told_.repository.full_name, from);
      if (!allowed) {
        return allowed.error();
      }
      ++source_.pages_read;
      FeedPage page{.total = told_.issues};
      int last = from;
      while (last < told_.issues && last < from + 2) {
        ++last;
        page.records.push_back(
            to_record(Issue{.id = told_.repository.id + "#" + std::to_string(last),
                            .repository = told_.repository.id,
                            .number = last,
                            .created_at = at("2026-01-01T00:00:00Z")}));
      }
      page.done = last;
      page.cursor = std::to_string(last);
      page.is_last = last == told_.issues;
      return page;
    }

   private:
    FakeSource& source_;
    Told told_;
  };

  std::vector<std::unique_ptr<Feed>> feeds(const SourceRepository& repository, KnownFacts&,
                                           const FeedOptions&) override {
    std::vector<std::unique_ptr<Feed>> all;
    for (const Told& each : told) {
      if (each.repository.id == repository.id) {
        all.push_back(std::make_unique<IssueFeed>(*this, each));
      }
    }
    return all;
  }

  SourceUsage usage_of(const SourceRepository&) const override { return usage(); }
  SourceUsage usage() const override { return {.requests = pages_read, .points = pages_read}; }
  std::optional<SourceWait> waiting() const override { return std::nullopt; }
};

class Sync : public testing::Test {
 protected:
  MemoryStore store_;
  FakeSource source_;
  FixedClock clock_{at("2026-03-01T12:00:05Z")};
  SyncOptions options_{.jobs = 1};

  void tell(const std::string& name, int issues, const std::string& fingerprint = "f1") {
    source_.told.push_back(
        {{.id = "R_" + name, .full_name = name, .fingerprint = fingerprint}, issues});
  }

  SyncSummary synced() {
    Result<SyncSummary> summary = sync(store_, source_, clock_, options_);
    EXPECT_TRUE(summary) << summary.error().message;
    return summary ? std::move(summary).value() : SyncSummary{};
  }

  int issues_stored() {
    int count = 0;
    const auto look = [&](const FactRecord&) -> Result<Unit> {
      ++count;
      return Unit{};
    };
    EXPECT_TRUE(store_.scan_kind(FactKind::Issue, look));
    return count;
  }
};

TEST_F(Sync, StoresEveryPageAndSaysUntilWhenItIsComplete) {
  tell("acme/api", 5);
  const SyncSummary summary = synced();
  ASSERT_THAT(summary.repositories, SizeIs(1));
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Complete);
  EXPECT_EQ(summary.repositories[0].pages, 3);
  EXPECT_EQ(summary.repositories[0].complete_until, source_.server_time);
  EXPECT_EQ(issues_stored(), 5);
  const std::vector<SyncedRepository> known = store_.sync_log().synced().value();
  ASSERT_THAT(known, SizeIs(1));
  EXPECT_EQ(known[0].complete_until, source_.server_time);
  const std::vector<SyncRun> runs = store_.sync_log().runs(5).value();
  ASSERT_THAT(runs, SizeIs(1));
  EXPECT_TRUE(runs[0].ended_at);
  EXPECT_THAT(runs[0].report, HasSubstr(R"("outcome":"complete")"));
}

TEST_F(Sync, GoesOnFromTheLastStoredPageAfterAFailure) {
  tell("acme/api", 7);
  source_.before_page = [](const std::string&, int from) -> Result<Unit> {
    if (from == 4) {
      return Error{ErrorCode::Unavailable, "GitHub is away"};
    }
    return Unit{};
  };
  SyncSummary summary = synced();
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Failed);
  EXPECT_EQ(summary.repositories[0].error->message, "GitHub is away");
  EXPECT_FALSE(summary.repositories[0].complete_until);
  EXPECT_EQ(issues_stored(), 4);

  source_.pages_read = 0;
  source_.before_page = [](const std::string&, int from) -> Result<Unit> {
    EXPECT_GE(from, 4);
    return Unit{};
  };
  summary = synced();
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Complete);
  EXPECT_EQ(source_.pages_read, 2);
  EXPECT_EQ(issues_stored(), 7);
}

TEST_F(Sync, AsksNothingOfARepositoryThatLooksUnchanged) {
  tell("acme/api", 3);
  synced();
  source_.pages_read = 0;
  source_.server_time += std::chrono::hours(1);
  const SyncSummary summary = synced();
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Unchanged);
  EXPECT_EQ(source_.pages_read, 0);
  EXPECT_EQ(store_.sync_log().synced().value()[0].complete_until, source_.server_time);

  options_.is_forced = true;
  EXPECT_EQ(synced().repositories[0].outcome, SyncOutcome::Complete);
}

TEST_F(Sync, ReadsARepositoryWhoseFingerprintIsAnother) {
  tell("acme/api", 3);
  synced();
  source_.told[0] = {{.id = "R_acme/api", .full_name = "acme/api", .fingerprint = "f2"}, 4};
  EXPECT_EQ(synced().repositories[0].outcome, SyncOutcome::Complete);
  EXPECT_EQ(issues_stored(), 4);
}

TEST_F(Sync, RunsTwiceAndChangesNothing) {
  tell("acme/api", 3, "");
  synced();
  const Generation before = store_.generation().value();
  synced();
  EXPECT_EQ(store_.generation().value(), before);
}

TEST_F(Sync, LeavesARepositoryToAnotherSyncThatIsAtIt) {
  tell("acme/api", 3);
  tell("acme/web", 2);
  ASSERT_TRUE(store_.sync_log().begin(new_sync_run("acme/api", clock_.now())));
  const SyncSummary summary = synced();
  ASSERT_THAT(summary.repositories, SizeIs(2));
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Elsewhere);
  EXPECT_THAT(summary.repositories[0].error->message, HasSubstr("is being synced by process"));
  EXPECT_EQ(summary.repositories[1].outcome, SyncOutcome::Complete);
}

TEST_F(Sync, StepsBackWhenAnotherHasMovedTheCursor) {
  tell("acme/api", 6);
  source_.before_page = [this](const std::string&, int from) -> Result<Unit> {
    if (from == 2) {
      const CursorMove move{.source = "fake/R_acme/api/issues", .from = "2", .to = "6"};
      EXPECT_TRUE(store_.open_writer({}).value()->apply({.cursor = move}));
    }
    return Unit{};
  };
  const SyncSummary summary = synced();
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Elsewhere);
  EXPECT_EQ(issues_stored(), 2);
}

TEST_F(Sync, KeepsWhatIsStoredOfARepositoryThatIsLost) {
  tell("acme/api", 3, "");
  synced();
  source_.before_page = [](const std::string&, int) -> Result<Unit> {
    return Error{ErrorCode::NotFound, "acme/api is gone, or hidden from this token"};
  };
  const SyncSummary summary = synced();
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Lost);
  EXPECT_EQ(summary.repositories[0].complete_until, source_.server_time);
  EXPECT_EQ(issues_stored(), 3);
}

TEST_F(Sync, DoesTheOthersWhenOneFails) {
  tell("acme/api", 3);
  tell("acme/web", 2);
  source_.missed.push_back({"acme/nothing", {ErrorCode::NotFound, "there is no acme/nothing"}});
  source_.before_page = [](const std::string& name, int) -> Result<Unit> {
    if (name == "acme/api") {
      return Error{ErrorCode::Unavailable, "broken"};
    }
    return Unit{};
  };
  const SyncSummary summary = synced();
  ASSERT_THAT(summary.repositories, SizeIs(2));
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Failed);
  EXPECT_EQ(summary.repositories[1].outcome, SyncOutcome::Complete);
  EXPECT_THAT(summary.missed, SizeIs(1));
}

TEST_F(Sync, StopsBetweenPagesWhenToldTo) {
  tell("acme/api", 9);
  std::stop_source stop;
  options_.stop = stop.get_token();
  source_.before_page = [&](const std::string&, int from) -> Result<Unit> {
    if (from == 2) {
      stop.request_stop();
    }
    return Unit{};
  };
  const SyncSummary summary = synced();
  EXPECT_EQ(summary.repositories[0].outcome, SyncOutcome::Failed);
  EXPECT_EQ(summary.repositories[0].error->code, ErrorCode::Cancelled);
  EXPECT_EQ(issues_stored(), 4);
  EXPECT_TRUE(store_.sync_log().runs(1).value()[0].ended_at);
}

TEST_F(Sync, SyncsManyRepositoriesAtOnceAndShowsThem) {
  for (int i = 0; i < 20; ++i) {
    tell("acme/r" + std::to_string(i), i);
  }
  options_.jobs = 4;
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t most_at_work = 0;
  std::size_t most_shown = 0;
  std::size_t total_shown = 0;
  options_.on_progress = [&](const SyncProgress& progress) {
    const std::scoped_lock lock(mutex);
    most_shown = std::max(most_shown, progress.active.size());
    total_shown = progress.repositories_total;
    changed.notify_all();
  };
  // The first four wait for each other until they are seen together.
  std::size_t at_work = 0;
  source_.before_page = [&](const std::string&, int) -> Result<Unit> {
    std::unique_lock lock(mutex);
    most_at_work = std::max(most_at_work, ++at_work);
    changed.wait_for(lock, std::chrono::seconds(30), [&] { return most_shown >= 4; });
    --at_work;
    return Unit{};
  };
  const SyncSummary summary = synced();
  EXPECT_THAT(summary.repositories, SizeIs(20));
  EXPECT_EQ(issues_stored(), 190);
  EXPECT_EQ(most_at_work, 4U);
  EXPECT_EQ(most_shown, 4U);
  EXPECT_EQ(total_shown, 20U);
}

TEST_F(Sync, WithdrawsWhatACloneOfTheSameNameTold) {
  const Repository clone{.id = "acme/api", .full_name = "acme/api"};
  const Commit commit{.repository = "acme/api", .sha = "c1"};
  const PullRequest pull{.id = "git:acme/api#1", .repository = "acme/api", .number = 1};
  const CursorMove read{.source = "git:acme/api", .to = "c1"};
  ASSERT_TRUE(store_.open_writer({}).value()->apply(
      {.records = {to_record(clone), to_record(commit), to_record(pull)}, .cursor = read}));
  tell("acme/api", 1, "");
  const SyncSummary summary = synced();
  EXPECT_THAT(summary.repositories[0].notes, ElementsAre(HasSubstr("withdrawn")));
  std::vector<std::string> lines;
  const auto look = [&](const FactRecord& record) -> Result<Unit> {
    lines.push_back(record.line);
    return Unit{};
  };
  ASSERT_TRUE(store_.scan_kind(FactKind::Withdrawn, look));
  EXPECT_THAT(lines, SizeIs(3));
  EXPECT_THAT(lines[0], HasSubstr(R"("of":"commit","repository":"acme/api","sha":"c1")"));

  EXPECT_THAT(synced().repositories[0].notes, IsEmpty());
}

}  // namespace
}  // namespace shiplog
