// From facts through real columns to numbers: that the two rooms mean the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "tests/builders/fact_builder.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

class FactsToNumbers : public ::testing::Test {
 protected:
  FactsToNumbers() {
    query.window = {.from = day(0), .until = day(28)};
    query.now = day(60);
    query.every = Granularity::Week;
  }

  Evaluation evaluation(std::string_view id) const {
    return evaluate(*find_metric(id).value(), query, snapshot_of(facts));
  }
  std::optional<double> value(std::string_view id) const { return evaluation(id).total.value; }

  std::vector<Fact> facts = {
      repository("R_1", "acme/api", "main"),
      bot("dependabot"),
      commit("m0").at(day(-3)),
      commit("m1", {"m0"}).at(day(2)),
      commit("m2", {"m1"}).at(day(4)),
      pull_request("PR_1").opened(day(1)).merged(day(2), "m1").listing("c1", day(0), day(0)),
      pull_request("PR_2").opened(day(3)).merged(day(4), "m2").lines(10, 5),
      pull_request("PR_3").opened(day(20)),
      review("V_1", "PR_1", day(1, 12), "approved", "grace"),
      deployment("D_0", "m0").succeeded(day(-2)),
      deployment("D_1", "m1").succeeded(day(3)),
      deployment("D_2", "m2").succeeded(day(7)),
      incident("I_1", day(8)).naming("D_2").resolved(day(9)),
      issue("end", day(50), {}),
  };
  Query query;
};

TEST_F(FactsToNumbers, ReachTheFiveOfDora) {
  EXPECT_EQ(value("lead_time"), 3.5 * 86400);  // Three days, and four.
  EXPECT_EQ(value("deployment_frequency"), 0.5);
  EXPECT_EQ(value("change_fail_rate"), 0.5);
  EXPECT_EQ(value("recovery_time"), 2 * 86400);
  EXPECT_EQ(value("rework_rate"), 0);
}

TEST_F(FactsToNumbers, ReachTheFlow) {
  EXPECT_EQ(value("throughput"), 0.5);
  EXPECT_EQ(value("review_coverage"), 0.5);
  EXPECT_EQ(value("pull_request_size"), 15);
  EXPECT_EQ(value("work_in_progress"), 1);
  EXPECT_EQ(value("open_age"), 8 * 86400);
  EXPECT_EQ(evaluation("time_to_first_review").total.still_open, 2U);
}

TEST_F(FactsToNumbers, DoNotDependOnTheOrderOfTheFacts) {
  const std::vector<Fact> in_order = facts;
  for (const Metric* const metric : metric_catalog()) {
    facts = in_order;
    const Evaluation before = evaluation(metric->id);
    std::ranges::reverse(facts);
    const Evaluation after = evaluation(metric->id);
    EXPECT_EQ(before.total.value, after.total.value) << metric->id;
    EXPECT_EQ(before.total.count, after.total.count) << metric->id;
    EXPECT_EQ(before.notes, after.notes) << metric->id;
  }
}

TEST_F(FactsToNumbers, IgnoreReviewsAndCommentsByBots) {
  const std::vector<Fact> without = facts;
  for (const Metric* const metric : metric_catalog()) {
    facts = without;
    const Evaluation before = evaluation(metric->id);
    facts.push_back(review("V_2", "PR_2", day(3, 1), "approved", "dependabot"));
    facts.push_back(comment("C_1", "PR_3", day(20, 1), "dependabot"));
    const Evaluation after = evaluation(metric->id);
    EXPECT_EQ(before.total.value, after.total.value) << metric->id;
    ASSERT_EQ(before.parts.size(), after.parts.size()) << metric->id;
    for (std::size_t i = 0; i < before.parts.size(); ++i) {
      EXPECT_EQ(before.parts[i].estimate.value, after.parts[i].estimate.value) << metric->id;
    }
  }
}

TEST_F(FactsToNumbers, FirstKnownDeploymentCarriesNothing) {
  query.window.from = day(-5);
  facts.push_back(pull_request("PR_0").opened(day(-4)).merged(day(-3), "m0"));
  EXPECT_EQ(evaluation("lead_time").total.count, 2U);
  EXPECT_THAT(evaluation("lead_time").notes,
              ::testing::Contains(::testing::HasSubstr("1 change is left out: carried by the")));
}

}  // namespace
}  // namespace shiplog
