#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class TimeToFirstReview : public MetricFixture {
 protected:
  TimeToFirstReview() : MetricFixture(metrics::kTimeToFirstReview) {}
};

TEST_F(TimeToFirstReview, SpansFromReadyToTheFirstReview) {
  shard.change({.id = "PR_1",
                .created_at = at(1),
                .ready_at = at(3),
                .first_review_at = at(7),
                .merged_at = at(9)});
  EXPECT_EQ(value(), 4 * kHour);
  EXPECT_EQ(total().still_open, 0U);
}

TEST_F(TimeToFirstReview, WaitingCountsUntilNowAndAMergeWithoutReviewUntilThen) {
  shard.change({.id = "PR_1", .created_at = at(1), .first_review_at = at(5), .merged_at = at(9)});
  shard.change({.id = "PR_2", .created_at = at(2)});
  shard.change({.id = "PR_3", .created_at = at(3), .merged_at = at(4)});
  // Of the two still in sight after an hour, one was reviewed after four.
  EXPECT_EQ(value(), 4 * kHour);
  EXPECT_EQ(total().count, 3U);
  EXPECT_EQ(total().still_open, 2U);
  for (const ExplainedItem& item : explain(metric, query, snapshot()).items) {
    if (item.change->id == "PR_2") {
      EXPECT_EQ(item.value, (5 * kWeekHours - 2) * kHour);
      EXPECT_TRUE(item.is_still_open);
    }
  }
}

TEST_F(TimeToFirstReview, IsPlacedByReadiness) {
  shard.change({.id = "PR_1", .created_at = at(-5), .ready_at = at(0), .first_review_at = at(2)});
  shard.change({.id = "PR_2", .created_at = at(-5), .first_review_at = at(2)});
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("PR_2"), "outside_window");
}

TEST_F(TimeToFirstReview, LeavesOutDraftsAndWhatHasNoOpening) {
  shard.change({.id = "draft", .created_at = at(1), .is_draft = true});
  shard.change({.id = "git", .merged_at = at(1)});
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no pull request became ready for review in the window");
  EXPECT_EQ(reason_of("draft"), "draft");
  EXPECT_EQ(reason_of("git"), "no_time");
}

TEST_F(TimeToFirstReview, ReviewBeforeTheOpeningTookNoTime) {
  shard.change({.id = "PR_1", .created_at = at(4), .first_review_at = at(3)});
  EXPECT_EQ(value(), 0);
}

}  // namespace
}  // namespace shiplog
