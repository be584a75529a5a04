// When work happens: for the heatmap of the week.
//
// Of a team, never of a person: an event has no name here, only a time.

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
    return {.reason = event.kind == EventKind::Merged ? Reason::NotMerged : Reason::NoTime};
  }
  return {.moment = event.at};
}

constexpr unsigned kEvents =
    static_cast<unsigned>(EventKind::Opened) | static_cast<unsigned>(EventKind::Merged) |
    static_cast<unsigned>(EventKind::Pushed) | static_cast<unsigned>(EventKind::Reviewed) |
    static_cast<unsigned>(EventKind::Commented);

constexpr Formula kFormula = {
    .items = ItemKind::Events,
    .candidates = Candidates::ByEvent,
    .judge = judge,
    .listing = Listing::InWindow,
    .reads = {.work = true},
    .events = kEvents,
    .has_grid = true,
    .absent = "nothing observed",
};

}  // namespace

const Metric kActivity = {
    .id = "activity",
    .title = "Activity",
    .question = "When do we work?",
    .definition =
        "What happened per week of observed time: pull requests opened and merged, commits pushed "
        "directly, reviews and comments. Beside it, how many fall on each hour of each weekday in "
        "the time zone asked for. What bots did is left out; a merge is told by whose pull "
        "request it is.",
    .caveat =
        "More events are not more work, and work that leaves no event (thinking, talking, "
        "pairing) is not in it. Nights may be evenings elsewhere: mind the time zones of the "
        "people.",
    .unit = MetricUnit::PerWeek,
    .better = Better::Neutral,
    .statistic = Statistic::CountPerWeek,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
