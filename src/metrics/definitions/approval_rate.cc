// How much of what is merged another person had approved.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  judgement.value = happened(from.changes().approved_at[change]) ? 1 : 0;
  return judgement;
}

constexpr Formula kFormula = {
    .judge = judge,
    .absent = "no pull request was merged in the window",
};

}  // namespace

const Metric kApprovalRate = {
    .id = "approval_rate",
    .title = "Approval rate",
    .question = "How much of what we merge did somebody else approve?",
    .definition =
        "Of the pull requests merged in the window, the share with an approval that stood at the "
        "merge: the latest verdict of at least one other person was to approve. Approvals by bots "
        "and by the author do not count; pull requests by bots are left out.",
    .caveat =
        "An approval is a click: it does not say how well somebody looked. Where an approval is "
        "required to merge, it is near 100 % and says nothing.",
    .unit = MetricUnit::Ratio,
    .better = Better::Higher,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
