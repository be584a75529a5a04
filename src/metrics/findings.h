// Findings: what counts for an inquiry, in one repository or in all, whole and by groups.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "metrics/collect.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/team_index.h"

namespace shiplog {

// One metric asked about one window, and about its buckets and groups if there are any.
struct Inquiry {
  const Metric* metric = nullptr;
  Window window = {};
  std::span<const BucketWindow> buckets = {};
  GroupBy group_by = GroupBy::None;
  const TeamIndex* teams = nullptr;  // Of groups by team.

  bool is_at_end() const { return metric->formula->candidates == Candidates::OpenAtEnd; }
};

struct Found {
  Collection total = {};
  std::vector<Collection> buckets = {};  // Only of what is open at an end.

  void append(const Found& other);
};

struct FoundGroup {
  std::string key = {};  // Empty: of no group.
  Found found = {};
  bool has_deployments = false;  // Of repositories: whether it ever tried to deploy.
};

struct Findings {
  Found all = {};
  std::vector<FoundGroup> groups = {};  // Each key once.
  std::size_t in_several = 0;           // Items that count in more than one group.
};

// In one repository.
Findings find(const Inquiry& inquiry, const Query& query, const ShardScope& shard);

// Of several repositories, in their order. The groups that always stand come first, then the
// others by the alphabet, and last what is in none.
Findings join(std::span<Findings> by_shard, const Inquiry& inquiry);

// Whether a metric's items can be grouped so at all.
bool has_groups(const Metric& metric, const Query& query);

}  // namespace shiplog
