#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class CiDuration : public MetricFixture {
 protected:
  CiDuration() : MetricFixture(metrics::kCiDuration) {}
};

TEST_F(CiDuration, IsTheMedianFromStartToEnd) {
  shard.run({.id = "1", .started_at = at(1), .finished_at = at(2)});
  shard.run({.id = "2", .started_at = at(1), .finished_at = at(4), .outcome = RunOutcome::Failed});
  shard.run({.id = "3", .finished_at = at(4)});
  shard.run(
      {.id = "4", .started_at = at(1), .finished_at = at(9), .outcome = RunOutcome::Undecided});
  EXPECT_EQ(value(), 2 * kHour);
  EXPECT_EQ(reason_of("3"), "no_time");
}

TEST_F(CiDuration, OfAStartAfterTheEndIsNone) {
  shard.run({.id = "1", .started_at = at(3), .finished_at = at(2)});
  EXPECT_EQ(value(), 0);
}

}  // namespace
}  // namespace shiplog
