// Scope: what a query is about, prepared once for all metrics: the repositories, which of
// their deployments are production's, and when their data begin and end.

#pragma once

#include <cstdint>
#include <vector>

#include "columns/shard.h"
#include "columns/snapshot.h"
#include "metrics/metric.h"
#include "metrics/observed.h"
#include "metrics/production_rule.h"
#include "metrics/query.h"

namespace shiplog {

// One repository in scope. Borrows the shard.
struct ShardScope {
  const Shard* shard = nullptr;
  ProductionRule rule = {};
  bool is_incomplete = false;  // Its first sync has not been finished.

  bool is_production(Row deployment) const {
    return rule.is_production[shard->deployments().line[deployment]] != 0;
  }

  // The earliest deployment to production that contains the change; null when none does.
  const Carrier* carrier_of(Row change) const;
};

// Borrows the query and the snapshot's shards.
struct Scope {
  const Query* query = nullptr;
  std::vector<ShardScope> shards = {};  // In the snapshot's order.
  DataSpan data = {};
  bool has_deployments = false;  // Whether any repository ever tried to deploy to production.
};

// The pattern of the query's rules must be a regular expression: its reader sees to that.
Scope scope_of(const Query& query, const Snapshot& snapshot);

}  // namespace shiplog
