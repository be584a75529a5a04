#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class Throughput : public MetricFixture {
 protected:
  Throughput() : MetricFixture(metrics::kThroughput) {}

  void merged(std::string id, double hour, std::string author = "mary") {
    shard.change({.id = std::move(id),
                  .author = std::move(author),
                  .created_at = at(hour - 1),
                  .merged_at = at(hour)});
  }
};

TEST_F(Throughput, IsMergesPerWeek) {
  merged("PR_1", 1);
  merged("PR_2", 2);
  EXPECT_EQ(value(), 0.5);
}

TEST_F(Throughput, IsZeroWhenNothingWasMerged) {
  EXPECT_EQ(value(), 0);
  EXPECT_EQ(total().interval->low, 0);
}

TEST_F(Throughput, IsAbsentOutsideTheData) {
  query.window = {.from = at(-9 * kWeekHours), .until = at(-8 * kWeekHours)};
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "nothing observed");
}

TEST_F(Throughput, LeavesTheLastInstantToTheNextWindow) {
  merged("first", 0);
  merged("last", 4 * kWeekHours);
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("first"), "counted");
  EXPECT_EQ(reason_of("last"), "outside_window");
}

TEST_F(Throughput, CountsBotsButNotDirectPushes) {
  merged("PR_1", 1, "renovate[bot]");
  shard.change({.kind = ChangeKind::DirectPush, .id = "sha", .merged_at = at(2)});
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("sha"), "");
  query.bots = Bots::Only;
  merged("PR_2", 3);
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("PR_2"), "outside_scope");
}

TEST_F(Throughput, CanBeAskedAboutOneBase) {
  merged("PR_1", 1);
  shard.change({.id = "PR_2", .base = "release", .created_at = at(1), .merged_at = at(2)});
  query.base = "release";
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("PR_1"), "outside_scope");
}

}  // namespace
}  // namespace shiplog
