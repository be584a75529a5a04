#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class CiFlakiness : public MetricFixture {
 protected:
  CiFlakiness() : MetricFixture(metrics::kCiFlakiness) {}
};

TEST_F(CiFlakiness, IsFlakyOverCheckedOnceEach) {
  shard.run(
      {.id = "1", .finished_at = at(1), .outcome = RunOutcome::Failed, .check = RunCheck::Flaky});
  shard.run({.id = "2", .finished_at = at(2), .check = RunCheck::None});
  shard.run({.id = "3", .finished_at = at(3), .check = RunCheck::Stable});
  shard.run({.id = "4", .finished_at = at(3), .check = RunCheck::NoCommit});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().count, 2U);
  EXPECT_EQ(reason_of("2"), "later_run");
  EXPECT_EQ(reason_of("4"), "commit_unknown");
}

TEST_F(CiFlakiness, IsAbsentWithoutRuns) {
  EXPECT_EQ(total().absent, "no workflow run of a known commit passed or failed in the window");
}

}  // namespace
}  // namespace shiplog
