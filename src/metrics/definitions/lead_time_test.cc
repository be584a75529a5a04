#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string_view>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LeadTime : public MetricFixture {
 protected:
  LeadTime() : MetricFixture(metrics::kLeadTime) {
    production = shard.line(DeploymentSource::Deployments, "production");
  }

  void deployed(std::string id, double hour, std::vector<std::string> changes) {
    shard.deployment({.id = std::move(id),
                      .line = production,
                      .succeeded_at = at(hour),
                      .carries = std::move(changes)});
  }

  Row production = 0;
};

TEST_F(LeadTime, SpansFromTheFirstCommitToProduction) {
  shard.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(5)});
  deployed("D_1", 11, {"PR_1"});
  EXPECT_EQ(value(), 10 * kHour);
  EXPECT_EQ(total().count, 1U);
}

TEST_F(LeadTime, StagesPartitionIt) {
  shard.change({.id = "PR_1",
                .first_commit_at = at(1),
                .created_at = at(2),
                .ready_at = at(3),
                .first_review_at = at(5),
                .approved_at = at(9),
                .merged_at = at(10)});
  deployed("D_1", 20, {"PR_1"});
  EXPECT_EQ(part("coding").estimate.value, 2 * kHour);
  EXPECT_EQ(part("pickup").estimate.value, 2 * kHour);
  EXPECT_EQ(part("review").estimate.value, 4 * kHour);
  EXPECT_EQ(part("merge").estimate.value, 1 * kHour);
  EXPECT_EQ(part("deploy").estimate.value, 10 * kHour);
  EXPECT_EQ(value(), 19 * kHour);
}

TEST_F(LeadTime, StageThatDidNotHappenIsAbsentNotZero) {
  shard.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(10)});
  deployed("D_1", 20, {"PR_1"});
  EXPECT_FALSE(part("pickup").estimate.value);
  EXPECT_EQ(part("pickup").estimate.count, 0U);
  EXPECT_EQ(part("merge").estimate.value, 8 * kHour);
}

TEST_F(LeadTime, ChangeKnownOnlyFromGitHasOneStageBeforeItsMerge) {
  shard.change({.id = "PR_1", .first_commit_at = at(1), .merged_at = at(4)});
  deployed("D_1", 6, {"PR_1"});
  EXPECT_EQ(part("development").estimate.value, 3 * kHour);
  EXPECT_EQ(part("coding").estimate.count, 0U);
  EXPECT_EQ(part("deploy").estimate.value, 2 * kHour);
}

TEST_F(LeadTime, CountsDirectPushes) {
  shard.change(
      {.kind = ChangeKind::DirectPush, .id = "sha", .first_commit_at = at(1), .merged_at = at(4)});
  deployed("D_1", 6, {"sha"});
  EXPECT_EQ(value(), 5 * kHour);
  EXPECT_EQ(part("coding").estimate.value, 3 * kHour);
}

TEST_F(LeadTime, IsPlacedByTheDeployment) {
  shard.change(
      {.id = "PR_1", .first_commit_at = at(-90), .created_at = at(-80), .merged_at = at(-70)});
  shard.change({.id = "PR_2", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(3)});
  deployed("D_1", 0, {"PR_1"});
  deployed("D_2", 4 * kWeekHours, {"PR_2"});
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("PR_1"), "counted");
  EXPECT_EQ(reason_of("PR_2"), "deployed_outside_window");
}

TEST_F(LeadTime, FirstKnownDeploymentCarriesNothing) {
  shard.change({.id = "PR_1", .first_commit_at = at(1), .merged_at = at(2)});
  shard.change({.id = "PR_2", .first_commit_at = at(1), .merged_at = at(2.5)});
  shard.deployment({.id = "D_1",
                    .line = production,
                    .succeeded_at = at(3),
                    .is_first_of_line = true,
                    .carries = {"PR_1", "PR_2"}});
  EXPECT_FALSE(value());
  EXPECT_EQ(total().absent, "no change reached production in the window");
  EXPECT_EQ(reason_of("PR_1"), "first_deployment");
  EXPECT_THAT(notes(), ElementsAre(HasSubstr("2 changes are left out: carried by the first")));
}

TEST_F(LeadTime, SaysWhyAChangeIsLeftOut) {
  shard.change({.id = "open", .first_commit_at = at(1), .created_at = at(2)});
  shard.change(
      {.id = "waiting", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(3)});
  shard.change({.kind = ChangeKind::DirectPush, .id = "timeless_push"});
  shard.change({.id = "timeless", .merged_at = at(3)});
  deployed("D_1", 4, {"timeless"});
  EXPECT_EQ(reason_of("open"), "not_merged");
  EXPECT_EQ(reason_of("waiting"), "not_deployed");
  EXPECT_EQ(reason_of("timeless"), "no_time");
  EXPECT_EQ(reason_of("timeless_push"), "no_time");
}

TEST_F(LeadTime, EndsAtTheEarliestOfSeveralEnvironments) {
  const Row other = shard.line(DeploymentSource::Deployments, "production-eu");
  shard.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(3)});
  deployed("D_1", 5, {"PR_1"});
  shard.deployment({.id = "D_2", .line = other, .succeeded_at = at(9), .carries = {"PR_1"}});
  EXPECT_EQ(value(), 4 * kHour);
  EXPECT_EQ(total().count, 1U);
  query.environment = "production-eu";
  EXPECT_EQ(value(), 8 * kHour);
}

TEST_F(LeadTime, IgnoresEnvironmentsThatAreNotProduction) {
  const Row staging = shard.line(DeploymentSource::Deployments, "staging");
  shard.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(3)});
  shard.deployment({.id = "D_1", .line = staging, .succeeded_at = at(4), .carries = {"PR_1"}});
  deployed("D_2", 7, {"PR_1"});
  EXPECT_EQ(value(), 6 * kHour);
}

TEST_F(LeadTime, BoundaryThatRanBackwardsIsRaisedAndCounted) {
  shard.change({.id = "PR_1",
                .first_commit_at = at(1),
                .created_at = at(2),
                .first_review_at = at(1.5),
                .merged_at = at(6)});
  deployed("D_1", 4, {"PR_1"});
  EXPECT_EQ(value(), 5 * kHour);
  EXPECT_EQ(part("pickup").estimate.value, 0);
  EXPECT_EQ(part("deploy").estimate.value, 0);
  EXPECT_THAT(notes(), ElementsAre(HasSubstr("1 change is measured with a boundary")));
}

TEST_F(LeadTime, SaysWhatIsLinkedByTime) {
  shard.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(3)});
  shard.deployment({.id = "D_1",
                    .line = production,
                    .succeeded_at = at(4),
                    .carries = {"PR_1"},
                    .linked_by = LinkedBy::Time});
  EXPECT_THAT(notes(), ElementsAre("1 change is linked by time, not by commit"));
}

TEST_F(LeadTime, CountsBotsUnlessToldNotTo) {
  shard.change({.id = "PR_1",
                .author = "renovate[bot]",
                .first_commit_at = at(1),
                .created_at = at(2),
                .merged_at = at(3)});
  deployed("D_1", 4, {"PR_1"});
  EXPECT_EQ(total().count, 1U);
  query.bots = Bots::Exclude;
  EXPECT_EQ(total().count, 0U);
  EXPECT_EQ(reason_of("PR_1"), "bot_author");
}

TEST_F(LeadTime, ExplainsMomentsStagesAndDeployment) {
  shard.change({.id = "PR_1",
                .title = "Add login",
                .number = 12,
                .first_commit_at = at(1),
                .created_at = at(2),
                .merged_at = at(5)});
  deployed("D_1", 11, {"PR_1"});
  const Explanation explanation = explain(metric, query, snapshot());
  ASSERT_EQ(explanation.items.size(), 1U);
  const ExplainedItem& item = explanation.items.front();
  EXPECT_TRUE(item.is_counted);
  EXPECT_EQ(item.value, 10 * kHour);
  EXPECT_EQ(item.moment, at(11));
  EXPECT_EQ(item.change->number, 12);
  EXPECT_EQ(item.change->deployment, "D_1");
  EXPECT_EQ(item.change->linked_by, LinkedBy::Commit);
  EXPECT_EQ(item.change->times->deployed_at, at(11));
  EXPECT_EQ(item.change->times->stages[0], 1 * kHour);
  EXPECT_EQ(explanation.total.value, 10 * kHour);
}

TEST_F(LeadTime, SharesItsTimeOutAmongTheStages) {
  shard.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(5)});
  shard.change({.id = "PR_2", .first_commit_at = at(1), .created_at = at(4), .merged_at = at(5)});
  deployed("D_1", 11, {"PR_1", "PR_2"});
  std::map<std::string_view, double> shares;
  for (const Part& part : evaluate(metric, query, snapshot()).parts) {
    shares[part.name] = part.share.value_or(-1);
  }
  // Of twice ten hours: 1 + 3 of coding, 3 + 1 of merging, 6 + 6 of deploying; no reviews.
  EXPECT_THAT(shares, testing::UnorderedElementsAre(
                          testing::Pair("coding", 0.2), testing::Pair("pickup", -1),
                          testing::Pair("review", -1), testing::Pair("merge", 0.2),
                          testing::Pair("deploy", 0.6)));
}

TEST_F(LeadTime, KnowsNoProductionWhereThereIsNone) {
  ShardFixture bare("acme/bare");
  bare.change({.id = "PR_1", .first_commit_at = at(1), .created_at = at(2), .merged_at = at(3)});
  const Evaluation evaluation = evaluate(metric, query, snapshot_of({bare.build()}, query.now));
  EXPECT_EQ(evaluation.total.absent, "no production deployments known");
  EXPECT_TRUE(evaluation.deployments_from.empty());
}

}  // namespace
}  // namespace shiplog
