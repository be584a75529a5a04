#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CycleTime : public MetricFixture {
 protected:
  CycleTime() : MetricFixture(metrics::kCycleTime) {}

  void merged_after(double hours, std::string author = "mary") {
    const std::string id = "PR_" + std::to_string(++count);
    shard.change({.id = id,
                  .author = std::move(author),
                  .first_commit_at = at(1),
                  .created_at = at(1.5),
                  .merged_at = at(1 + hours)});
  }

  int count = 0;
};

TEST_F(CycleTime, IsTheMedianNotTheMean) {
  merged_after(2);
  merged_after(4);
  merged_after(160);
  EXPECT_EQ(value(), 4 * kHour);
}

TEST_F(CycleTime, GivesPercentilesOfTypeSeven) {
  for (const double hours : {1, 2, 3, 4, 5}) {
    merged_after(hours);
  }
  EXPECT_EQ(evaluation().percentiles->p50, 3 * kHour);
  EXPECT_EQ(evaluation().percentiles->p75, 4 * kHour);
  EXPECT_NEAR(*evaluation().percentiles->p90, 4.6 * kHour, 1e-6);
}

TEST_F(CycleTime, HasAnIntervalFromSixOn) {
  for (const double hours : {1, 2, 3, 4, 5}) {
    merged_after(hours);
  }
  EXPECT_FALSE(total().interval);
  merged_after(6);
  EXPECT_EQ(total().interval->low, 1 * kHour);
  EXPECT_EQ(total().interval->high, 6 * kHour);
}

TEST_F(CycleTime, LeavesOutBotsPushesAndWhatIsOpen) {
  merged_after(3);
  merged_after(9, "renovate[bot]");
  shard.change(
      {.kind = ChangeKind::DirectPush, .id = "sha", .first_commit_at = at(1), .merged_at = at(2)});
  shard.change({.id = "open", .first_commit_at = at(1), .created_at = at(2)});
  EXPECT_EQ(value(), 3 * kHour);
  EXPECT_EQ(reason_of("PR_2"), "bot_author");
  EXPECT_EQ(reason_of("sha"), "");
  EXPECT_EQ(reason_of("open"), "not_merged");
}

TEST_F(CycleTime, NeedsAFirstCommit) {
  shard.change({.id = "PR_1", .merged_at = at(2)});
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no pull request was merged in the window");
  EXPECT_EQ(reason_of("PR_1"), "no_time");
  EXPECT_THAT(notes(), ElementsAre(HasSubstr("1 pull request is left out: when the work")));
}

}  // namespace
}  // namespace shiplog
