// Log-rank: whether durations, of which some have not ended, differ between two groups.

#pragma once

#include <optional>

#include "stats/quantile.h"

namespace shiplog {

// Durations that have ended, and how long the others have lasted so far.
struct Durations {
  const SortedSample& ended;
  const SortedSample& censored;
};

struct LogRank {
  double observed = 0;     // Endings in the first group…
  double expected = 0;     // …and how many there would be if both ended alike.
  double chi_squared = 0;  // One degree of freedom.
  double p_value = 1;
};

// Absent when nothing ended, or when either group is empty. O(n + m) after sorting.
std::optional<LogRank> log_rank(const Durations& first, const Durations& second);

}  // namespace shiplog
