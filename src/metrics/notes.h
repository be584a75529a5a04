// Notes: sentences that a reader of a number needs to weigh it.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "metrics/collect.h"
#include "metrics/evaluation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog {

std::vector<std::string> notes_on(const Metric& metric, const Scope& scope, const Estimate& total,
                                  const Remarks& remarks);

// What a question's lenses do not do to this metric, and what its groups share.
void add_notes_on_lenses(const Metric& metric, const Query& query, std::size_t in_several,
                         std::vector<std::string>& notes);

// Whether anything in the data ever pointed at a failed deployment: without that, a rate of
// none says little.
bool has_evidence(const Scope& scope);

}  // namespace shiplog
