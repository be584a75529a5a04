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

Judgement judge_merged(const Viewpoint& from, Row change) {
  const Timestamp merged_at = from.changes().merged_at[change];
  if (!happened(merged_at)) {
    return {.reason = Reason::NotMerged};
  }
  return {.moment = merged_at};
}

Judgement judge_wait(const Viewpoint& from, Row change, Timestamp ended_at) {
  const Timestamp ready_at = from.changes().ready_at[change];
  if (from.changes().is_draft[change] != 0) {
    return {.reason = Reason::Draft, .moment = ready_at};
  }
  if (!happened(ready_at)) {
    return {.reason = Reason::NoTime};
  }
  const bool is_censored = !happened(ended_at);
  const Timestamp waited_until =
      is_censored ? std::min(from.changes().closed_at[change], from.now) : ended_at;
  return {.moment = ready_at,
          .value = from.lasted(ready_at, waited_until),
          .is_censored = is_censored,
          .was_raised = !is_censored && ended_at < ready_at};
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
