#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ChangeFailRate : public MetricFixture {
 protected:
  ChangeFailRate() : MetricFixture(metrics::kChangeFailRate) {
    production = shard.line(DeploymentSource::Deployments, "production");
  }

  void deployed(std::string id, double hour, Confidence failure = Confidence::None) {
    DeploymentRow row = {.id = std::move(id), .line = production, .succeeded_at = at(hour)};
    row.failure = failure;
    if (failure != Confidence::None) {
      row.evidence = {{EvidenceKind::Incident, "I_1"}};
    }
    shard.deployment(row);
  }

  Row production = 0;
};

TEST_F(ChangeFailRate, IsConfirmedFailuresOverSuccesses) {
  deployed("D_1", 1, Confidence::Confirmed);
  deployed("D_2", 2, Confidence::Possible);
  deployed("D_3", 3);
  deployed("D_4", 4);
  EXPECT_EQ(value(), 0.25);
  EXPECT_EQ(total().ratio->numerator, 1U);
  EXPECT_EQ(total().ratio->denominator, 4U);
  EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(ChangeFailRate, ShowsThePossibleBesideAndNotWithin) {
  deployed("D_1", 1, Confidence::Confirmed);
  deployed("D_2", 2, Confidence::Possible);
  EXPECT_EQ(total().possible->numerator, 1U);
  EXPECT_EQ(total().possible->value, 0.5);
  EXPECT_EQ(value(), 0.5);
}

TEST_F(ChangeFailRate, IsAbsentWithoutDeploymentsRatherThanZero) {
  deployed("D_1", -5);
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no production deployments in the window");
  EXPECT_EQ(total().count, 0U);
  EXPECT_FALSE(total().possible->value);
}

TEST_F(ChangeFailRate, WithoutAnyEvidenceIsZeroWithItsIntervalAndSaysSo) {
  for (int i = 0; i < 10; ++i) {
    deployed("D_" + std::to_string(i), i);
  }
  EXPECT_EQ(value(), 0);
  EXPECT_NEAR(*total().interval->high, 0.27753279986, 1e-9);
  EXPECT_THAT(notes(), ElementsAre(HasSubstr("nothing in the data says")));
}

TEST_F(ChangeFailRate, AttemptsThatNeverSucceededDoNotCount) {
  shard.deployment({.id = "attempt", .line = production, .created_at = at(1)});
  deployed("D_1", 2);
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("attempt"), "");
}

TEST_F(ChangeFailRate, ExplainsTheSuccessesOfTheWindowWithTheirEvidence) {
  deployed("before", -1);
  deployed("D_1", 1, Confidence::Confirmed);
  deployed("D_2", 2);
  const Explanation explanation = explain(metric, query, snapshot());
  ASSERT_EQ(explanation.items.size(), 2U);
  const ExplainedDeployment& failed = *explanation.items[0].deployment;
  EXPECT_EQ(failed.id, "D_1");
  EXPECT_EQ(failed.failed, true);
  EXPECT_EQ(failed.confidence, Confidence::Confirmed);
  ASSERT_EQ(failed.evidence.size(), 1U);
  EXPECT_EQ(failed.evidence[0].source, "I_1");
  EXPECT_EQ(explanation.items[1].deployment->failed, false);
}

}  // namespace
}  // namespace shiplog
