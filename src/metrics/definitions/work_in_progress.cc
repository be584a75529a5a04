// How many pull requests are open at once.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp created_at = from.changes().created_at[change];
  if (!happened(created_at)) {
    return {.reason = Reason::NoTime};
  }
  return {.reason = is_open(from.changes(), change, from.at) ? Reason::Counted : Reason::NotOpen,
          .moment = created_at};
}

constexpr Formula kFormula = {
    .candidates = Candidates::OpenAtEnd,
    .judge = judge,
    .absent = "nothing observed",
};

}  // namespace

const Metric kWorkInProgress = {
    .id = "work_in_progress",
    .title = "Work in progress",
    .question = "How many changes are under way at once?",
    .definition =
        "Pull requests that are open just before the end of the window (or now, if that is "
        "earlier), drafts included. Those by bots are left out.",
    .caveat =
        "Forgotten pull requests count like live ones: see the age of what is open. Work that has "
        "no pull request yet is invisible.",
    .unit = MetricUnit::Count,
    .better = Better::Lower,
    .statistic = Statistic::CountAtEnd,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
