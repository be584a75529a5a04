#include "metrics/production_rule.h"

#include <array>
#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/query.h"

namespace shiplog {
namespace {

constexpr auto kRecent = std::chrono::days(90);

constexpr std::array kAutoOrder = {DeploymentSource::Deployments, DeploymentSource::Releases,
                                   DeploymentSource::Merges};

// The lines that a source would make production's.
std::vector<std::uint8_t> production_lines(const Shard& shard, DeploymentSource source,
                                           ProductionEnvironments& environments) {
  const LineTable<Fixed>& lines = shard.lines();
  std::vector<std::uint8_t> is_production(lines.source.size(), 0);
  for (Row line = 0; line < lines.source.size(); ++line) {
    const bool is_of_source = lines.source[line] == source;
    const bool needs_environment = source == DeploymentSource::Deployments;
    is_production[line] =
        is_of_source &&
        (!needs_environment || environments.contains(shard.text(lines.environment[line])));
  }
  return is_production;
}

std::optional<Timestamp> latest_attempt(const Shard& shard,
                                        const std::vector<std::uint8_t>& is_production) {
  std::optional<Timestamp> latest;
  for (Row line = 0; line < is_production.size(); ++line) {
    const Timestamp attempt = shard.lines().latest_attempt_at[line];
    const bool has_any = attempt != Timestamp::min();
    if (is_production[line] != 0 && has_any && (!latest || attempt > *latest)) {
      latest = attempt;
    }
  }
  return latest;
}

ProductionRule rule_of(const Shard& shard, DeploymentSource source,
                       ProductionEnvironments& environments) {
  ProductionRule rule = {.source = source,
                         .is_production = production_lines(shard, source, environments)};
  rule.has_any = latest_attempt(shard, rule.is_production).has_value();
  return rule;
}

ProductionRule automatic_rule(const Shard& shard, ProductionEnvironments& environments,
                              Timestamp complete_until) {
  std::optional<ProductionRule> first_with_any;
  for (const DeploymentSource source : kAutoOrder) {
    ProductionRule rule = rule_of(shard, source, environments);
    const std::optional<Timestamp> latest = latest_attempt(shard, rule.is_production);
    if (latest && *latest >= complete_until - kRecent) {
      return rule;
    }
    if (latest && !first_with_any) {
      first_with_any = std::move(rule);
    }
  }
  if (first_with_any) {
    return *std::move(first_with_any);
  }
  return {.is_production = std::vector<std::uint8_t>(shard.lines().source.size(), 0)};
}

RuleSource wanted_rule(const Shard& shard, const ProductionRules& rules) {
  const auto own = rules.by_repository.find(shard.full_name);
  return own == rules.by_repository.end() ? rules.standard : own->second;
}

}  // namespace

Result<ProductionEnvironments> ProductionEnvironments::matching(const std::string& pattern) {
  ProductionEnvironments environments;
  try {
    environments.pattern_.emplace(pattern, std::regex::ECMAScript | std::regex::icase);
  } catch (const std::regex_error& error) {
    return Error{ErrorCode::InvalidInput, "the pattern of production environments '" + pattern +
                                              "' is no regular expression: " + error.what()};
  }
  return environments;
}

ProductionEnvironments ProductionEnvironments::exactly(std::string environment) {
  ProductionEnvironments environments;
  environments.exact_ = std::move(environment);
  return environments;
}

bool ProductionEnvironments::contains(std::string_view environment) {
  if (!pattern_) {
    return environment == exact_;
  }
  const auto known = known_.find(environment);
  if (known != known_.end()) {
    return known->second;
  }
  const bool matches = std::regex_search(environment.begin(), environment.end(), *pattern_);
  known_.emplace(environment, matches);
  return matches;
}

std::string_view source_name(DeploymentSource source) {
  switch (source) {
    case DeploymentSource::Deployments:
      return "deployments";
    case DeploymentSource::Releases:
      return "releases";
    case DeploymentSource::Merges:
      return "merges";
    case DeploymentSource::WorkflowRuns:
      return "workflow_runs";
  }
  CHECK(false);
}

ProductionRule choose_production_rule(const Shard& shard, const Query& query,
                                      ProductionEnvironments& environments,
                                      Timestamp complete_until) {
  if (query.environment) {
    return rule_of(shard, DeploymentSource::Deployments, environments);
  }
  switch (wanted_rule(shard, query.rules)) {
    case RuleSource::Auto:
      return automatic_rule(shard, environments, complete_until);
    case RuleSource::Deployments:
      return rule_of(shard, DeploymentSource::Deployments, environments);
    case RuleSource::Releases:
      return rule_of(shard, DeploymentSource::Releases, environments);
    case RuleSource::Merges:
      return rule_of(shard, DeploymentSource::Merges, environments);
  }
  CHECK(false);
}

}  // namespace shiplog
