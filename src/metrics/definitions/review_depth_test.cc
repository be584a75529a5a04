#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class ReviewDepth : public MetricFixture {
 protected:
  ReviewDepth() : MetricFixture(metrics::kReviewDepth) {}
};

TEST_F(ReviewDepth, IsTheMeanOverWhatWasMerged) {
  shard.change({.id = "PR_1", .merged_at = at(1), .remarks = 5});
  shard.change({.id = "PR_2", .merged_at = at(2)});
  shard.change({.id = "open", .created_at = at(2), .remarks = 90});
  EXPECT_EQ(value(), 2.5);
  EXPECT_EQ(total().count, 2U);
  EXPECT_FALSE(total().interval);
  EXPECT_EQ(evaluation().percentiles->p50, 2.5);
}

TEST_F(ReviewDepth, HasStudentsIntervalFromSixOn) {
  for (int i = 0; i < 6; ++i) {
    shard.change({.id = "PR_" + std::to_string(i), .merged_at = at(1), .remarks = 2});
  }
  EXPECT_EQ(total().interval->low, 2);
  EXPECT_EQ(total().interval->high, 2);
}

TEST_F(ReviewDepth, IsAbsentWhenNothingWasMerged) {
  EXPECT_EQ(total().absent, "no pull request was merged in the window");
}

}  // namespace
}  // namespace shiplog
