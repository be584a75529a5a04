#include "services/query/live_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "domain/fact_record.h"
#include "store/memory/memory_store.h"
#include "tests/builders/fact_builder.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Remembers what the snapshot told, and waits for it.
class Told {
 public:
  void add(const LiveChange& change) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(change);
    grew_.notify_all();
  }
  LiveChange wait_for(std::size_t number) {
    std::unique_lock lock(mutex_);
    grew_.wait(lock, [&] { return changes_.size() >= number; });
    return changes_[number - 1];
  }

 private:
  std::mutex mutex_;
  std::condition_variable grew_;
  std::vector<LiveChange> changes_;
};

class LiveSnapshotTest : public ::testing::Test {
 protected:
  void store(const std::vector<Fact>& facts) {
    Batch batch;
    for (const Fact& fact : facts) {
      batch.records.push_back(to_record(fact));
    }
    EXPECT_TRUE((*store_.open_writer({}))->apply(batch));
  }

  // Looks only when it is told to.
  LiveOptions options() {
    return {.threads = 1,
            .pause = std::chrono::hours(1),
            .on_change = [this](const LiveChange& change) { told_.add(change); }};
  }

  MemoryStore store_;
  FixedClock clock_{day(20, 12) + std::chrono::seconds(30)};
  Told told_;
};

Fact opened(const std::string& id, const std::string& repository) {
  return pull_request(id).in(repository).by("ada").opened(day(1));
}

TEST_F(LiveSnapshotTest, HoldsAnEmptyStoreReady) {
  LiveSnapshot live(store_, clock_, options());
  const Result<LiveColumns> columns = live.current();
  ASSERT_TRUE(columns);
  EXPECT_THAT(columns->snapshot->shards, IsEmpty());
  EXPECT_EQ(columns->as_of, clock_.now());
  EXPECT_EQ(columns->edition, live.edition());
}

TEST_F(LiveSnapshotTest, LaysOutOnlyTheRepositoryThatChanged) {
  store({opened("p1", "acme/api"), opened("p2", "acme/web")});
  LiveSnapshot live(store_, clock_, options());
  EXPECT_THAT(told_.wait_for(1).repositories, UnorderedElementsAre("acme/api", "acme/web"));
  const LiveColumns before = *live.current();

  store({opened("p3", "acme/web")});
  live.look_now();
  const LiveChange change = told_.wait_for(2);
  const LiveColumns after = *live.current();
  EXPECT_THAT(change.repositories, ElementsAre("acme/web"));
  EXPECT_GT(after.edition, before.edition);
  EXPECT_EQ(after.edition, change.edition);
  EXPECT_EQ(after.snapshot->shards[0], before.snapshot->shards[0]);
  EXPECT_EQ(after.snapshot->shards[1]->change_count(), 2U);
  EXPECT_EQ(before.snapshot->shards[1]->change_count(), 1U);
}

TEST_F(LiveSnapshotTest, SeesWhatAnotherWriterStored) {
  LiveOptions impatient = options();
  impatient.pause = std::chrono::milliseconds(1);
  LiveSnapshot live(store_, clock_, impatient);
  told_.wait_for(1);
  store({opened("p1", "acme/api")});
  EXPECT_THAT(told_.wait_for(2).repositories, ElementsAre("acme/api"));
}

TEST_F(LiveSnapshotTest, StandsStillWhenTheClockIsGiven) {
  LiveOptions fixed = options();
  fixed.now = day(3);
  store({opened("p1", "acme/api")});
  LiveSnapshot live(store_, clock_, fixed);
  EXPECT_EQ(live.current()->as_of, day(3));
}

TEST_F(LiveSnapshotTest, ReadsBotReviewsAsideWhenAsked) {
  store({bot("robot"), opened("p1", "acme/api"), review("v1", "p1", day(2), "approved", "robot")});
  LiveSnapshot live(store_, clock_, options());
  EXPECT_EQ(live.current()->snapshot->shards[0]->changes().first_review_at[0], kNever);
  EXPECT_EQ(live.with_bot_reviews()->snapshot->shards[0]->changes().first_review_at[0], day(2));
}

}  // namespace
}  // namespace shiplog
