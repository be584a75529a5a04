#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class UnreviewedMerges : public MetricFixture {
 protected:
  UnreviewedMerges() : MetricFixture(metrics::kUnreviewedMerges) {}
};

TEST_F(UnreviewedMerges, CountMergesWithoutAReviewByAnotherAWeek) {
  shard.change({.id = "PR_1", .merged_at = at(1)});
  shard.change({.id = "PR_2", .merged_at = at(2)});
  shard.change({.id = "PR_3", .merged_at = at(3), .is_reviewed = true});
  shard.change({.id = "bot", .author = "x[bot]", .merged_at = at(2)});
  shard.change({.kind = ChangeKind::DirectPush, .id = "sha", .merged_at = at(2)});
  EXPECT_EQ(value(), 0.5);  // Two in four weeks.
  EXPECT_EQ(reason_of("PR_3"), "reviewed");
  EXPECT_EQ(reason_of("sha"), "");
}

TEST_F(UnreviewedMerges, AreNoneWhereSomethingWasObserved) {
  shard.change({.id = "PR_3", .merged_at = at(3), .is_reviewed = true});
  EXPECT_EQ(value(), 0);
}

}  // namespace
}  // namespace shiplog
