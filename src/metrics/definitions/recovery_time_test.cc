#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class RecoveryTime : public MetricFixture {
 protected:
  RecoveryTime() : MetricFixture(metrics::kRecoveryTime) {
    production = shard.line(DeploymentSource::Deployments, "production");
  }

  void failed(std::string id, double hour, Timestamp restored_at) {
    shard.deployment({.id = std::move(id),
                      .line = production,
                      .succeeded_at = at(hour),
                      .failure = Confidence::Confirmed,
                      .restored_at = restored_at});
  }

  Row production = 0;
};

TEST_F(RecoveryTime, IsTheMedianFromTheDeploymentToItsRecovery) {
  failed("D_1", 1, at(2));
  failed("D_2", 10, at(13));
  failed("D_3", 20, at(29));
  EXPECT_EQ(value(), 3 * kHour);
  EXPECT_EQ(total().still_open, 0U);
  EXPECT_EQ(total().closed_only->value, 3 * kHour);
}

TEST_F(RecoveryTime, StillFailingCountsAsLastingUntilNow) {
  failed("D_1", 1, at(2));
  failed("D_2", 10, at(13));
  failed("D_3", 20, kNever);
  failed("D_4", 30, kNever);
  failed("D_5", 40, at(45));
  EXPECT_EQ(value(), 5 * kHour);
  EXPECT_EQ(total().count, 5U);
  EXPECT_EQ(total().still_open, 2U);
  EXPECT_EQ(total().closed_only->value, 3 * kHour);
  EXPECT_EQ(total().closed_only->count, 3U);
}

TEST_F(RecoveryTime, MedianMayNotBeReached) {
  failed("D_1", 1, at(2));
  failed("D_2", 10, kNever);
  failed("D_3", 20, kNever);
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "median not reached");
  EXPECT_EQ(total().still_open, 2U);
  EXPECT_EQ(total().closed_only->value, 1 * kHour);
}

TEST_F(RecoveryTime, WithoutFailuresIsAbsent) {
  shard.deployment({.id = "fine", .line = production, .succeeded_at = at(1)});
  shard.deployment({.id = "doubtful",
                    .line = production,
                    .succeeded_at = at(2),
                    .failure = Confidence::Possible});
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no failed deployments in the window");
  EXPECT_EQ(reason_of("fine"), "not_failed");
  EXPECT_EQ(reason_of("doubtful"), "not_failed");
}

TEST_F(RecoveryTime, KnowsARecoveryAfterTheWindow) {
  failed("D_1", 4 * kWeekHours - 1, at(4 * kWeekHours + 1));
  EXPECT_EQ(value(), 2 * kHour);
}

TEST_F(RecoveryTime, RecoveryBeforeTheDeploymentTookNoTime) {
  failed("D_1", 5, at(3));
  EXPECT_EQ(value(), 0);
}

}  // namespace
}  // namespace shiplog
