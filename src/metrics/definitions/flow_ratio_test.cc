#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class FlowRatio : public MetricFixture {
 protected:
  FlowRatio() : MetricFixture(metrics::kFlowRatio) {}
};

TEST_F(FlowRatio, IsOpeningsOverCloses) {
  shard.change({.id = "PR_1", .created_at = at(1), .merged_at = at(5)});
  shard.change({.id = "PR_2", .created_at = at(2), .closed_at = at(6)});
  shard.change({.id = "PR_3", .created_at = at(3)});
  EXPECT_EQ(value(), 1.5);
  EXPECT_EQ(total().ratio->numerator, 3U);
  EXPECT_EQ(total().ratio->denominator, 2U);
  EXPECT_FALSE(total().interval);
}

TEST_F(FlowRatio, CountsOneThatWasOnlyClosedHere) {
  shard.change({.id = "PR_1", .created_at = at(-9), .merged_at = at(5)});
  EXPECT_EQ(value(), 0);
  EXPECT_EQ(total().count, 1U);
}

TEST_F(FlowRatio, IsAbsentWhenNothingWasClosed) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no pull request was closed in the window");
}

TEST_F(FlowRatio, LeavesOutBotsAndDirectPushes) {
  shard.change({.kind = ChangeKind::DirectPush, .id = "sha", .merged_at = at(1)});
  shard.change({.id = "bot", .author = "renovate[bot]", .created_at = at(1), .merged_at = at(2)});
  EXPECT_EQ(total().count, 0U);
  EXPECT_EQ(reason_of("bot"), "bot_author");
  EXPECT_EQ(reason_of("sha"), "");
}

}  // namespace
}  // namespace shiplog
