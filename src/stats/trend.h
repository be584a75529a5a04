// Trends of a series of numbers at equal steps: whether it rises or falls, and how fast.

#pragma once

#include <optional>
#include <span>

namespace shiplog {

// Mann and Kendall's test: of every pair, does the later one tend to be greater?
struct Trend {
  double s = 0;        // Pairs that rise, less pairs that fall.
  double z = 0;        // Corrected for ties and continuity.
  double p_value = 1;  // Two-sided.
  double tau = 0;      // S as a share of all pairs: Kendall's, without a correction for ties.
};

// Absent for fewer than three values. O(n²).
std::optional<Trend> mann_kendall(std::span<const double> series);

// Theil and Sen's line: the median slope of all pairs, and the median of what is left where
// the slope is taken out, at step zero. One wild value does not tilt it.
struct Line {
  double slope = 0;  // Per step.
  double intercept = 0;
};

// Absent for fewer than two values. O(n² log n).
std::optional<Line> theil_sen(std::span<const double> series);

}  // namespace shiplog
