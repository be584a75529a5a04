#include "services/sync/sync_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "tests/builders/fact_builder.h"

namespace shiplog {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SyncSchedule, ReadsIntervals) {
  EXPECT_EQ(*parse_interval("15m"), minutes(15));
  EXPECT_EQ(*parse_interval("6h"), hours(6));
  EXPECT_EQ(*parse_interval("1d"), hours(24));
  for (const std::string_view wrong : {"", "0m", "5", "5s", "-1h", "1.5h", "99999d"}) {
    EXPECT_FALSE(parse_interval(wrong)) << wrong;
  }
}

TEST(SyncSchedule, ComesAgainAfterEachInterval) {
  SyncSchedule schedule({{"acme/api", hours(10)}}, day(1));
  EXPECT_THAT(schedule.due(day(1) + hours(1)), ElementsAre("acme/api"));
  schedule.note_ended("acme/api", day(2), false);
  EXPECT_GE(schedule.next(), day(2) + hours(10));
  EXPECT_LE(schedule.next(), day(2) + hours(11));
  EXPECT_THAT(schedule.due(day(2) + hours(9)), IsEmpty());
}

TEST(SyncSchedule, WaitsLongerAfterEachFailure) {
  SyncSchedule schedule({{"acme", hours(1)}}, day(1));
  schedule.note_ended("acme", day(2), true);
  EXPECT_GE(schedule.next(), day(2) + hours(2));
  for (int i = 0; i < 20; ++i) {
    schedule.note_ended("acme", day(2), true);
  }
  EXPECT_LE(schedule.next(), day(2) + hours(17));
  schedule.note_ended("acme", day(2), false);
  EXPECT_LE(schedule.next(), day(2) + hours(2));
}

// Moved while another thread reads it.
class MovableClock final : public Clock {
 public:
  Instant now() const override { return day(1) + hours(hours_); }
  void move_on() { ++hours_; }

 private:
  std::atomic<int> hours_ = 0;
};

// A source that is at it until it is told to go on, or stopped.
class SlowSync {
 public:
  Result<SyncSummary> sync(const SyncOptions& options) {
    std::unique_lock lock(mutex_);
    syncs_.push_back(options.request.targets);
    changed_.notify_all();
    const std::size_t mine = syncs_.size();
    changed_.wait(lock, options.stop, [&] { return allowed_ >= mine; });
    return SyncSummary{};
  }
  void wait_for(std::size_t syncs) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return syncs_.size() >= syncs; });
  }
  void allow(std::size_t syncs) {
    const std::lock_guard lock(mutex_);
    allowed_ = syncs;
    changed_.notify_all();
  }
  std::vector<std::vector<std::string>> syncs() {
    const std::lock_guard lock(mutex_);
    return syncs_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::size_t allowed_ = 0;
  std::vector<std::vector<std::string>> syncs_;
};

class SyncDeskTest : public ::testing::Test {
 protected:
  SyncDeskOptions options() {
    return {.sync = [this](const SyncOptions& each) { return slow_.sync(each); }};
  }
  MovableClock clock_;
  SlowSync slow_;
};

TEST_F(SyncDeskTest, JoinsWhatRunsAndDoesTheRestAfterIt) {
  SyncDesk desk(clock_, options());
  ASSERT_TRUE(desk.start({"acme/api"}));
  slow_.wait_for(1);
  ASSERT_TRUE(desk.start({"acme/api", "acme/web"}));
  EXPECT_THAT(desk.state().running, ElementsAre("acme/api"));
  EXPECT_THAT(desk.state().waiting, ElementsAre("acme/web"));
  slow_.allow(1);
  slow_.wait_for(2);
  EXPECT_THAT(slow_.syncs(), ElementsAre(ElementsAre("acme/api"), ElementsAre("acme/web")));
  slow_.allow(2);
}

TEST_F(SyncDeskTest, StopsWhatRunsAndForgetsWhatWaits) {
  SyncDesk desk(clock_, options());
  ASSERT_TRUE(desk.start({"acme/api"}));
  slow_.wait_for(1);
  ASSERT_TRUE(desk.start({"acme/web"}));
  desk.stop();
  ASSERT_TRUE(desk.start({"acme/sdk"}));
  slow_.wait_for(2);
  EXPECT_THAT(slow_.syncs(), ElementsAre(ElementsAre("acme/api"), ElementsAre("acme/sdk")));
}

TEST_F(SyncDeskTest, SyncsWhatIsDue) {
  SyncDeskOptions scheduled = options();
  scheduled.intervals = {{"acme", hours(1)}};
  SyncDesk desk(clock_, scheduled);
  clock_.move_on();
  slow_.wait_for(1);
  EXPECT_THAT(slow_.syncs(), ElementsAre(ElementsAre("acme")));
}

TEST_F(SyncDeskTest, RefusesWhatIsNoRepository) {
  SyncDesk desk(clock_, options());
  for (const std::string wrong : {"", "acme/", "/api", "a/b/c", "acme/..", "a b", "--help x"}) {
    EXPECT_FALSE(desk.start({wrong})) << wrong;
  }
  EXPECT_TRUE(desk.state().waiting.empty());
}

}  // namespace
}  // namespace shiplog
