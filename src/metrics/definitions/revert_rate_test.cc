#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class RevertRate : public MetricFixture {
 protected:
  RevertRate() : MetricFixture(metrics::kRevertRate) {}
};

TEST_F(RevertRate, IsRevertedOverMergedWithBots) {
  shard.change({.id = "PR_1", .merged_at = at(1), .is_reverted = true});
  shard.change({.id = "PR_2", .merged_at = at(2)});
  shard.change({.id = "bot", .author = "x[bot]", .merged_at = at(2), .is_reverted = true});
  shard.change({.id = "bot2", .author = "x[bot]", .merged_at = at(2)});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().ratio->denominator, 4U);
}

TEST_F(RevertRate, IsAbsentWhenNothingWasMerged) {
  EXPECT_EQ(total().absent, "no pull request was merged in the window");
}

}  // namespace
}  // namespace shiplog
