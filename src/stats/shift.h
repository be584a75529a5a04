// Whether one sample tends to be greater than another, and by how much, whatever the shape
// of either: for durations, which are never normal.

#pragma once

#include <optional>

#include "stats/quantile.h"

namespace shiplog {

struct RankComparison {
  double u = 0;  // Mann–Whitney's: pairs in which the first is greater; ties are half a pair.
  // Two-sided, by the normal approximation with corrections for ties and continuity.
  double p_value = 1;
  // Cliff's: the share of pairs in which the first is greater, less that in which the second
  // is; from −1 to 1. Under 0.147 either way it is usually called negligible.
  double delta = 0;
};

// Absent when either is empty. O(n + m).
std::optional<RankComparison> compare_ranks(const SortedSample& first, const SortedSample& second);

// Hodges and Lehmann's shift: the median of all differences first − second. Exact, and
// O((n + m) log range), though there are n m differences. Absent when either is empty.
std::optional<double> median_difference(const SortedSample& first, const SortedSample& second);

// Hodges and Lehmann's centre of one sample: the median of the means of all pairs, each
// value with itself among them. Absent when it is empty.
std::optional<double> median_of_pair_means(const SortedSample& sample);

}  // namespace shiplog
