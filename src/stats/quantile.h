// Quantiles of a sample, by selection: nothing is sorted that need not be.
//
// Type 7 (R and NumPy's default): the quantile p of n values lies at (n − 1) p between
// the smallest and the greatest, straight between neighbours; so the median of an even
// number is the mean of the middle two.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/interval.h"

namespace shiplog {

// The order statistics (counted from one) between which a quantile lies with 95 %
// confidence, whatever the distribution: binomial. Absent when the sample is too small
// for that; a median needs six values.
struct RankInterval {
  std::size_t low = 0;
  std::size_t high = 0;
};
std::optional<RankInterval> quantile_ranks(std::size_t n, double p);

struct QuantileEstimate {
  double value = 0;
  std::optional<Interval> interval = {};
};

// For each of `probabilities`, in their order; empty for no values. Reorders the values.
// O(n log k) for k probabilities.
std::vector<QuantileEstimate> estimate_quantiles(std::span<double> values,
                                                 std::span<const double> probabilities);

// Absent for no values. Reorders them.
std::optional<QuantileEstimate> estimate_median(std::span<double> values);

}  // namespace shiplog
