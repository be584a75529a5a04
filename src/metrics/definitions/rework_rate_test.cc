#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class ReworkRate : public MetricFixture {
 protected:
  ReworkRate() : MetricFixture(metrics::kReworkRate) {
    production = shard.line(DeploymentSource::Deployments, "production");
  }

  Row production = 0;
};

TEST_F(ReworkRate, IsRepairsOverSuccesses) {
  shard.deployment({.id = "D_1", .line = production, .succeeded_at = at(1)});
  shard.deployment({.id = "D_2", .line = production, .succeeded_at = at(2), .is_repair = true});
  shard.deployment({.id = "D_3", .line = production, .succeeded_at = at(3)});
  shard.deployment({.id = "D_4", .line = production, .succeeded_at = at(4)});
  EXPECT_EQ(value(), 0.25);
  EXPECT_EQ(total().ratio->denominator, 4U);
  EXPECT_FALSE(total().possible);
}

TEST_F(ReworkRate, IsAbsentWithoutDeployments) {
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no production deployments in the window");
}

}  // namespace
}  // namespace shiplog
