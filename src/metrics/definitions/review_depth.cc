// How much is said about a change before it is merged.
//
// A mean, not a median: most changes get one or two remarks, so a median would stand still
// while what is said doubles.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = static_cast<double>(from.work().attention.remarks[change]);
  return judgement;
}

constexpr Formula kFormula = {
    .judge = judge,
    .reads = {.work = true},
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kReviewDepth = {
    .id = "review_depth",
    .title = "Review depth",
    .question = "How much do we talk about a change before it goes in?",
    .definition =
        "Reviews and comments by other people per pull request: the mean over the pull requests "
        "merged in the window, those without any included. What the author says, what bots say, "
        "and what comes after the merge does not count; pull requests by bots are left out.",
    .caveat =
        "Many remarks may mean a careful review or an unclear change; none may mean a pair at one "
        "keyboard. A review with ten comments in it counts as many as the source tells.",
    .unit = MetricUnit::Count,
    .better = Better::Neutral,
    .statistic = Statistic::Mean,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
