// How much of what is merged another person has reviewed.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = from.changes().is_reviewed[change];
  return judgement;
}

constexpr Formula kFormula = {
    .judge = judge,
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kReviewCoverage = {
    .id = "review_coverage",
    .title = "Review coverage",
    .question = "How much of what we merge has been reviewed by somebody else?",
    .definition =
        "Of the pull requests merged in the window, the share that another person reviewed "
        "before the merge. Comments alone, reviews by bots and reviews by the author do not count; "
        "pull requests by bots are left out, and so are commits pushed without a pull request.",
    .caveat =
        "It says that somebody looked, not how well: an approval after ten seconds counts. Pull "
        "requests known only from git have no reviews to be seen.",
    .unit = MetricUnit::Ratio,
    .better = Better::Higher,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
