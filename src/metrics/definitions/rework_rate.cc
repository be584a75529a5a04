// How much of the deploying is repair.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row deployment) {
  Judgement judgement = judge_success(from, deployment);
  if (judgement.reason == Reason::Counted) {
    judgement.value = from.deployments().is_repair[deployment];
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
    .absent = "no production deployments in the window",
};

}  // namespace

const Metric kReworkRate = {
    .id = "rework_rate",
    .title = "Deployment rework rate",
    .question = "How often do we deploy only to repair?",
    .definition =
        "Of the successful deployments to production in the window, the share that was made only "
        "to repair an earlier one: it rolls back, it says which deployment it fixes, or all that "
        "it carries are reverts and hotfixes.",
    .caveat =
        "A repair that travels with other work is not seen, nor is a hotfix that is not marked "
        "as one. Hotfixes are known by their label or branch name.",
    .unit = MetricUnit::Ratio,
    .better = Better::Lower,
    .statistic = Statistic::Rate,
    .is_dora = true,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
