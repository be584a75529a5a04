// How many people look at a change before it is merged.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = static_cast<double>(from.work().attention.reviewers[change]);
  return judgement;
}

constexpr Formula kFormula = {
    .judge = judge,
    .reads = {.work = true},
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kReviewers = {
    .id = "reviewers",
    .title = "Reviewers",
    .question = "How many people look at a change?",
    .definition =
        "Other people who gave a review, per pull request: the mean over the pull requests merged "
        "in the window, those without any included. Somebody who only commented is no reviewer; "
        "bots and the author are none, and pull requests by bots are left out. Two accounts of "
        "one person are one.",
    .caveat =
        "Being asked and staying silent is not seen. More is not always better: what everybody "
        "reviews, nobody may feel responsible for.",
    .unit = MetricUnit::Count,
    .better = Better::Neutral,
    .statistic = Statistic::Mean,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
