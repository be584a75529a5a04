// How large single commits are.
//
// What a squash or rebase merge made is no commit of anybody's work, so the pull request's
// own commits count instead; where their sizes are not known there is nothing to say.

#include <cstdint>

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row commit) {
  const Timestamp at = from.work().commits.at[commit];
  if (!happened(at)) {
    return {.reason = Reason::NoTime};
  }
  const std::int32_t lines = from.work().commits.lines[commit];
  if (lines == kUnknown) {
    return {.reason = Reason::SizeUnknown, .moment = at};
  }
  return {.moment = at, .value = static_cast<double>(lines)};
}

constexpr Formula kFormula = {
    .items = ItemKind::Commits,
    .candidates = Candidates::ByCommit,
    .judge = judge,
    .listing = Listing::InWindow,
    .reads = {.work = true},
    .absent = "no commit of known size in the window",
};

}  // namespace

const Metric kCommitSize = {
    .id = "commit_size",
    .title = "Commit size",
    .question = "Do we work in small steps?",
    .definition =
        "Lines added plus lines deleted: the median over the commits of pull requests and direct "
        "pushes that were committed in the window. Merge commits do not count, nor what a squash "
        "or rebase merge made: the pull request’s own commits do. Those by bots are left out.",
    .caveat =
        "Commits that were squashed before they were pushed are invisible, and generated code "
        "counts like any other. Where the source tells no sizes of the commits of pull requests, "
        "only direct pushes are seen.",
    .unit = MetricUnit::Lines,
    .better = Better::Lower,
    .statistic = Statistic::Median,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
