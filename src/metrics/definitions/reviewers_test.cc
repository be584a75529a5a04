#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class Reviewers : public MetricFixture {
 protected:
  Reviewers() : MetricFixture(metrics::kReviewers) {}
};

TEST_F(Reviewers, AreAMeanThatCountsThoseWithoutAny) {
  shard.change({.id = "PR_1", .merged_at = at(1), .reviewers = 2});
  shard.change({.id = "PR_2", .merged_at = at(2)});
  EXPECT_EQ(value(), 1);
}

}  // namespace
}  // namespace shiplog
