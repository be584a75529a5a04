// How many pull requests are merged in a week.

#include "metrics/definitions/definitions.h"
#include "metrics/formula.h"
#include "metrics/metric.h"

namespace shiplog::metrics {
namespace {

constexpr Formula kFormula = {
    .counts_bots = true,
    .judge = judge_merged,
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
