#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class DeploymentFrequency : public MetricFixture {
 protected:
  DeploymentFrequency() : MetricFixture(metrics::kDeploymentFrequency) {
    production = shard.line(DeploymentSource::Deployments, "production");
  }

  void deployed(std::string id, double hour) {
    shard.deployment({.id = std::move(id), .line = production, .succeeded_at = at(hour)});
  }

  Row production = 0;
};

TEST_F(DeploymentFrequency, IsPerWeek) {
  for (int day = 0; day < 8; ++day) {
    deployed("D_" + std::to_string(day), 24 * day);
  }
  EXPECT_EQ(value(), 2);
  EXPECT_EQ(total().count, 8U);
  EXPECT_NEAR(*total().interval->low, 3.4538321 / 4, 1e-6);
  EXPECT_THAT(evaluation().deployments_from, ElementsAre(Pair("acme/api", "deployments")));
}

TEST_F(DeploymentFrequency, CountsOnlyObservedTime) {
  deployed("D_1", 3 * kWeekHours);
  deployed("D_2", 3.5 * kWeekHours);
  shard.begins_at(at(2 * kWeekHours));
  EXPECT_EQ(value(), 1);
}

TEST_F(DeploymentFrequency, IsZeroWhereNothingCame) {
  deployed("D_1", -10);
  EXPECT_EQ(value(), 0);
  EXPECT_EQ(total().interval->low, 0);
  EXPECT_NEAR(*total().interval->high, 0.92221986353, 1e-6);
}

TEST_F(DeploymentFrequency, IsAbsentWhereNoSourceIsKnown) {
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no production deployments known");
}

TEST_F(DeploymentFrequency, IsAbsentWhereNothingWasObserved) {
  deployed("D_1", -10);
  query.window = {.from = at(9 * kWeekHours), .until = at(10 * kWeekHours)};
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "nothing observed");
}

TEST_F(DeploymentFrequency, AttemptsAreNoDeployments) {
  shard.deployment({.id = "failed", .line = production, .created_at = at(3)});
  deployed("D_1", 5);
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("failed"), "never_succeeded");
}

TEST_F(DeploymentFrequency, ListsOtherEnvironmentsAsNotProduction) {
  const Row staging = shard.line(DeploymentSource::Deployments, "staging");
  shard.deployment({.id = "S_1", .line = staging, .succeeded_at = at(3)});
  deployed("D_1", 5);
  deployed("D_2", -5);
  EXPECT_EQ(reason_of("S_1"), "not_production");
  EXPECT_EQ(reason_of("D_1"), "counted");
  EXPECT_EQ(reason_of("D_2"), "outside_window");
}

TEST_F(DeploymentFrequency, DaysPerWeekCountADayOnce) {
  deployed("D_1", 1);
  deployed("D_2", 2);
  deployed("D_3", 30);
  EXPECT_EQ(part("deployment_days_per_week").estimate.value, 0.5);
  EXPECT_EQ(part("deployment_days_per_week").estimate.count, 2U);
}

TEST_F(DeploymentFrequency, DaysAreThoseOfTheZone) {
  deployed("D_1", 1);
  deployed("D_2", 12);
  EXPECT_EQ(part("deployment_days_per_week").estimate.count, 1U);
  query.zone = TimeZone::find("Pacific/Auckland").value();  // Noon in UTC is tomorrow there.
  EXPECT_EQ(part("deployment_days_per_week").estimate.count, 2U);
}

TEST_F(DeploymentFrequency, TimeBetweenReachesBackBeforeTheWindow) {
  deployed("D_0", -6);
  deployed("D_1", 4);
  deployed("D_2", 24);
  EXPECT_EQ(part("time_between_deployments").estimate.value, 15 * kHour);
  EXPECT_EQ(part("time_between_deployments").unit, MetricUnit::Seconds);
}

TEST_F(DeploymentFrequency, MergesAreMarkedAsAssumed) {
  ShardFixture merging("acme/lib");
  const Row line = merging.line(DeploymentSource::Merges);
  merging.deployment({.id = "PR_1", .line = line, .succeeded_at = at(5)});
  const Evaluation evaluation = evaluate(metric, query, snapshot_of({merging.build()}, query.now));
  EXPECT_THAT(evaluation.deployments_from, ElementsAre(Pair("acme/lib", "merges")));
  EXPECT_THAT(evaluation.notes, ElementsAre(HasSubstr("deployments of acme/lib are assumed")));
}

}  // namespace
}  // namespace shiplog
