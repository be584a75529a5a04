// Carriers: which deployment of each line was the first that contained a change.

#pragma once

#include <span>
#include <vector>

#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/deployment_rows.h"
#include "columns/shard.h"

namespace shiplog {

// Both directions, as offsets and items: the carriers of each change by deployment, and
// the changes of each deployment by row.
struct Carriers {
  std::vector<Offset> carrier_offsets = {};
  std::vector<Carrier> carriers = {};
  std::vector<Offset> change_offsets = {};
  std::vector<Row> changes = {};

  std::span<const Carrier> of(Row change) const {
    return list_at(carrier_offsets, std::span<const Carrier>(carriers), change);
  }
  std::span<const Row> changes_of(Row deployment) const {
    return list_at(change_offsets, std::span<const Row>(changes), deployment);
  }
};

// The first success that contains the merge commit; only if none does, the first that
// contains the head commit; only then by time, and only where a commit was never seen: a
// deployment known not to contain a change never carries it. One pass over the commits
// for each line. Rollbacks and repeats must be marked.
Carriers find_carriers(const ChangeRows& changes, const DeploymentRows& deployments,
                       const CommitGraph& graph);

}  // namespace shiplog
