#include "stats/mean.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

#include "stats/distributions.h"
#include "stats/interval.h"

namespace shiplog {
namespace {

constexpr std::size_t kFewest = 6;
constexpr double kTail = (1 - kIntervalLevel) / 2;

}  // namespace

std::optional<double> mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return values.empty() ? std::nullopt : std::optional(sum / static_cast<double>(values.size()));
}

std::optional<Interval> mean_interval(std::span<const double> values) {
  if (values.size() < kFewest) {
    return std::nullopt;
  }
  const double mean = *mean_of(values);
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  const auto n = static_cast<double>(values.size());
  const double half = student_t_quantile(n - 1, 1 - kTail) * std::sqrt(squares / (n - 1) / n);
  return Interval{.low = std::max(0.0, mean - half), .high = mean + half};
}

}  // namespace shiplog
