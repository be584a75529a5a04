// How long checks take.

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
  if (from.work().runs.is_timed[run] == 0) {
    return {.reason = Reason::NoTime, .moment = judgement.moment};
  }
  judgement.value = from.lasted(from.work().runs.started_at[run], judgement.moment);
  return judgement;
}

constexpr Formula kFormula = {
    .items = ItemKind::Runs,
    .candidates = Candidates::ByFinish,
    .judge = judge,
    .listing = Listing::InWindow,
    .reads = {.work = true},
    .absent = "no workflow run of known duration passed or failed in the window",
};

}  // namespace

const Metric kCiDuration = {
    .id = "ci_duration",
    .title = "CI duration",
    .question = "How long do we wait for our checks?",
    .definition =
        "The time from the start of a workflow run to its end: the median over the runs that "
        "finished in the window and either passed or failed. Waiting for a machine before the "
        "start does not count.",
    .caveat =
        "Failing early makes it look quick. All workflows are in it, so a nightly job of hours "
        "and a check of seconds are mixed.",
    .unit = MetricUnit::Seconds,
    .better = Better::Lower,
    .statistic = Statistic::Median,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
