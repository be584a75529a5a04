#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class AbandonedRate : public MetricFixture {
 protected:
  AbandonedRate() : MetricFixture(metrics::kAbandonedRate) {}
};

TEST_F(AbandonedRate, IsUnmergedOverClosed) {
  shard.change({.id = "PR_1", .created_at = at(1), .merged_at = at(5)});
  shard.change({.id = "PR_2", .created_at = at(-9), .closed_at = at(6)});
  shard.change({.id = "PR_3", .created_at = at(3)});
  shard.change({.id = "PR_4", .created_at = at(3), .closed_at = at(5 * kWeekHours)});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().count, 2U);
  EXPECT_EQ(reason_of("PR_3"), "not_closed");
  EXPECT_EQ(reason_of("PR_4"), "outside_window");
}

TEST_F(AbandonedRate, IsAbsentWhenNothingWasClosed) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  EXPECT_EQ(total().absent, "no pull request was closed in the window");
}

}  // namespace
}  // namespace shiplog
