#include "metrics/production_rule.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/error.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

constexpr double kDay = 24;

class ProductionRuleChoice : public ::testing::Test {
 protected:
  Row line_with_attempt(DeploymentSource source, std::string environment, double days_ago) {
    const Row line = shard.line(source, std::move(environment));
    shard.deployment(
        {.id = "D_" + std::to_string(line), .line = line, .created_at = at(-days_ago * kDay)});
    return line;
  }

  ProductionRule choose() {
    built = shard.build();
    auto environments = query.environment
                            ? ProductionEnvironments::exactly(*query.environment)
                            : ProductionEnvironments::matching(query.rules.environment).value();
    return choose_production_rule(*built, query, environments, at(0));
  }

  std::string chosen() {
    const ProductionRule rule = choose();
    return rule.source ? std::string(source_name(*rule.source)) : "none";
  }

  ShardFixture shard{"acme/api"};
  std::shared_ptr<const Shard> built;
  Query query;
};

TEST_F(ProductionRuleChoice, PrefersDeploymentsToReleasesToMerges) {
  line_with_attempt(DeploymentSource::Merges, "", 1);
  EXPECT_EQ(chosen(), "merges");
  line_with_attempt(DeploymentSource::Releases, "", 2);
  EXPECT_EQ(chosen(), "releases");
  line_with_attempt(DeploymentSource::Deployments, "staging", 3);
  EXPECT_EQ(chosen(), "releases");
  line_with_attempt(DeploymentSource::Deployments, "Production", 4);
  EXPECT_EQ(chosen(), "deployments");
}

TEST_F(ProductionRuleChoice, LooksAtTheLastNinetyDaysOfData) {
  line_with_attempt(DeploymentSource::Releases, "", 91);
  line_with_attempt(DeploymentSource::Merges, "", 1);
  EXPECT_EQ(chosen(), "merges");
}

TEST_F(ProductionRuleChoice, ExactlyNinetyDaysAgoStillCounts) {
  line_with_attempt(DeploymentSource::Releases, "", 90);
  line_with_attempt(DeploymentSource::Merges, "", 1);
  EXPECT_EQ(chosen(), "releases");
}

TEST_F(ProductionRuleChoice, FallsBackToTheFirstWithAnyEver) {
  line_with_attempt(DeploymentSource::Merges, "", 100);
  line_with_attempt(DeploymentSource::Releases, "", 400);
  EXPECT_EQ(chosen(), "releases");
}

TEST_F(ProductionRuleChoice, IsNoneWithoutAnything) {
  EXPECT_EQ(chosen(), "none");
  EXPECT_FALSE(choose().has_any);
}

TEST_F(ProductionRuleChoice, OwnRuleOfARepositoryBeatsTheStandard) {
  line_with_attempt(DeploymentSource::Deployments, "production", 1);
  line_with_attempt(DeploymentSource::Merges, "", 1);
  query.rules.standard = RuleSource::Releases;
  EXPECT_EQ(chosen(), "releases");
  EXPECT_FALSE(choose().has_any);
  query.rules.by_repository["acme/api"] = RuleSource::Merges;
  EXPECT_EQ(chosen(), "merges");
  EXPECT_TRUE(choose().has_any);
}

TEST_F(ProductionRuleChoice, EnvironmentAskedForIsTakenExactly) {
  const Row staging = line_with_attempt(DeploymentSource::Deployments, "staging", 1);
  const Row production = line_with_attempt(DeploymentSource::Deployments, "production", 1);
  query.environment = "staging";
  EXPECT_EQ(choose().is_production[staging], 1);
  EXPECT_EQ(choose().is_production[production], 0);
  query.environment = "Staging";
  EXPECT_FALSE(choose().has_any);
}

TEST(ProductionEnvironments, MatchTheStandardPattern) {
  auto environments = ProductionEnvironments::matching(ProductionRules{}.environment).value();
  for (const char* const name : {"prod", "Production", "prod-eu", "live", "PROD_2", "live 1"}) {
    EXPECT_TRUE(environments.contains(name)) << name;
  }
  for (const char* const name : {"product-docs", "liveness-test", "staging", "", "preprod"}) {
    EXPECT_FALSE(environments.contains(name)) << name;
  }
}

TEST(ProductionEnvironments, RefuseAPatternThatIsNone) {
  const auto environments = ProductionEnvironments::matching("prod(");
  ASSERT_FALSE(environments);
  EXPECT_EQ(environments.error().code, ErrorCode::InvalidInput);
}

}  // namespace
}  // namespace shiplog
