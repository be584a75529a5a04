#include "metrics/collect.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "base/check.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/formula.h"
#include "metrics/items.h"
#include "metrics/lenses.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog {
namespace {

template <typename Visit>
void visit_sorted(const Fixed<Timestamp>& moments, const Window& window, Visit visit) {
  const auto begin = std::lower_bound(moments.begin(), moments.end(), window.from);
  const auto end = std::lower_bound(begin, moments.end(), window.until);
  for (auto row = begin - moments.begin(); row < end - moments.begin(); ++row) {
    visit(static_cast<Row>(row));
  }
}

template <typename Visit>
void visit_carried(const ShardScope& scope, const Window& window, Visit visit) {
  const DeploymentTable<Fixed>& deployments = scope.shard->deployments();
  visit_sorted(deployments.succeeded_at, window, [&](Row deployment) {
    if (!scope.is_production(deployment)) {
      return;
    }
    for (const Row change : list_at(deployments.change_offsets, deployments.changes, deployment)) {
      // Others carried it too, into other environments; it counts once, by the earliest.
      const Carrier* const carrier = scope.carrier_of(change);
      if (carrier != nullptr && carrier->deployment == deployment) {
        visit(change);
      }
    }
  });
}

template <typename Visit>
void visit_unsorted(const Fixed<Timestamp>& moments, const Window& window, Visit visit) {
  for (Row row = 0; row < moments.size(); ++row) {
    if (window.contains(moments[row])) {
      visit(row);
    }
  }
}

template <typename Visit>
void visit_opened(const ChangeTable<Fixed>& changes, const Window& window, Visit visit) {
  for (Row row = 0; row < changes.created_at.size(); ++row) {
    const Timestamp created_at = changes.created_at[row];
    if (window.contains(happened(created_at) ? created_at : changes.merged_at[row])) {
      visit(row);
    }
  }
}

// Changes are sorted by their merge, and what they touched by the change.
template <typename Visit>
void visit_touches(const Shard& shard, const Window& window, Visit visit) {
  const auto& merged_at = shard.changes().merged_at;
  const auto& change = shard.work().touches.change;
  const auto row_of = [&](Timestamp moment) {
    const auto first = std::lower_bound(merged_at.begin(), merged_at.end(), moment);
    return std::lower_bound(change.begin(), change.end(),
                            static_cast<Row>(first - merged_at.begin())) -
           change.begin();
  };
  const auto end = row_of(window.until);
  for (auto row = row_of(window.from); row < end; ++row) {
    visit(static_cast<Row>(row));
  }
}

template <typename Visit>
void visit_events(const Shard& shard, const Window& window, Visit visit) {
  const auto changes = static_cast<Row>(shard.change_count());
  visit_unsorted(shard.changes().created_at, window, visit);
  visit_sorted(shard.changes().merged_at, window, [&](Row row) { visit(row + changes); });
  visit_unsorted(shard.changes().closed_at, window, [&](Row row) { visit(row + 2 * changes); });
  visit_sorted(shard.work().remarks.at, window, [&](Row row) { visit(row + 3 * changes); });
}

template <typename Visit>
void visit_candidates(Candidates candidates, const ShardScope& scope, const Window& window,
                      Visit visit) {
  const Shard& shard = *scope.shard;
  switch (candidates) {
    case Candidates::ByMerge:
      return visit_sorted(shard.changes().merged_at, window, visit);
    case Candidates::ByCarrier:
      return visit_carried(scope, window, visit);
    case Candidates::ByReady:
      return visit_unsorted(shard.changes().ready_at, window, visit);
    case Candidates::ByOpening:
      return visit_opened(shard.changes(), window, visit);
    case Candidates::BySuccess:
      return visit_sorted(shard.deployments().succeeded_at, window, visit);
    case Candidates::ByClose:
      return visit_unsorted(shard.changes().closed_at, window, visit);
    case Candidates::ByCommit:
      return visit_sorted(shard.work().commits.at, window, visit);
    case Candidates::ByRemark:
      return visit_sorted(shard.work().remarks.at, window, visit);
    case Candidates::ByTouch:
      return visit_touches(shard, window, visit);
    case Candidates::ByFinish:
      return visit_sorted(shard.work().runs.finished_at, window, visit);
    case Candidates::ByEvent:
      return visit_events(shard, window, visit);
    case Candidates::OpenAtEnd:
      break;
  }
  CHECK(false);  // collect_open() looks for these.
}

void take(const Formula& formula, const Viewpoint& from, Row row, const Judgement& judgement,
          Collection& into) {
  Remarks& remarks = into.remarks;
  if (judgement.reason != Reason::Counted) {
    remarks.excluded_by_hand += judgement.reason == Reason::ExcludedByHand ? 1 : 0;
    remarks.first_deployment += judgement.reason == Reason::FirstDeployment ? 1 : 0;
    remarks.no_time += judgement.reason == Reason::NoTime ? 1 : 0;
    remarks.size_unknown += judgement.reason == Reason::SizeUnknown ? 1 : 0;
    remarks.title_unknown += judgement.reason == Reason::TitleUnknown ? 1 : 0;
    remarks.commit_unknown += judgement.reason == Reason::CommitUnknown ? 1 : 0;
    return;
  }
  remarks.linked_by_time += judgement.is_linked_by_time ? 1 : 0;
  remarks.was_raised += judgement.was_raised ? 1 : 0;
  into.items.push_back({.moment = judgement.moment,
                        .value = judgement.value,
                        .is_censored = judgement.is_censored,
                        .is_possible = judgement.is_possible,
                        .row = row});
  if (formula.values_of_parts != nullptr) {
    into.parts.push_back(formula.values_of_parts(from, row));
  }
  if (formula.subject_of != nullptr) {
    into.subjects.push_back(formula.subject_of(from, row));
  }
}

}  // namespace

Remarks& Remarks::operator+=(const Remarks& other) {
  linked_by_time += other.linked_by_time;
  was_raised += other.was_raised;
  excluded_by_hand += other.excluded_by_hand;
  first_deployment += other.first_deployment;
  no_time += other.no_time;
  size_unknown += other.size_unknown;
  title_unknown += other.title_unknown;
  commit_unknown += other.commit_unknown;
  return *this;
}

void Collection::append(const Collection& other) {
  items.insert(items.end(), other.items.begin(), other.items.end());
  parts.insert(parts.end(), other.parts.begin(), other.parts.end());
  subjects.insert(subjects.end(), other.subjects.begin(), other.subjects.end());
  remarks += other.remarks;
}

Judgement judge_row(const Metric& metric, const Query& query, const Viewpoint& from, Row row) {
  const Formula& formula = *metric.formula;
  const Reason reason = reason_of_scope(formula, query, from.scope, row);
  if (reason != Reason::Counted && reason != Reason::ExcludedByHand) {
    return {.reason = reason};
  }
  Judgement judgement = formula.judge(from, row);
  if (is_moved(metric, query)) {
    judgement = moved(judgement, from, row, query.by);
  }
  if (reason == Reason::ExcludedByHand) {
    // Placed where it would count, so that a window can tell how many it lacks.
    return {.reason = reason,
            .moment = judgement.reason == Reason::Counted ? judgement.moment : kNever};
  }
  return judgement;
}

Timestamp end_of(const Window& window, const Query& query) {
  return std::min(window.until, query.now);
}

Collection collect_placed(const Metric& metric, const Query& query, const ShardScope& shard,
                          const Window& window) {
  const Formula& formula = *metric.formula;
  Collection collection;
  const Viewpoint from = {.scope = shard, .now = query.now, .at = end_of(window, query)};
  visit_candidates(candidates_of(metric, query), shard, window, [&](Row row) {
    if (!is_item(formula, *shard.shard, row)) {
      return;
    }
    const Judgement judgement = judge_row(metric, query, from, row);
    if (window.contains(judgement.moment)) {
      take(formula, from, row, judgement, collection);
    }
  });
  return collection;
}

std::vector<Collection> collect_open(const Metric& metric, const Query& query,
                                     const ShardScope& shard, std::span<const Timestamp> ends) {
  const Formula& formula = *metric.formula;
  std::vector<Collection> collections(ends.size());
  if (ends.empty()) {
    return collections;
  }
  const ChangeTable<Fixed>& changes = shard.shard->changes();
  for (Row row = 0; row < changes.created_at.size(); ++row) {
    // Only ends after the opening and not after the last closing can find it open.
    if (changes.created_at[row] >= ends.back() || changes.closed_at[row] < ends.front() ||
        !is_item(formula, *shard.shard, row)) {
      continue;
    }
    auto end = std::upper_bound(ends.begin(), ends.end(), changes.created_at[row]);
    for (; end != ends.end() && *end <= changes.closed_at[row]; ++end) {
      const Viewpoint from = {.scope = shard, .now = query.now, .at = *end};
      take(formula, from, row, judge_row(metric, query, from, row),
           collections[static_cast<std::size_t>(end - ends.begin())]);
    }
  }
  return collections;
}

}  // namespace shiplog
