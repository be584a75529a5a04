// The engine: any metric over any query. Owns windows, buckets, groups, intervals and
// comparison, once for all metrics. Pure: the same snapshot and query give the same
// bits, for any number of threads.

#pragma once

#include <span>
#include <vector>

#include "columns/snapshot.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"

namespace shiplog {

Evaluation evaluate(const Metric& metric, const Query& query, const Snapshot& snapshot);

// Several at once, in the order given: what they share is prepared once, and the work is
// dealt out to `threads` of them (0: as many as the machine has cores).
std::vector<Evaluation> evaluate_all(std::span<const Metric* const> metrics, const Query& query,
                                     const Snapshot& snapshot, unsigned threads = 0);

// The items behind evaluate()'s total; recomputing it from the counted ones gives it.
Explanation explain(const Metric& metric, const Query& query, const Snapshot& snapshot);

// The buckets of a window in the query's time zone, clipped to it; `is_partial` where the
// window, or the data's beginning or end, cuts one.
struct BucketWindow {
  Window window = {};
  bool is_partial = false;
};
std::vector<BucketWindow> buckets_of(const Query& query, const Snapshot& snapshot);

}  // namespace shiplog
