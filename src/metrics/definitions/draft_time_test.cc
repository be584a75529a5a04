#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class DraftTimeMetric : public MetricFixture {
 protected:
  DraftTimeMetric() : MetricFixture(metrics::kDraftTime) {}
};

TEST_F(DraftTimeMetric, IsTheTimeAsADraft) {
  shard.change({.id = "PR_1", .created_at = at(1), .draft_time = std::chrono::hours(3)});
  shard.change({.id = "PR_2", .created_at = at(1), .draft_time = std::chrono::hours(5)});
  EXPECT_EQ(value(), 4 * kHour);
  EXPECT_EQ(total().count, 2U);
}

TEST_F(DraftTimeMetric, OfOneThatStillIsADraftIsAtLeastThatLong) {
  shard.change({.id = "PR_1",
                .created_at = at(1),
                .is_draft = true,
                .draft_time = std::chrono::hours(2),
                .draft_since = at(4 * kWeekHours)});
  EXPECT_EQ(total().still_open, 1U);
  EXPECT_EQ(total().absent, "median not reached");
  EXPECT_EQ(explain(metric, query, snapshot()).items.front().value, (kWeekHours + 2) * kHour);
}

TEST_F(DraftTimeMetric, LeavesOutWhatNeverWasADraft) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  shard.change({.id = "git", .merged_at = at(1)});
  EXPECT_FALSE(value());
  EXPECT_EQ(reason_of("PR_1"), "never_draft");
  EXPECT_EQ(reason_of("git"), "no_time");
}

}  // namespace
}  // namespace shiplog
