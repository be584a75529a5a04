#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class ApprovalRate : public MetricFixture {
 protected:
  ApprovalRate() : MetricFixture(metrics::kApprovalRate) {}
};

TEST_F(ApprovalRate, IsApprovedOverMerged) {
  shard.change({.id = "PR_1", .approved_at = at(1), .merged_at = at(2)});
  shard.change({.id = "PR_2", .merged_at = at(2), .is_reviewed = true});
  shard.change({.id = "bot", .author = "x[bot]", .approved_at = at(1), .merged_at = at(2)});
  shard.change({.id = "open", .created_at = at(1)});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().ratio->denominator, 2U);
  EXPECT_EQ(reason_of("open"), "not_merged");
}

TEST_F(ApprovalRate, IsAbsentWhenNothingWasMerged) {
  EXPECT_EQ(total().absent, "no pull request was merged in the window");
}

}  // namespace
}  // namespace shiplog
