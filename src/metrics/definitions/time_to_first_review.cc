// How long a pull request waits for another person to look at it.
//
// Placed by the moment it became ready, so that those that still wait belong to the
// window in which the waiting began.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  return judge_wait(from, change, from.changes().first_review_at[change]);
}

constexpr Formula kFormula = {
    .candidates = Candidates::ByReady,
    .judge = judge,
    .absent = "no pull request became ready for review in the window",
};

}  // namespace

const Metric kTimeToFirstReview = {
    .id = "time_to_first_review",
    .title = "Time to first review",
    .question = "How long does a pull request wait until somebody looks at it?",
    .definition =
        "The time from when a pull request was ready for review (opened, or taken out of draft) "
        "to the first review or comment by another person: the median over the pull requests that "
        "became ready in the window. Those still waiting count as waiting at least until now, and "
        "those closed without a review at least until then (Kaplan–Meier). Bots' reviews do not "
        "count, and pull requests by bots are left out.",
    .caveat =
        "A first comment is not yet a good review, and nights and weekends count as waiting. A "
        "team that merges without review has a long or no median here, whatever its pace.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::KaplanMeier,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
