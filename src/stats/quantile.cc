#include "stats/quantile.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "stats/distributions.h"
#include "stats/interval.h"
#include "stats/sorting.h"

namespace shiplog {
namespace {

constexpr double kTail = (1 - kIntervalLevel) / 2;

}  // namespace

std::optional<RankInterval> quantile_ranks(std::size_t n, double p) {
  if (n == 0) {
    return std::nullopt;
  }
  const std::size_t low = binomial_quantile(n, p, kTail);
  const std::size_t high = p == 0.5 ? n - low + 1 : binomial_quantile(n, p, 1 - kTail) + 1;
  if (low < 1 || high > n) {
    return std::nullopt;
  }
  return RankInterval{.low = low, .high = high};
}

SortedSample::SortedSample(std::vector<double> values) : values_(std::move(values)) {
  sort_ascending(values_);
}

std::optional<double> SortedSample::quantile(double p) const {
  if (values_.empty()) {
    return std::nullopt;
  }
  const double position = static_cast<double>(values_.size() - 1) * p;
  const auto below = static_cast<std::size_t>(position);
  const double beyond = position - std::floor(position);
  if (beyond == 0) {
    return values_[below];
  }
  return values_[below] + beyond * (values_[below + 1] - values_[below]);
}

std::optional<Interval> SortedSample::quantile_interval(double p) const {
  const std::optional<RankInterval> ranks = quantile_ranks(values_.size(), p);
  if (!ranks) {
    return std::nullopt;
  }
  return Interval{.low = values_[ranks->low - 1], .high = values_[ranks->high - 1]};
}

}  // namespace shiplog
