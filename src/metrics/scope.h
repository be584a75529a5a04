// Scope: what a query is about, prepared once for all metrics: the repositories, which of
// their deployments are production's, and when their data begin and end.

#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "columns/shard.h"
#include "columns/snapshot.h"
#include "metrics/metric.h"
#include "metrics/observed.h"
#include "metrics/production_rule.h"
#include "metrics/query.h"
#include "metrics/services.h"
#include "metrics/team_index.h"
#include "metrics/working_time.h"

namespace shiplog {

class Selection;

// One repository in scope. Borrows the shard.
struct ShardScope {
  const Shard* shard = nullptr;
  ProductionRule rule = {};
  bool is_incomplete = false;  // Its first sync has not been finished.
  // Which of its items the scope admits; null: all of them.
  std::shared_ptr<const Selection> selection = {};
  std::shared_ptr<const ShardServices> services = {};  // Where the question is about them.
  const WorkingTime* working = nullptr;                // Where durations are of working hours.

  bool is_production(Row deployment) const {
    return rule.is_production[shard->deployments().line[deployment]] != 0;
  }

  // Left out by hand.
  bool is_excluded(Row deployment) const {
    const std::span<const Row> excluded = shard->corrections().deployments;
    return !excluded.empty() && std::binary_search(excluded.begin(), excluded.end(), deployment);
  }

  // The earliest deployment to production that contains the change; null when none does.
  const Carrier* carrier_of(Row change) const;

  // How long something lasted, in seconds, as the question measures time; zero where the
  // clocks run backwards.
  double lasted(Timestamp from, Timestamp until) const;
};

// Borrows the query and the snapshot.
struct Scope {
  const Query* query = nullptr;
  std::vector<ShardScope> shards = {};  // In the snapshot's order.
  DataSpan data = {};
  bool has_deployments = false;  // Whether any repository ever tried to deploy to production.
  std::shared_ptr<const TeamIndex> teams = {};  // Where the question is about them.
  std::shared_ptr<const WorkingTime> working = {};
};

// The pattern of the query's rules must be a regular expression: its reader sees to that.
Scope scope_of(const Query& query, const Snapshot& snapshot);

}  // namespace shiplog
