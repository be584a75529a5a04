#include "stats/trend.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "stats/distributions.h"
#include "stats/quantile.h"

namespace shiplog {
namespace {

double sign_of(double value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

// Of S, when order means nothing; runs of equal values make it less.
double variance_of_s(std::span<const double> series) {
  const auto spread = [](double n) { return n * (n - 1) * (2 * n + 5); };
  const SortedSample sample({series.begin(), series.end()});
  const std::vector<double>& values = sample.values();
  double sum = spread(static_cast<double>(values.size()));
  for (std::size_t begin = 0, end = 0; begin < values.size(); begin = end) {
    while (end < values.size() && values[end] == values[begin]) {
      ++end;
    }
    sum -= spread(static_cast<double>(end - begin));
  }
  return sum / 18;
}

}  // namespace

std::optional<Trend> mann_kendall(std::span<const double> series) {
  if (series.size() < 3) {
    return std::nullopt;
  }
  Trend trend;
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t j = i + 1; j < series.size(); ++j) {
      trend.s += sign_of(series[j] - series[i]);
    }
  }
  const auto n = static_cast<double>(series.size());
  trend.tau = trend.s / (n * (n - 1) / 2);
  const double variance = variance_of_s(series);
  if (variance > 0) {
    trend.z = (trend.s - sign_of(trend.s)) / std::sqrt(variance);
    trend.p_value = two_sided_normal_p(trend.z);
  }
  return trend;
}

std::optional<Line> theil_sen(std::span<const double> series) {
  if (series.size() < 2) {
    return std::nullopt;
  }
  std::vector<double> slopes;
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t j = i + 1; j < series.size(); ++j) {
      slopes.push_back((series[j] - series[i]) / static_cast<double>(j - i));
    }
  }
  const double slope = *SortedSample(std::move(slopes)).quantile(0.5);
  std::vector<double> rests;
  for (std::size_t i = 0; i < series.size(); ++i) {
    rests.push_back(series[i] - slope * static_cast<double>(i));
  }
  return Line{.slope = slope, .intercept = *SortedSample(std::move(rests)).quantile(0.5)};
}

}  // namespace shiplog
