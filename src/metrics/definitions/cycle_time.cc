// From the first commit of a pull request to its merge.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/explanation.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/stages.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp merged_at = from.changes().merged_at[change];
  if (!happened(merged_at)) {
    return {.reason = Reason::NotMerged};
  }
  if (!happened(from.changes().first_commit_at[change])) {
    return {.reason = Reason::NoTime, .moment = merged_at};
  }
  const ChangeTimes times = change_times(from.scope, change, kNever);
  return {.moment = merged_at,
          .value = from.lasted(times.first_commit_at, times.merged_at),
          .was_raised = times.was_raised};
}

constexpr Formula kFormula = {
    .judge = judge,
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kCycleTime = {
    .id = "cycle_time",
    .title = "Cycle time",
    .question = "How long does a change take from its first commit until it is merged?",
    .definition =
        "The time from the first commit of a pull request to its merge: the median over the pull "
        "requests merged in the window. Those that bots opened are left out, and so are commits "
        "pushed without a pull request.",
    .caveat =
        "Only what was merged has a cycle time: work that is stuck or given up makes it look no "
        "worse. Read it beside the work in progress and the age of what is open.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::Median,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
