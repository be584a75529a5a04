#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class ReviewCoverage : public MetricFixture {
 protected:
  ReviewCoverage() : MetricFixture(metrics::kReviewCoverage) {}
};

TEST_F(ReviewCoverage, IsReviewedOverMerged) {
  shard.change({.id = "PR_1", .merged_at = at(1), .is_reviewed = true});
  shard.change({.id = "PR_2", .merged_at = at(2)});
  shard.change({.id = "PR_3", .author = "renovate[bot]", .merged_at = at(3)});
  shard.change({.kind = ChangeKind::DirectPush, .id = "sha", .merged_at = at(4)});
  shard.change({.id = "PR_4", .created_at = at(1), .is_reviewed = true});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().ratio->denominator, 2U);
  EXPECT_EQ(reason_of("PR_3"), "bot_author");
  EXPECT_EQ(reason_of("PR_4"), "not_merged");
}

TEST_F(ReviewCoverage, CommentAloneIsNoReview) {
  // What counts as a review is decided where columns are laid out; a comment is none.
  shard.change({.id = "PR_1", .first_review_at = at(0.5), .merged_at = at(1)});
  EXPECT_EQ(value(), 0);
}

TEST_F(ReviewCoverage, IsAbsentWhenNothingWasMerged) {
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no pull request was merged in the window");
}

}  // namespace
}  // namespace shiplog
