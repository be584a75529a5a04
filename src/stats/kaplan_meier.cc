#include "stats/kaplan_meier.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "stats/distributions.h"

namespace shiplog {
namespace {

// Two shares this near are the same one, apart from rounding.
constexpr double kSameShare = 1e-9;

// The first step at which `share_at` is at most `share`, or where it equals it, midway to
// the next step.
template <typename Steps, typename ShareAt>
std::optional<double> first_crossing(const Steps& steps, double share, ShareAt share_at) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double here = share_at(steps[i]);
    if (!(here <= share + kSameShare)) {  // Also where it is not defined.
      continue;
    }
    const bool is_equal = here >= share - kSameShare;
    if (is_equal && i + 1 < steps.size()) {
      return (steps[i].time + steps[i + 1].time) / 2;
    }
    return steps[i].time;
  }
  return std::nullopt;
}

}  // namespace

SurvivalCurve::SurvivalCurve(std::vector<Lifetime> lifetimes) {
  std::sort(lifetimes.begin(), lifetimes.end(),
            [](const Lifetime& a, const Lifetime& b) { return a.time < b.time; });
  double survival = 1;
  double greenwood = 0;
  for (std::size_t begin = 0, end = 0; begin < lifetimes.size(); begin = end) {
    const double time = lifetimes[begin].time;
    std::size_t ended = 0;
    for (; end < lifetimes.size() && lifetimes[end].time == time; ++end) {
      ended += lifetimes[end].has_ended ? 1 : 0;
    }
    if (ended == 0) {
      continue;
    }
    const auto n = static_cast<double>(lifetimes.size() - begin);
    const auto d = static_cast<double>(ended);
    survival *= (n - d) / n;
    greenwood += d / (n * (n - d));
    steps_.push_back({.time = time, .survival = survival, .greenwood = greenwood});
  }
}

std::optional<double> SurvivalCurve::quantile(double p) const {
  return first_crossing(steps_, 1 - p, [](const Step& step) { return step.survival; });
}

std::optional<Interval> SurvivalCurve::quantile_interval(double p) const {
  // S^exp(±z σ / |log S|). Once nobody is left the curve is 0 and has no bands: not a number.
  const auto band = [](const Step& step, double z) {
    const double log = std::log(step.survival);
    return std::exp(log * std::exp(z * std::sqrt(step.greenwood) / -log));
  };
  const Interval interval = {
      .low =
          first_crossing(steps_, 1 - p, [&](const Step& step) { return band(step, kNormal975); }),
      .high =
          first_crossing(steps_, 1 - p, [&](const Step& step) { return band(step, -kNormal975); })};
  return interval.low || interval.high ? std::optional(interval) : std::nullopt;
}

}  // namespace shiplog
