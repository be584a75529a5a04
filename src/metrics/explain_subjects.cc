#include "metrics/explain_subjects.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/collect.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/subjects.h"

namespace shiplog {
namespace {

std::vector<ExplainedItem> explain_people(const Metric& metric, const Query& query,
                                          const Scope& scope) {
  Collection all;
  for (const ShardScope& shard : scope.shards) {
    all.append(collect_placed(metric, query, shard, query.window));
  }
  std::vector<ExplainedItem> items;
  for (const double count : items_by_subject(all.subjects)) {
    items.push_back({.is_counted = true,
                     .value = count,
                     .subject = std::to_string(items.size() + 1),
                     .subject_name = metric.formula->subject_name});
  }
  return items;
}

struct Shared {
  Row row = kNoRow;  // One of its items.
  std::uint64_t holder = 0;
  bool has_one_holder = true;
  Timestamp last_at = Timestamp::min();
};

void explain_paths(const Metric& metric, const Query& query, const ShardScope& scope,
                   std::vector<ExplainedItem>& items) {
  const Collection found = collect_placed(metric, query, scope, query.window);
  std::map<std::uint64_t, Shared> by_subject;
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    const Subject& subject = found.subjects[i];
    Shared& shared =
        by_subject
            .try_emplace(subject.subject, Shared{.row = subject.row, .holder = subject.holder})
            .first->second;
    shared.has_one_holder = shared.has_one_holder && shared.holder == subject.holder;
    shared.last_at = std::max(shared.last_at, found.items[i].moment);
  }
  const Shard& shard = *scope.shard;
  const auto& touches = shard.work().touches;
  for (const auto& [hash, shared] : by_subject) {
    items.push_back({.repository = shard.full_name,
                     .is_counted = true,
                     .moment = shared.last_at,
                     .value = shared.has_one_holder ? 1.0 : 0.0,
                     .subject = std::string(shard.text(touches.paths[touches.path[shared.row]])),
                     .subject_name = metric.formula->subject_name});
  }
}

}  // namespace

std::vector<ExplainedItem> explain_subjects(const Metric& metric, const Query& query,
                                            const Scope& scope, const Estimate& total) {
  std::vector<ExplainedItem> items;
  if (!total.value) {
    return items;
  }
  if (metric.statistic == Statistic::Evenness) {
    return explain_people(metric, query, scope);
  }
  for (const ShardScope& shard : scope.shards) {
    explain_paths(metric, query, shard, items);
  }
  std::sort(items.begin(), items.end(), [](const ExplainedItem& a, const ExplainedItem& b) {
    return std::tie(a.repository, a.subject) < std::tie(b.repository, b.subject);
  });
  return items;
}

}  // namespace shiplog
