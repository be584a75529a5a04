#include "metrics/scope.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/result.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/formula.h"
#include "metrics/production_rule.h"
#include "metrics/query.h"
#include "metrics/selection.h"
#include "metrics/services.h"
#include "metrics/team_index.h"
#include "metrics/working_time.h"

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

bool has_any_service(const ShardServices& services, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
    return std::ranges::find(services.names(), name) != services.names().end();
  });
}

// Lines that bring none of the services asked about are not production's, as far as that goes.
void restrict_to_services(const Query& query, ShardScope& scope) {
  const std::vector<std::string>& names = scope.services->names();
  for (Row line = 0; line < scope.rule.is_production.size(); ++line) {
    bool brings_any = false;
    for (std::uint32_t service = 0; service < names.size(); ++service) {
      brings_any = brings_any ||
                   (std::ranges::find(query.services, names[service]) != query.services.end() &&
                    scope.services->brings(line, service));
    }
    if (!brings_any) {
      scope.rule.is_production[line] = 0;
    }
  }
}

std::shared_ptr<const WorkingTime> working_time_of(const Query& query) {
  return query.working_hours
             ? std::make_shared<const WorkingTime>(*query.working_hours, query.zone, query.now)
             : nullptr;
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

double ShardScope::lasted(Timestamp from, Timestamp until) const {
  if (until < from) {
    return 0;
  }
  return working == nullptr ? seconds_between(from, until) : working->seconds(from, until);
}

Scope scope_of(const Query& query, const Snapshot& snapshot) {
  const std::set<std::string_view> wanted(query.repositories.begin(), query.repositories.end());
  ProductionEnvironments environments = environments_of(query);
  Scope scope = {.query = &query, .working = working_time_of(query)};
  if (query.group_by == GroupBy::Team || !query.teams.empty()) {
    scope.teams = std::make_shared<const TeamIndex>(snapshot.teams);
  }
  std::vector<const Shard*> shards;
  for (const auto& shard : snapshot.shards) {
    if (!wanted.empty() && !wanted.contains(shard->repository_id)) {
      continue;
    }
    ShardScope one = {
        .shard = shard.get(),
        .rule = choose_production_rule(*shard, query, environments, data_end(snapshot, *shard)),
        .is_incomplete = is_incomplete(snapshot, shard->repository_id),
        .working = scope.working.get()};
    if (query.group_by == GroupBy::Service || !query.services.empty()) {
      one.services = std::make_shared<const ShardServices>(*shard, query.service_paths);
    }
    if (!query.services.empty()) {
      if (!has_any_service(*one.services, query.services)) {
        continue;
      }
      restrict_to_services(query, one);
    }
    one.selection = Selection::make(query, *shard, scope.teams.get(), one.services.get());
    shards.push_back(shard.get());
    scope.has_deployments = scope.has_deployments || one.rule.has_any;
    scope.data.begins_at = std::min(scope.data.begins_at, shard->begins_at);
    scope.shards.push_back(std::move(one));
  }
  scope.data.ends_at = std::min(query.now, data_end(snapshot, shards));
  return scope;
}

}  // namespace shiplog
