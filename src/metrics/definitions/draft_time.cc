// How long pull requests are drafts.
//
// By the opening, with those that are still drafts counting as "at least this long": over
// those alone that left, a team that never finishes its drafts would look quick.

#include <algorithm>
#include <cstddef>

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

// The row of the drafts that is the change's, or as many as there are.
std::size_t draft_of(const Viewpoint& from, Row change) {
  const auto& drafts = from.work().drafts.change;
  const auto place = std::lower_bound(drafts.begin(), drafts.end(), change);
  return place != drafts.end() && *place == change
             ? static_cast<std::size_t>(place - drafts.begin())
             : drafts.size();
}

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp created_at = from.changes().created_at[change];
  if (!happened(created_at)) {
    return {.reason = Reason::NoTime};
  }
  const auto& drafts = from.work().drafts;
  const std::size_t draft = draft_of(from, change);
  if (draft == drafts.change.size()) {
    return {.reason = Reason::NeverDraft, .moment = created_at};
  }
  const Timestamp since = drafts.since[draft];
  const double so_far = happened(since) ? seconds_between(since, std::max(since, from.now)) : 0;
  return {.moment = created_at,
          .value = seconds_between(Timestamp{}, Timestamp{} + drafts.time[draft]) + so_far,
          .is_censored = drafts.is_draft[draft] != 0};
}

constexpr Formula kFormula = {
    .candidates = Candidates::ByOpening,
    .judge = judge,
    .reads = {.work = true},
    .is_always_elapsed = true,
    .absent = "no pull request that was opened in the window was ever a draft",
};

}  // namespace

const Metric kDraftTime = {
    .id = "draft_time",
    .title = "Time in draft",
    .question = "How long is work shown before it is offered for review?",
    .definition =
        "The time that a pull request was a draft, all stretches together: the median over the "
        "pull requests opened in the window that ever were drafts. Those that still are, or were "
        "closed as drafts, count as being drafts for at least that long (Kaplan–Meier). Those by "
        "bots are left out.",
    .caveat =
        "Teams use drafts differently: to share early, or to wait for checks. Long is neither "
        "good nor bad by itself; it is time that the time to first review does not count.",
    .unit = MetricUnit::Seconds,
    .better = Better::Neutral,
    .statistic = Statistic::KaplanMeier,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
