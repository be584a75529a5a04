// How often checks pass.

#include "columns/column.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row run) {
  Judgement judgement = judge_decided_run(from, run);
  judgement.value = from.work().runs.outcome[run] == RunOutcome::Passed ? 1 : 0;
  return judgement;
}

constexpr Formula kFormula = {
    .items = ItemKind::Runs,
    .candidates = Candidates::ByFinish,
    .judge = judge,
    .listing = Listing::InWindow,
    .reads = {.work = true},
    .absent = "no workflow run passed or failed in the window",
};

}  // namespace

const Metric kCiSuccessRate = {
    .id = "ci_success_rate",
    .title = "CI success rate",
    .question = "How often are our checks green?",
    .definition =
        "Of the workflow runs that finished in the window and either passed or failed, the share "
        "that passed. Runs that were cancelled, skipped or have not finished do not count; one "
        "that ran out of time or could not start has failed.",
    .caveat =
        "A red run on a branch is what checks are for; look at the default branch by itself "
        "before worrying. Where a run was repeated, only its last attempt may be known.",
    .unit = MetricUnit::Ratio,
    .better = Better::Higher,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
