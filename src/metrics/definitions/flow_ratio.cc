// Whether work is opened faster than it is closed.
//
// A ratio of two counts, so its items are openings and closings, not pull requests: one
// that was opened and closed in the window is both.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/events.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row row) {
  const Event event = event_at(from.shard(), row);
  if (!happened(event.at)) {
    return {.reason = event.kind == EventKind::Opened ? Reason::NoTime : Reason::NotClosed};
  }
  return {.moment = event.at, .value = event.kind == EventKind::Opened ? 1.0 : 0.0};
}

constexpr Formula kFormula = {
    .items = ItemKind::Events,
    .candidates = Candidates::ByEvent,
    .judge = judge,
    .listing = Listing::InWindow,
    .reads = {.work = true},
    .events = static_cast<unsigned>(EventKind::Opened) | static_cast<unsigned>(EventKind::Closed),
    .absent = "no pull request was closed in the window",
};

}  // namespace

const Metric kFlowRatio = {
    .id = "flow_ratio",
    .title = "Flow ratio",
    .question = "Do we start more than we finish?",
    .definition =
        "Pull requests opened in the window ÷ pull requests closed in it, merged or not; each by "
        "its last close. Above one, the pile of open work grows. Those by bots are left out.",
    .caveat =
        "Over a short window one quiet Friday moves it. Closing old pull requests unmerged makes "
        "it fall without anything having been finished.",
    .unit = MetricUnit::Ratio,
    .better = Better::Neutral,
    .statistic = Statistic::RatioOfCounts,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
