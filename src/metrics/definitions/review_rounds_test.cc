#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class ReviewRounds : public MetricFixture {
 protected:
  ReviewRounds() : MetricFixture(metrics::kReviewRounds) {}
};

TEST_F(ReviewRounds, AreAMeanThatCountsThoseWithoutAny) {
  shard.change({.id = "PR_1", .merged_at = at(1), .rounds = 3});
  shard.change({.id = "PR_2", .merged_at = at(2)});
  shard.change({.id = "bot", .author = "x[bot]", .merged_at = at(2), .rounds = 9});
  EXPECT_EQ(value(), 1.5);
}

}  // namespace
}  // namespace shiplog
