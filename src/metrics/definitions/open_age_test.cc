#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

constexpr double kEnd = 4 * kWeekHours;

class OpenAge : public MetricFixture {
 protected:
  OpenAge() : MetricFixture(metrics::kOpenAge) {}
};

TEST_F(OpenAge, IsTheMedianTimeSinceTheOpening) {
  shard.change({.id = "PR_1", .created_at = at(kEnd - 10)});
  shard.change({.id = "PR_2", .created_at = at(kEnd - 30)});
  shard.change({.id = "merged", .created_at = at(kEnd - 500), .merged_at = at(kEnd - 1)});
  EXPECT_EQ(value(), 20 * kHour);
  EXPECT_EQ(evaluation().percentiles->p90, 28 * kHour);
}

TEST_F(OpenAge, LooksNoFurtherThanNow) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  query.now = at(3);
  EXPECT_EQ(value(), 2 * kHour);
}

TEST_F(OpenAge, IsAbsentWhenNothingIsOpen) {
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no pull request is open at the end of the window");
}

TEST_F(OpenAge, IsAbsentInBucketsAfterTheDataEnd) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  query.window.until = at(8 * kWeekHours);
  query.every = Granularity::Week;
  const std::vector<SeriesPoint> series = evaluation().series;
  ASSERT_EQ(series.size(), 8U);
  EXPECT_TRUE(series[4].estimate.value);
  EXPECT_FALSE(series[6].estimate.value);
  EXPECT_TRUE(series[6].is_partial);
}

}  // namespace
}  // namespace shiplog
