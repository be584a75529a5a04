// Explaining metrics of how items are spread: by what they share, not one by one.

#pragma once

#include <vector>

#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog {

// Of what holders share (directories), each with whether it has one holder only. Of people,
// how many items each has and nothing that tells who; nothing where there are so few people
// that the total is not told either.
std::vector<ExplainedItem> explain_subjects(const Metric& metric, const Query& query,
                                            const Scope& scope, const Estimate& total);

}  // namespace shiplog
