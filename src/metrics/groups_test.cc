// Which groups and scopes a thing belongs to, rule by rule.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "metrics/catalog.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class Groups : public ::testing::Test {
 protected:
  Groups() {
    query_.window = {.from = at(0), .until = at(4 * kWeekHours)};
    query_.now = at(5 * kWeekHours);
    shard_.begins_at(at(-4 * kWeekHours));
  }

  // Merged a day after its opening.
  void merged(const std::string& id, double hour, ChangeRow row = {}) {
    row.id = id;
    row.created_at = row.first_commit_at = at(hour - 24);
    row.merged_at = at(hour);
    shard_.change(std::move(row));
  }

  Evaluation asked(std::string_view metric) const {
    Snapshot snapshot = snapshot_of({shard_.build()}, query_.now);
    snapshot.teams = teams_;
    return evaluate(*find_metric(metric).value(), query_, snapshot);
  }

  std::vector<std::pair<std::string, std::size_t>> counts(std::string_view metric,
                                                          GroupBy group_by) {
    query_.group_by = group_by;
    std::vector<std::pair<std::string, std::size_t>> found;
    for (const Group& group : asked(metric).groups) {
      found.emplace_back(group.key, group.estimate.count);
    }
    return found;
  }

  ShardFixture shard_{"acme/api"};
  std::vector<KnownTeam> teams_ = {};
  Query query_;
};

TEST_F(Groups, ByTeamCountWhoIsInTwoTwiceAndSaySo) {
  teams_ = {{.id = "T_1", .slug = "api", .members = {"ada", "mary"}},
            {.id = "T_2", .slug = "web", .members = {"mary"}}};
  merged("PR_1", 10, {.author = "mary"});
  merged("PR_2", 11, {.author = "ada"});
  merged("PR_3", 12, {.author = "eve"});
  EXPECT_THAT(counts("throughput", GroupBy::Team),
              ElementsAre(Pair("api", 2), Pair("web", 1), Pair("", 1)));
  EXPECT_THAT(asked("throughput").notes.back(), HasSubstr("1 of the things counted is in several"));
}

TEST_F(Groups, ByTeamGiveATeamWithoutMembersWhatIsDoneInItsRepositories) {
  teams_ = {{.id = "T_1", .slug = "api", .repositories = {"R_acme/api"}},
            {.id = "T_2", .slug = "web", .repositories = {"R_acme/web"}}};
  merged("PR_1", 10);
  EXPECT_THAT(counts("throughput", GroupBy::Team), ElementsAre(Pair("api", 1), Pair("web", 0)));
}

TEST_F(Groups, OfDeploymentsAreThoseOfWhatTheyCarried) {
  merged("PR_1", 10, {.additions = 3, .deletions = 4, .labels = {"bug"}});
  merged("PR_2", 11, {.author = "copilot", .additions = 40, .deletions = 10});
  const Row line = shard_.line(DeploymentSource::Deployments, "production");
  shard_.deployment({.id = "D_1", .line = line, .succeeded_at = at(20), .carries = {"PR_1"}});
  shard_.deployment({.id = "D_2", .line = line, .succeeded_at = at(30), .carries = {"PR_2"}});
  shard_.deployment({.id = "D_3", .line = line, .succeeded_at = at(40)});
  EXPECT_THAT(counts("deployment_frequency", GroupBy::Label),
              ElementsAre(Pair("bug", 1), Pair("", 2)));
  EXPECT_THAT(counts("change_fail_rate", GroupBy::Size),
              ElementsAre(Pair("XS", 1), Pair("S", 0), Pair("M", 1), Pair("L", 0), Pair("XL", 0),
                          Pair("", 1)));
  EXPECT_THAT(counts("deployment_frequency", GroupBy::AuthorKind),
              ElementsAre(Pair("human", 1), Pair("bot", 0), Pair("agent", 1), Pair("", 1)));
}

TEST_F(Groups, ThatAMetricDoesNotHaveAreSaidNotToBe) {
  EXPECT_THAT(counts("deployment_frequency", GroupBy::Base), ElementsAre());
  EXPECT_THAT(asked("deployment_frequency").notes.back(), HasSubstr("no base branches"));
}

TEST_F(Groups, ByEnvironmentLookAtEachAsIfItWereTheOnlyOne) {
  merged("PR_0", 5);
  merged("PR_1", 10);
  const Row east = shard_.line(DeploymentSource::Deployments, "prod-eu");
  const Row west = shard_.line(DeploymentSource::Deployments, "prod-us");
  for (const Row line : {east, west}) {
    const std::string place = std::to_string(line);
    shard_.deployment({.id = "D_" + place,
                       .line = line,
                       .succeeded_at = at(6),
                       .is_first_of_line = true,
                       .carries = {"PR_0"}});
    shard_.deployment({.id = "E_" + place,
                       .line = line,
                       .succeeded_at = at(20 + 10 * line),
                       .carries = {"PR_1"}});
  }
  query_.group_by = GroupBy::Environment;
  const std::vector<Group> groups = asked("lead_time").groups;
  ASSERT_EQ(groups.size(), 2);
  EXPECT_EQ(groups[0].estimate.value, 34 * kHour);
  EXPECT_EQ(groups[1].estimate.value, 44 * kHour);
}

TEST_F(Groups, ByServiceFollowTheLongestPath) {
  query_.service_paths = {{"acme/api/services", "all"}, {"acme/api/services/cart", "cart"}};
  merged("PR_1", 10, {.directories = {"services/cart", "services/pay"}});
  merged("PR_2", 11, {.directories = {"services-old"}});
  EXPECT_THAT(counts("throughput", GroupBy::Service),
              ElementsAre(Pair("acme/api", 1), Pair("all", 1), Pair("cart", 1)));
}

TEST_F(Groups, HaveASeriesOfTheirOwn) {
  query_.every = Granularity::Week;
  query_.group_by = GroupBy::AuthorKind;
  merged("PR_1", 10);
  const std::vector<Group> groups = asked("throughput").groups;
  ASSERT_EQ(groups.front().series.size(), 4);
  EXPECT_EQ(groups.front().series.front().estimate.count, 1);
}

TEST_F(Groups, OfOneselfAreWhatOneDid) {
  query_.me = {"mary"};
  merged("PR_1", 10, {.author = "mary"});
  merged("PR_2", 11, {.author = "ada"});
  shard_.remark({.change = "PR_2", .author = "mary", .at = at(10)});
  EXPECT_EQ(asked("throughput").total.count, 1);
  EXPECT_EQ(asked("review_load").total.count, 1);
  EXPECT_EQ(asked("change_fail_rate").total.count, 0);
  EXPECT_THAT(asked("change_fail_rate").notes.back(), HasSubstr("nobody's own"));
}

TEST_F(Groups, AreOfAnotherPercentileWhenAsked) {
  for (int i = 1; i <= 5; ++i) {
    ChangeRow row = {.id = "PR_" + std::to_string(i), .merged_at = at(100)};
    row.created_at = row.first_commit_at = at(100 - i);
    shard_.change(row);
  }
  query_.percentile = Percentile::P75;
  EXPECT_EQ(asked("cycle_time").total.value, 4 * kHour);
}

TEST_F(Groups, ArePlacedByTheMomentThatIsAskedFor) {
  merged("PR_1", 10);
  EXPECT_EQ(asked("cycle_time").total.count, 1);
  query_.by = PlacedBy::Opened;
  EXPECT_EQ(asked("cycle_time").total.count, 0);
  query_.by = PlacedBy::Deployed;
  EXPECT_EQ(asked("cycle_time").total.count, 0);
}

TEST_F(Groups, LastInWorkingHoursBesideElapsedTime) {
  merged("PR_1", 34);  // Monday ten o'clock to Tuesday ten o'clock.
  query_.working_hours.emplace();
  const Evaluation evaluation = asked("cycle_time");
  EXPECT_EQ(evaluation.total.value, 8 * kHour);
  EXPECT_EQ(evaluation.elapsed->value, 24 * kHour);
}

}  // namespace
}  // namespace shiplog
