// How much goes in that nobody else has looked at.
//
// The complement of the review coverage as a count, since ten of them a week are ten risks
// however many were reviewed beside them.

#include "columns/column.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  Judgement judgement = judge_merged(from, change);
  if (judgement.reason == Reason::Counted && from.changes().is_reviewed[change] != 0) {
    judgement.reason = Reason::Reviewed;
  }
  return judgement;
}

constexpr Formula kFormula = {
    .judge = judge,
    .absent = "nothing observed",
};

}  // namespace

const Metric kUnreviewedMerges = {
    .id = "unreviewed_merges",
    .title = "Merges without review",
    .question = "How often do we merge what nobody else has looked at?",
    .definition =
        "Pull requests merged per week of observed time without a review by another person at or "
        "before the merge. Comments alone, reviews by bots and reviews by the author do not "
        "count; pull requests by bots are left out, and so are direct pushes, which have a count "
        "of their own.",
    .caveat =
        "A pair that wrote it together has reviewed it, but nothing says so. Pull requests known "
        "only from git have no reviews to be seen.",
    .unit = MetricUnit::PerWeek,
    .better = Better::Lower,
    .statistic = Statistic::CountPerWeek,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
