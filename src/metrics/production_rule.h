// Production: which of a repository's deployments count as reaching the users.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/shard.h"
#include "metrics/query.h"

namespace shiplog {

// Says which environments are production's: exactly one, or those that match a pattern.
// Remembers its answers, so it is not for several threads at once.
class ProductionEnvironments {
 public:
  // InvalidInput when the pattern is no regular expression (ECMAScript).
  static Result<ProductionEnvironments> matching(const std::string& pattern);
  static ProductionEnvironments exactly(std::string environment);

  bool contains(std::string_view environment);

 private:
  std::optional<std::regex> pattern_ = {};
  std::string exact_ = {};
  std::map<std::string, bool, std::less<>> known_ = {};
};

// The rule of one repository.
struct ProductionRule {
  // Absent when `auto` finds nothing to choose from.
  std::optional<DeploymentSource> source = {};
  // By line of the shard: whether deployments in it are production's.
  std::vector<std::uint8_t> is_production = {};
  // Whether there ever was an attempt to deploy to production.
  bool has_any = false;
};

// "deployments", "releases" or "merges".
std::string_view source_name(DeploymentSource source);

// A query for one environment makes the rule "deployments to exactly it". Otherwise the
// repository's own rule, or the standard one; `auto` takes the first of deployments,
// releases and merges with any attempt in the 90 days before `complete_until`, and if none
// has, the first with any at all. So the window asked about does not change the rule.
ProductionRule choose_production_rule(const Shard& shard, const Query& query,
                                      ProductionEnvironments& environments,
                                      Timestamp complete_until);

}  // namespace shiplog
