#include "metrics/formula.h"

#include <algorithm>
#include <span>

#include "columns/column.h"
#include "columns/parts.h"
#include "columns/shard.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"
#include "metrics/metric.h"

namespace shiplog {

Parts parts_read_by(std::span<const Metric* const> metrics) {
  Parts parts;
  for (const Metric* const metric : metrics) {
    parts = parts | metric->formula->reads;
  }
  return parts;
}

Judgement judge_success(const Viewpoint& from, Row deployment) {
  if (!from.scope.is_production(deployment)) {
    return {.reason = Reason::NotProduction};
  }
  const Timestamp succeeded_at = from.deployments().succeeded_at[deployment];
  if (!happened(succeeded_at)) {
    return {.reason = Reason::NeverSucceeded};
  }
  return {.moment = succeeded_at};
}

Judgement judge_decided_run(const Viewpoint& from, Row run) {
  const Timestamp finished_at = from.work().runs.finished_at[run];
  const RunOutcome outcome = from.work().runs.outcome[run];
  if (outcome == RunOutcome::Unfinished) {
    return {.reason = Reason::NotFinished};
  }
  if (outcome == RunOutcome::Undecided) {
    return {.reason = Reason::NotDecided, .moment = finished_at};
  }
  return {.moment = finished_at};
}

bool is_open(const ChangeTable<Fixed>& changes, Row change, Timestamp at) {
  if (changes.created_at[change] >= at) {
    return false;
  }
  const auto toggles = list_at(changes.toggle_offsets, changes.toggles, change);
  if (toggles.empty()) {
    return changes.closed_at[change] >= at;
  }
  const auto before = std::lower_bound(toggles.begin(), toggles.end(), at) - toggles.begin();
  return before % 2 == 0;  // The first of them closes.
}

}  // namespace shiplog
