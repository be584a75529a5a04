#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class TimeToMerge : public MetricFixture {
 protected:
  TimeToMerge() : MetricFixture(metrics::kTimeToMerge) {}
};

TEST_F(TimeToMerge, SpansFromReadyToTheMerge) {
  shard.change({.id = "PR_1", .created_at = at(1), .ready_at = at(3), .merged_at = at(9)});
  EXPECT_EQ(value(), 6 * kHour);
  EXPECT_EQ(total().still_open, 0U);
}

TEST_F(TimeToMerge, ClosedAndOpenCountAsAtLeastThatLong) {
  shard.change({.id = "PR_1", .created_at = at(1), .merged_at = at(5)});
  shard.change({.id = "PR_2", .created_at = at(1), .closed_at = at(3)});
  shard.change({.id = "PR_3", .created_at = at(1)});
  // After two hours one is out of sight; of the two left one merges after four.
  EXPECT_EQ(value(), 4 * kHour);
  EXPECT_EQ(total().count, 3U);
  EXPECT_EQ(total().still_open, 2U);
  EXPECT_EQ(total().closed_only->count, 1U);
}

TEST_F(TimeToMerge, IsPlacedByReadinessAndLeavesOutDraftsAndBots) {
  shard.change({.id = "early", .created_at = at(-2), .merged_at = at(1)});
  shard.change({.id = "draft", .created_at = at(1), .is_draft = true});
  shard.change({.id = "git", .merged_at = at(1)});
  shard.change({.id = "bot", .author = "renovate[bot]", .created_at = at(1), .merged_at = at(2)});
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no pull request became ready for review in the window");
  EXPECT_EQ(reason_of("early"), "outside_window");
  EXPECT_EQ(reason_of("draft"), "draft");
  EXPECT_EQ(reason_of("git"), "no_time");
  EXPECT_EQ(reason_of("bot"), "bot_author");
}

TEST_F(TimeToMerge, MergeBeforeReadinessTookNoTime) {
  shard.change({.id = "PR_1", .created_at = at(1), .ready_at = at(5), .merged_at = at(3)});
  EXPECT_EQ(value(), 0);
}

}  // namespace
}  // namespace shiplog
