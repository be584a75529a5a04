// How often commits go to the default branch past any pull request.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp pushed_at = from.changes().merged_at[change];
  if (!happened(pushed_at)) {
    return {.reason = Reason::NoTime};
  }
  return {.moment = pushed_at};
}

constexpr Formula kFormula = {
    .items = ItemKind::DirectPushes,
    .judge = judge,
    .absent = "nothing observed",
};

}  // namespace

const Metric kDirectPushes = {
    .id = "direct_pushes",
    .title = "Direct pushes",
    .question = "How often do we skip the pull request?",
    .definition =
        "Commits pushed to the default branch that belong to no pull request, per week of "
        "observed time, by the time of the commit. Merge commits do not count, and those by bots "
        "are left out.",
    .caveat =
        "What was pushed together counts commit by commit. For a team that works on the trunk by "
        "choice, with pairs or fast checks, many of them are no bad sign.",
    .unit = MetricUnit::PerWeek,
    .better = Better::Lower,
    .statistic = Statistic::CountPerWeek,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
