// How large pull requests are.
//
// By what was opened, whatever became of it: large ones are given up more often, and
// counting only what was merged would make them look rarer than they are.

#include <cstdint>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const ChangeTable<Fixed>& changes = from.changes();
  const Timestamp created_at = changes.created_at[change];
  const Timestamp moment = happened(created_at) ? created_at : changes.merged_at[change];
  if (!happened(moment)) {
    return {.reason = Reason::NoTime};
  }
  const std::int64_t additions = changes.additions[change];
  const std::int64_t deletions = changes.deletions[change];
  if (additions == kUnknown || deletions == kUnknown) {
    return {.reason = Reason::SizeUnknown, .moment = moment};
  }
  return {.moment = moment,
          .value = static_cast<double>(additions) + static_cast<double>(deletions)};
}

constexpr Formula kFormula = {
    .candidates = Candidates::ByOpening,
    .judge = judge,
    .absent = "no pull request of known size was opened in the window",
};

}  // namespace

const Metric kPullRequestSize = {
    .id = "pull_request_size",
    .title = "Pull request size",
    .question = "How much must a reviewer read at once?",
    .definition =
        "Lines added plus lines deleted: the median over the pull requests opened in the window, "
        "whatever became of them. Those by bots are left out. Under 10 lines is XS, under 50 S, "
        "under 250 M, under 1,000 L, and XL from there.",
    .caveat =
        "Generated and moved code counts like any other, so one vendored library can dwarf a "
        "month of work. A pull request known only from git is placed at its merge.",
    .unit = MetricUnit::Lines,
    .better = Better::Lower,
    .statistic = Statistic::Median,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
