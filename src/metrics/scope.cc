#include "metrics/scope.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/result.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "metrics/production_rule.h"
#include "metrics/query.h"

namespace shiplog {
namespace {

ProductionEnvironments environments_of(const Query& query) {
  if (query.environment) {
    return ProductionEnvironments::exactly(*query.environment);
  }
  Result<ProductionEnvironments> matching =
      ProductionEnvironments::matching(query.rules.environment);
  CHECK(matching.has_value());
  return std::move(matching).value();
}

}  // namespace

const Carrier* ShardScope::carrier_of(Row change) const {
  const auto carriers =
      list_at(shard->changes().carrier_offsets, shard->changes().carriers, change);
  for (const Carrier& carrier : carriers) {
    if (is_production(carrier.deployment)) {
      return &carrier;
    }
  }
  return nullptr;
}

Scope scope_of(const Query& query, const Snapshot& snapshot) {
  const std::set<std::string_view> wanted(query.repositories.begin(), query.repositories.end());
  ProductionEnvironments environments = environments_of(query);
  Scope scope = {.query = &query};
  std::vector<const Shard*> shards;
  for (const auto& shard : snapshot.shards) {
    if (!wanted.empty() && !wanted.contains(shard->repository_id)) {
      continue;
    }
    shards.push_back(shard.get());
    scope.shards.push_back(
        {.shard = shard.get(),
         .rule = choose_production_rule(*shard, query, environments, data_end(snapshot, *shard)),
         .is_incomplete = is_incomplete(snapshot, shard->repository_id)});
    scope.has_deployments = scope.has_deployments || scope.shards.back().rule.has_any;
    scope.data.begins_at = std::min(scope.data.begins_at, shard->begins_at);
  }
  scope.data.ends_at = std::min(query.now, data_end(snapshot, shards));
  return scope;
}

}  // namespace shiplog
