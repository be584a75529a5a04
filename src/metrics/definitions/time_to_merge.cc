// How long a pull request takes from being ready to being merged.
//
// Placed by the moment it became ready, like the time to first review, so that those that
// are still open, or were given up, belong to the window in which the waiting began.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  return judge_wait(from, change, from.changes().merged_at[change]);
}

constexpr Formula kFormula = {
    .candidates = Candidates::ByReady,
    .judge = judge,
    .absent = "no pull request became ready for review in the window",
};

}  // namespace

const Metric kTimeToMerge = {
    .id = "time_to_merge",
    .title = "Time to merge",
    .question = "How long does a finished change wait to be merged?",
    .definition =
        "The time from when a pull request was ready for review (opened, or taken out of draft) "
        "to its merge: the median over the pull requests that became ready in the window. Those "
        "still open count as taking at least until now, and those closed without a merge at least "
        "until then (Kaplan–Meier). Pull requests by bots are left out.",
    .caveat =
        "Those given up never merge: where many are, the median is long or not reached, whatever "
        "the pace of the others. Nights and weekends count.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::KaplanMeier,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
