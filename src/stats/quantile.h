// Quantiles of a sample, and how sure they are.
//
// Type 7 (R and NumPy's default): the quantile p of n values lies at (n − 1) p between
// the smallest and the greatest, straight between neighbours; so the median of an even
// number is the mean of the middle two.

#pragma once

#include <cstddef>
#include <optional>
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

// Values in ascending order. Sorting them is all the work; the questions cost nothing.
class SortedSample {
 public:
  explicit SortedSample(std::vector<double> values);

  std::size_t size() const { return values_.size(); }
  const std::vector<double>& values() const { return values_; }

  std::optional<double> quantile(double p) const;  // Absent for no values.
  std::optional<Interval> quantile_interval(double p) const;

 private:
  std::vector<double> values_;
};

}  // namespace shiplog
