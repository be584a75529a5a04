// Interval: where a value plausibly lies, at the 95 % level throughout this program.

#pragma once

#include <optional>

namespace shiplog {

inline constexpr double kIntervalLevel = 0.95;

// An end that the data do not reach is absent: it is not known to be finite.
struct Interval {
  std::optional<double> low = {};
  std::optional<double> high = {};

  bool excludes(double value) const { return (low && value < *low) || (high && *high < value); }
};

}  // namespace shiplog
