// How often checks contradict themselves.
//
// Told once per workflow and commit, at the first run that decided anything, so that a
// flaky check that was repeated ten times is one flaky check.

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
  if (judgement.reason != Reason::Counted) {
    return judgement;
  }
  const RunCheck check = from.work().runs.check[run];
  if (check == RunCheck::NoCommit || check == RunCheck::None) {
    judgement.reason = check == RunCheck::None ? Reason::LaterRun : Reason::CommitUnknown;
    return judgement;
  }
  judgement.value = check == RunCheck::Flaky ? 1 : 0;
  return judgement;
}

constexpr Formula kFormula = {
    .items = ItemKind::Runs,
    .candidates = Candidates::ByFinish,
    .judge = judge,
    .listing = Listing::InWindow,
    .reads = {.work = true},
    .absent = "no workflow run of a known commit passed or failed in the window",
};

}  // namespace

const Metric kCiFlakiness = {
    .id = "ci_flakiness",
    .title = "CI flakiness",
    .question = "How often do our checks fail for no reason?",
    .definition =
        "Of the commits that a workflow checked, the share that failed and later passed although "
        "nothing had changed: another run of the same workflow over the same commit passed after "
        "a failure, or the run passed at a second attempt or later. Each workflow and commit "
        "counts once, in the window of its first run that passed or failed.",
    .caveat =
        "A failure that nobody repeats is not seen as flaky, and a repaired runner looks like a "
        "flaky test. It says that checks contradict themselves, not which test does.",
    .unit = MetricUnit::Ratio,
    .better = Better::Lower,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
