// How many pull requests are merged in a week.

#include "columns/column.h"
#include "domain/timestamp.h"
#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

Judgement judge(const Viewpoint& from, Row change) {
  const Timestamp merged_at = from.changes().merged_at[change];
  if (!happened(merged_at)) {
    return {.reason = Reason::NotMerged};
  }
  return {.moment = merged_at};
}

constexpr Formula kFormula = {
    .counts_bots = true,
    .judge = judge,
    .absent = "nothing observed",
};

}  // namespace

const Metric kThroughput = {
    .id = "throughput",
    .title = "Throughput",
    .question = "How many changes do we finish in a week?",
    .definition =
        "Pull requests merged per week of observed time, those by bots included. Commits pushed "
        "without a pull request do not count.",
    .caveat =
        "Pull requests differ in size, and cutting work into smaller ones raises it. It measures "
        "the flow of a team's work, never a person.",
    .unit = MetricUnit::PerWeek,
    .better = Better::Higher,
    .statistic = Statistic::CountPerWeek,
    .formula = &kFormula,
};

}  // namespace shiplog::metrics
