#include "metrics/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "metrics/collect.h"
#include "metrics/metric.h"
#include "metrics/observed.h"
#include "stats/bootstrap.h"
#include "stats/distributions.h"
#include "stats/kaplan_meier.h"
#include "stats/quantile.h"

namespace shiplog {
namespace {

constexpr double kHour = 3600;
constexpr double kDay = 24 * kHour;
constexpr double kMonth = 365.25 / 12 * kDay;

struct Edge {
  double seconds = 0;
  double score = 0;
};
// Between the six bands, half way between their scores.
constexpr std::array<Edge, 5> kEdges = {
    {{kHour, 9}, {kDay, 7}, {7 * kDay, 5}, {kMonth, 3}, {6 * kMonth, 1}}};

constexpr std::size_t kMostItems = 1000;
constexpr double kNoScore = std::numeric_limits<double>::quiet_NaN();

// Up to so many, evenly from the whole.
std::vector<Item> thinned(std::span<const Item> items) {
  std::vector<Item> sorted(items.begin(), items.end());
  std::sort(sorted.begin(), sorted.end(), [](const Item& left, const Item& right) {
    return std::pair(left.value, left.is_censored) < std::pair(right.value, right.is_censored);
  });
  if (sorted.size() <= kMostItems) {
    return sorted;
  }
  std::vector<Item> few;
  for (std::size_t i = 0; i < kMostItems; ++i) {
    few.push_back(sorted[(2 * i + 1) * sorted.size() / (2 * kMostItems)]);
  }
  return few;
}

std::optional<double> value_of(const Metric& metric, std::span<const Item> items,
                               std::span<const std::size_t> drawn) {
  std::vector<double> ended;
  std::vector<double> censored;
  double sum = 0;
  for (const std::size_t index : drawn) {
    (items[index].is_censored ? censored : ended).push_back(items[index].value);
    sum += items[index].value;
  }
  if (metric.statistic == Statistic::Rate) {
    return sum / static_cast<double>(drawn.size());
  }
  const SortedSample ended_sample(std::move(ended));
  if (metric.statistic == Statistic::Median) {
    return ended_sample.quantile(0.5);
  }
  return SurvivalCurve(ended_sample, SortedSample(std::move(censored))).quantile(0.5);
}

double score_or_none(const Metric& metric, std::optional<double> value) {
  return value ? score_of(metric, *value).value_or(kNoScore) : kNoScore;
}

}  // namespace

double score_of_duration(double seconds) {
  const double log_time = std::log(std::max(seconds, 1.0));
  // The band that it lies in; before the first and after the last edge, the nearest one.
  std::size_t edge = 1;
  while (edge + 1 < kEdges.size() && seconds > kEdges.at(edge).seconds) {
    ++edge;
  }
  const Edge& low = kEdges.at(edge - 1);
  const Edge& high = kEdges.at(edge);
  const double along = (log_time - std::log(low.seconds)) / std::log(high.seconds / low.seconds);
  return std::clamp(low.score + along * (high.score - low.score), 0.0, kBestScore);
}

std::optional<double> score_of(const Metric& metric, double value) {
  if (!metric.is_dora) {
    return std::nullopt;
  }
  switch (metric.unit) {
    case MetricUnit::Seconds:
      return score_of_duration(value);
    case MetricUnit::PerWeek:
      return value > 0 ? score_of_duration(kSecondsPerWeek / value) : 0;
    case MetricUnit::Ratio:
      return kBestScore * (1 - value);
    case MetricUnit::Count:
    case MetricUnit::Lines:
      break;
  }
  return std::nullopt;
}

std::vector<double> score_draws(const Metric& metric, std::span<const Item> items,
                                double observed_weeks, std::uint64_t seed) {
  std::vector<double> draws;
  if (items.empty()) {
    return draws;
  }
  Resampler resampler(seed);
  const std::vector<Item> few = thinned(items);
  std::vector<std::size_t> indexes(few.size());
  for (std::size_t i = 0; i < kScoreDraws; ++i) {
    if (metric.statistic == Statistic::CountPerWeek) {
      const double share = resampler.share();
      const std::size_t count = poisson_quantile(static_cast<double>(items.size()), share);
      draws.push_back(score_or_none(
          metric, observed_weeks > 0 ? std::optional(static_cast<double>(count) / observed_weeks)
                                     : std::nullopt));
      continue;
    }
    resampler.fill(indexes);
    draws.push_back(score_or_none(metric, value_of(metric, few, indexes)));
  }
  return draws;
}

}  // namespace shiplog
