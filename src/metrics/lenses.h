// Lenses: what of a question's ways of looking a metric permits.

#pragma once

#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"

namespace shiplog {

// By which moment the items of a metric are placed in this question. Default: by a moment of
// its own, such as the success of a deployment, which no lens moves. Counts a week of changes
// count just those moments, and so stay where they are.
PlacedBy placing_of(const Metric& metric, const Query& query);

// Where to look for those items.
Candidates candidates_of(const Metric& metric, const Query& query);

// Whether items are placed by another moment than the definition's.
bool is_moved(const Metric& metric, const Query& query);

// The same, of an item that the definition has judged; with the reason when that moment did
// not happen.
Judgement moved(Judgement judgement, const Viewpoint& from, Row change, PlacedBy by);

// Why an item of another window is left out.
Reason outside_reason(const Metric& metric, const Query& query);

// Whether the answer depends on what deployments to production there were.
bool uses_deployments(const Metric& metric, const Query& query);

// Whether its durations are of working hours in this question: not those of drafts, of which
// only the sum is known.
bool is_in_working_hours(const Metric& metric, const Query& query);

// Whether somebody can ask it about himself: deployments and runs are nobody's own.
bool permits_me(const Metric& metric);

// Whether its value is a quantile, so that a percentile can be asked for.
bool has_percentiles(const Metric& metric);

// 0.75 for P75.
double share_of(Percentile percentile);

}  // namespace shiplog
