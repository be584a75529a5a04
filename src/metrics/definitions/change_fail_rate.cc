// How often a deployment goes wrong.
//
// By evidence, never by words in a title. What is only possible is shown beside the
// headline and never added to it: a rate that may be doubled by a coincidence is no rate.

#include "columns/column.h"
#include "columns/shard.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row deployment) {
  Judgement judgement = judge_success(from, deployment);
  if (judgement.reason == Reason::Counted) {
    const Confidence failure = from.deployments().failure[deployment];
    judgement.value = failure == Confidence::Confirmed ? 1 : 0;
    judgement.is_possible = failure == Confidence::Possible;
  }
  return judgement;
}

constexpr Formula kFormula = {
    .items = ItemKind::Deployments,
    .candidates = Candidates::BySuccess,
    .counts_bots = true,
    .judge = judge,
    .listing = Listing::Successes,
    .uses_deployments = true,
    .shows_possible = true,
    .absent = "no production deployments in the window",
};

}  // namespace

const Metric kChangeFailRate = {
    .id = "change_fail_rate",
    .title = "Change fail rate",
    .question = "How often does what we deploy break something?",
    .definition =
        "Of the successful deployments to production in the window, the share that failed by "
        "evidence: an incident names it, it was rolled back, a failure was reported after its "
        "success, or a change that it carried was reverted within seven days and the revert "
        "deployed. Beside it, the share that is only possible: a later deployment says that it "
        "fixes this one or brings a hotfix within 48 hours, or an incident of the same repository "
        "or service began within 24 hours. What a person says of a deployment counts before all "
        "evidence.",
    .caveat =
        "A failure that nobody recorded is not seen. A low rate may mean good deployments or poor "
        "records: look at where the evidence comes from before being glad.",
    .unit = MetricUnit::Ratio,
    .better = Better::Lower,
    .statistic = Statistic::Rate,
    .is_dora = true,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
