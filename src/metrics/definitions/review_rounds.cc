// How often a change goes back to its author before it is merged.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = static_cast<double>(from.work().attention.rounds[change]);
  return judgement;
}

constexpr Formula kFormula = {
    .judge = judge,
    .reads = {.work = true},
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kReviewRounds = {
    .id = "review_rounds",
    .title = "Review rounds",
    .question = "How often does a change go back to its author?",
    .definition =
        "How often changes were requested and something was pushed after it, per pull request: "
        "the mean over the pull requests merged in the window, those without any included. "
        "Several requests before the same push are one round. A push is known by a force push or "
        "by the time of a commit. Requests by bots and by the author do not count; pull requests "
        "by bots are left out.",
    .caveat =
        "A reviewer who asks for changes in a comment, without the verdict, starts no round. A "
        "rebase after a request looks like an answer to it.",
    .unit = MetricUnit::Count,
    .better = Better::Lower,
    .statistic = Statistic::Mean,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
