#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class CiSuccessRate : public MetricFixture {
 protected:
  CiSuccessRate() : MetricFixture(metrics::kCiSuccessRate) {}
};

TEST_F(CiSuccessRate, IsPassedOverDecided) {
  shard.change({.id = "PR_1", .created_at = at(0)});
  shard.run({.id = "1", .finished_at = at(1), .outcome = RunOutcome::Passed});
  shard.run({.id = "2", .finished_at = at(2), .outcome = RunOutcome::Failed});
  shard.run({.id = "3", .finished_at = at(3), .outcome = RunOutcome::Undecided});
  shard.run({.id = "4", .outcome = RunOutcome::Unfinished});
  shard.run({.id = "5", .finished_at = at(-3), .outcome = RunOutcome::Failed});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().count, 2U);
  EXPECT_EQ(reason_of("3"), "not_decided");
  EXPECT_EQ(reason_of("5"), "");
}

TEST_F(CiSuccessRate, IsAbsentWithoutRuns) {
  EXPECT_EQ(total().absent, "no workflow run passed or failed in the window");
}

}  // namespace
}  // namespace shiplog
