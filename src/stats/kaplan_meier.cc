#include "stats/kaplan_meier.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "stats/distributions.h"
#include "stats/interval.h"
#include "stats/quantile.h"

namespace shiplog {
namespace {

// Two shares this near are the same one, apart from rounding.
constexpr double kSameShare = 1e-9;

}  // namespace

SurvivalCurve::SurvivalCurve(const SortedSample& ended, const SortedSample& censored) {
  const std::vector<double>& ends = ended.values();
  const std::vector<double>& losses = censored.values();
  std::size_t lost = 0;
  double survival = 1;
  double greenwood = 0;
  for (std::size_t begin = 0, end = 0; begin < ends.size(); begin = end) {
    const double time = ends[begin];
    while (end < ends.size() && ends[end] == time) {
      ++end;
    }
    while (lost < losses.size() && losses[lost] < time) {
      ++lost;
    }
    const auto n = static_cast<double>(ends.size() - begin + losses.size() - lost);
    const auto d = static_cast<double>(end - begin);
    survival *= (n - d) / n;
    greenwood += d / (n * (n - d));
    steps_.push_back({.time = time, .survival = survival, .greenwood = greenwood});
  }
}

// S^exp(z σ / −log S): the upper edge of the band for a negative z.
double SurvivalCurve::band_edge(const Step& step, double z) {
  const double log = std::log(step.survival);
  return std::exp(log * std::exp(z * std::sqrt(step.greenwood) / -log));
}

// The first step at which `share_at`, which falls from step to step, is at most `share`; or
// where it equals it, midway to the next step. O(log n).
template <typename ShareAt>
std::optional<double> SurvivalCurve::first_crossing(std::span<const Step> steps, double share,
                                                    ShareAt share_at) {
  const auto crossing = std::partition_point(steps.begin(), steps.end(), [&](const Step& step) {
    return share_at(step) > share + kSameShare;
  });
  if (crossing == steps.end()) {
    return std::nullopt;
  }
  const auto next = std::next(crossing);
  if (share_at(*crossing) >= share - kSameShare && next != steps.end()) {
    return (crossing->time + next->time) / 2;
  }
  return crossing->time;
}

std::optional<double> SurvivalCurve::quantile(double p) const {
  return first_crossing(steps_, 1 - p, [](const Step& step) { return step.survival; });
}

std::optional<Interval> SurvivalCurve::quantile_interval(double p) const {
  std::span<const Step> steps = steps_;
  if (!steps.empty() && steps.back().survival == 0) {
    steps = steps.first(steps.size() - 1);  // Where nobody is left there are no bands.
  }
  const auto crossing_of_band = [&](double z) {
    return first_crossing(steps, 1 - p, [z](const Step& step) { return band_edge(step, z); });
  };
  const Interval interval = {.low = crossing_of_band(kNormal975),
                             .high = crossing_of_band(-kNormal975)};
  return interval.low || interval.high ? std::optional(interval) : std::nullopt;
}

const SurvivalCurve::Step* SurvivalCurve::last_step_until(double time) const {
  const auto next = std::partition_point(steps_.begin(), steps_.end(),
                                         [time](const Step& step) { return step.time <= time; });
  return next == steps_.begin() ? nullptr : &*std::prev(next);
}

double SurvivalCurve::share_beyond(double time) const {
  const Step* const step = last_step_until(time);
  return step == nullptr ? 1 : step->survival;
}

std::optional<Interval> SurvivalCurve::band_at(double time) const {
  const Step* const step = last_step_until(time);
  if (step == nullptr || step->survival == 0) {
    return std::nullopt;
  }
  return Interval{.low = band_edge(*step, kNormal975), .high = band_edge(*step, -kNormal975)};
}

// From the last step back: what each leaves of the area behind it weighs its variance.
SurvivalCurve::RestrictedMean SurvivalCurve::restricted_mean(double limit) const {
  double area = 0;  // From the step looked at up to the limit.
  double variance = 0;
  double until = limit;
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    if (step->time >= limit) {
      continue;
    }
    area += step->survival * (until - step->time);
    until = step->time;
    const auto before = std::next(step);
    const double greenwood = step->greenwood - (before == steps_.rend() ? 0 : before->greenwood);
    // The step to zero has no variance, and no area behind it either.
    variance += area == 0 ? 0 : area * area * greenwood;
  }
  return {.value = area + until, .deviation = std::sqrt(variance)};
}

}  // namespace shiplog
