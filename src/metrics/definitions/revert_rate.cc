// How much of what is merged is taken back.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = from.changes().is_reverted[change];
  return judgement;
}

constexpr Formula kFormula = {
    .counts_bots = true,
    .judge = judge,
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kRevertRate = {
    .id = "revert_rate",
    .title = "Revert rate",
    .question = "How much of what we merge do we take back?",
    .definition =
        "Of the pull requests merged in the window, the share that a later change reverts, "
        "whenever that was and whether or not the revert was deployed. A revert is known by an "
        "explicit reference to what it takes back, never by words in a title. Pull requests by "
        "bots are included.",
    .caveat =
        "Taking back by hand, without a reference, is not seen. The newest pull requests have had "
        "less time to be reverted, so the latest weeks look better than they will.",
    .unit = MetricUnit::Ratio,
    .better = Better::Lower,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
