// How unevenly something is spread.

#pragma once

#include <optional>

#include "stats/quantile.h"

namespace shiplog {

// Gini's coefficient of amounts that are not negative: 0 when all have the same, near 1 when
// one has everything. Absent when there is nothing to share, or nobody to share it.
std::optional<double> gini(const SortedSample& amounts);

}  // namespace shiplog
