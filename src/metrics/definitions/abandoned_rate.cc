// How much of what is closed was never merged.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp closed_at = from.changes().closed_at[change];
  if (!happened(closed_at)) {
    return {.reason = Reason::NotClosed};
  }
  return {.moment = closed_at, .value = happened(from.changes().merged_at[change]) ? 0.0 : 1.0};
}

constexpr Formula kFormula = {
    .candidates = Candidates::ByClose,
    .judge = judge,
    .absent = "no pull request was closed in the window",
};

}  // namespace

const Metric kAbandonedRate = {
    .id = "abandoned_rate",
    .title = "Abandoned rate",
    .question = "How much of what we start do we throw away?",
    .definition =
        "Of the pull requests closed in the window (each by its last close), the share that was "
        "closed without a merge. Those by bots are left out.",
    .caveat =
        "An experiment that was closed after teaching something counts as thrown away, and so "
        "does a pull request that was merged by hand from the command line.",
    .unit = MetricUnit::Ratio,
    .better = Better::Lower,
    .statistic = Statistic::Rate,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
