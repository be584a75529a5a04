#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

constexpr double kEnd = 4 * kWeekHours;

class WorkInProgress : public MetricFixture {
 protected:
  WorkInProgress() : MetricFixture(metrics::kWorkInProgress) {}
};

TEST_F(WorkInProgress, IsWhatIsOpenJustBeforeTheEnd) {
  shard.change({.id = "open", .created_at = at(1)});
  shard.change({.id = "merged_at_the_end", .created_at = at(1), .merged_at = at(kEnd)});
  shard.change({.id = "merged_before", .created_at = at(1), .merged_at = at(kEnd - 1)});
  shard.change({.id = "opened_at_the_end", .created_at = at(kEnd)});
  shard.change({.id = "draft", .created_at = at(2), .is_draft = true});
  shard.change({.id = "bots", .author = "renovate[bot]", .created_at = at(2)});
  EXPECT_EQ(value(), 3);
  EXPECT_FALSE(total().interval);
  EXPECT_EQ(reason_of("merged_at_the_end"), "counted");
  EXPECT_EQ(reason_of("merged_before"), "not_open");
  EXPECT_EQ(reason_of("opened_at_the_end"), "not_open");
  EXPECT_EQ(reason_of("draft"), "counted");
  EXPECT_EQ(reason_of("bots"), "bot_author");
}

TEST_F(WorkInProgress, FollowsClosingsAndReopenings) {
  shard.change({.id = "PR_1",
                .created_at = at(1),
                .closed_at = at(30),
                .toggles = {at(10), at(20), at(30)}});
  const auto open_at = [this](double hour) {
    query.window.until = at(hour);
    return value();
  };
  EXPECT_EQ(open_at(10), 1);
  EXPECT_EQ(open_at(11), 0);
  EXPECT_EQ(open_at(20), 0);
  EXPECT_EQ(open_at(21), 1);
  EXPECT_EQ(open_at(30), 1);
  EXPECT_EQ(open_at(31), 0);
}

TEST_F(WorkInProgress, IsZeroWhenNothingIsOpenAndAbsentOutsideTheData) {
  EXPECT_EQ(value(), 0);
  query.window = {.from = at(-9 * kWeekHours), .until = at(-8 * kWeekHours)};
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "nothing observed");
}

TEST_F(WorkInProgress, SeriesCountsAtTheEndOfEachBucket) {
  shard.change({.id = "PR_1", .created_at = at(1), .merged_at = at(kWeekHours + 1)});
  shard.change({.id = "PR_2", .created_at = at(kWeekHours + 2)});
  query.every = Granularity::Week;
  std::vector<double> counts;
  for (const SeriesPoint& point : evaluation().series) {
    counts.push_back(*point.estimate.value);
  }
  EXPECT_EQ(counts, (std::vector<double>{1, 1, 1, 1}));
}

}  // namespace
}  // namespace shiplog
