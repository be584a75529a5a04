#include "stats/quantile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/distributions.h"

namespace shiplog {
namespace {

constexpr double kTail = (1 - kIntervalLevel) / 2;

// The two neighbours, counted from zero, that a quantile lies between.
struct Position {
  std::size_t below = 0;
  double beyond = 0;  // How far from it towards the next, 0 to 1.

  std::size_t above() const { return beyond > 0 ? below + 1 : below; }
};

Position position_of(std::size_t n, double p) {
  const double exact = static_cast<double>(n - 1) * p;
  const double below = std::floor(exact);
  return {.below = static_cast<std::size_t>(below), .beyond = exact - below};
}

// Puts the values of the given ranks (ascending, relative to `offset`) where sorting
// would put them. Each step halves the ranks, so a value is moved O(log k) times.
void place(std::span<double> values, std::size_t offset, std::span<const std::size_t> ranks) {
  if (ranks.empty() || values.size() < 2) {
    return;
  }
  const std::size_t middle = ranks.size() / 2;
  const auto split = static_cast<std::ptrdiff_t>(ranks[middle] - offset);
  std::nth_element(values.begin(), values.begin() + split, values.end());
  const auto after = static_cast<std::size_t>(split) + 1;
  place(values.first(after - 1), offset, ranks.first(middle));
  place(values.subspan(after), offset + after, ranks.subspan(middle + 1));
}

std::vector<std::size_t> needed_ranks(std::size_t n, std::span<const double> probabilities) {
  std::vector<std::size_t> ranks;
  ranks.reserve(4 * probabilities.size());
  for (const double p : probabilities) {
    const Position position = position_of(n, p);
    ranks.push_back(position.below);
    ranks.push_back(position.above());
    if (const auto interval = quantile_ranks(n, p)) {
      ranks.push_back(interval->low - 1);
      ranks.push_back(interval->high - 1);
    }
  }
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  return ranks;
}

QuantileEstimate read_quantile(std::span<const double> placed, double p) {
  const Position position = position_of(placed.size(), p);
  const double below = placed[position.below];
  QuantileEstimate estimate = {.value = below};
  if (position.beyond > 0) {
    estimate.value += position.beyond * (placed[position.above()] - below);
  }
  if (const auto ranks = quantile_ranks(placed.size(), p)) {
    estimate.interval = {.low = placed[ranks->low - 1], .high = placed[ranks->high - 1]};
  }
  return estimate;
}

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

std::vector<QuantileEstimate> estimate_quantiles(std::span<double> values,
                                                 std::span<const double> probabilities) {
  std::vector<QuantileEstimate> estimates;
  if (values.empty()) {
    return estimates;
  }
  place(values, 0, needed_ranks(values.size(), probabilities));
  estimates.reserve(probabilities.size());
  for (const double p : probabilities) {
    estimates.push_back(read_quantile(values, p));
  }
  return estimates;
}

std::optional<QuantileEstimate> estimate_median(std::span<double> values) {
  constexpr std::array kMedian = {0.5};
  const std::vector<QuantileEstimate> estimates = estimate_quantiles(values, kMedian);
  return estimates.empty() ? std::nullopt : std::optional(estimates.front());
}

}  // namespace shiplog
