#include "metrics/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "metrics/calendar.h"
#include "metrics/formula.h"
#include "stats/difference.h"
#include "stats/kaplan_meier.h"
#include "stats/poisson.h"
#include "stats/quantile.h"
#include "stats/rate.h"

namespace shiplog {
namespace {

constexpr std::string_view kNothingObserved = "nothing observed";
constexpr std::string_view kNoDeployments = "no production deployments known";
constexpr std::string_view kNotReached = "median not reached";
constexpr double kMedian = 0.5;
constexpr std::array kPercentiles = {0.5, 0.75, 0.9};

std::vector<double> values_of(std::span<const Item> items) {
  std::vector<double> values;
  values.reserve(items.size());
  for (const Item& item : items) {
    values.push_back(item.value);
  }
  return values;
}

std::vector<double> ended_values_of(std::span<const Item> items) {
  std::vector<double> values;
  for (const Item& item : items) {
    if (!item.is_censored) {
      values.push_back(item.value);
    }
  }
  return values;
}

SurvivalCurve survival_of(std::span<const Item> items) {
  std::vector<Lifetime> lifetimes;
  lifetimes.reserve(items.size());
  for (const Item& item : items) {
    lifetimes.push_back({.time = item.value, .has_ended = !item.is_censored});
  }
  return SurvivalCurve(std::move(lifetimes));
}

Estimate absent(std::string_view why, std::size_t count = 0) {
  return {.absent = std::string(why), .count = count};
}

Estimate median_estimate(std::vector<double> values, std::string_view why_absent) {
  const std::size_t count = values.size();
  const std::optional<QuantileEstimate> median = estimate_median(values);
  if (!median) {
    return absent(why_absent);
  }
  return {.value = median->value, .count = count, .interval = median->interval};
}

Estimate survival_estimate(std::span<const Item> items, std::string_view why_absent) {
  std::vector<double> ended = ended_values_of(items);
  Estimate estimate = {.count = items.size(), .still_open = items.size() - ended.size()};
  estimate.closed_only = Estimate::ClosedOnly{.count = ended.size()};
  if (const auto median = estimate_median(ended)) {
    estimate.closed_only->value = median->value;
  }
  const SurvivalCurve curve = survival_of(items);
  estimate.value = curve.quantile(kMedian);
  estimate.interval = curve.quantile_interval(kMedian);
  if (!estimate.value) {
    estimate.absent = items.empty() ? why_absent : kNotReached;
  }
  return estimate;
}

double ratio_of(std::size_t numerator, std::size_t denominator) {
  return static_cast<double>(numerator) / static_cast<double>(denominator);
}

Estimate rate_estimate(std::span<const Item> items, const Formula& formula) {
  std::size_t numerator = 0;
  std::size_t possible = 0;
  for (const Item& item : items) {
    numerator += item.value != 0 ? 1 : 0;
    possible += item.is_possible ? 1 : 0;
  }
  Estimate estimate = {.count = items.size(),
                       .ratio = Ratio{.numerator = numerator, .denominator = items.size()}};
  if (formula.shows_possible) {
    estimate.possible = Estimate::Possible{.numerator = possible};
  }
  if (items.empty()) {
    estimate.absent = formula.absent;
    return estimate;
  }
  estimate.value = ratio_of(numerator, items.size());
  estimate.interval = wilson_interval(numerator, items.size());
  if (estimate.possible) {
    estimate.possible->value = ratio_of(possible, items.size());
  }
  return estimate;
}

Estimate per_week_estimate(std::size_t count, double weeks) {
  if (weeks <= 0) {
    return absent(kNothingObserved, count);
  }
  const Interval interval = poisson_interval(count);
  return {.value = static_cast<double>(count) / weeks,
          .count = count,
          .interval = Interval{.low = *interval.low / weeks, .high = *interval.high / weeks}};
}

Estimate count_estimate(std::size_t count, const Circumstances& circumstances) {
  if (circumstances.observed_weeks <= 0) {
    return absent(kNothingObserved);
  }
  return {.value = static_cast<double>(count), .count = count};
}

// Why a median is absent: there is more to say where no deployment was ever known.
std::string_view why_no_median(const Metric& metric, const Circumstances& circumstances) {
  return metric.formula->uses_deployments && !circumstances.has_deployments
             ? kNoDeployments
             : metric.formula->absent;
}

Part part_of(const PartDefinition& definition, std::size_t index, const Collection& collection,
             const Circumstances& circumstances, const TimeZone& zone) {
  Part part = {.name = definition.name, .unit = definition.unit};
  if (definition.statistic == PartStatistic::DaysPerWeek) {
    std::vector<Timestamp> moments;
    for (const Item& item : collection.items) {
      moments.push_back(item.moment);
    }
    // Days are no Poisson process, at most one a day, so they have no interval.
    part.estimate =
        per_week_estimate(distinct_days(std::move(moments), zone), circumstances.observed_weeks);
    part.estimate.interval.reset();
    return part;
  }
  std::vector<double> values;
  for (const PartValues& parts : collection.parts) {
    if (!std::isnan(parts.at(index))) {
      values.push_back(parts.at(index));
    }
  }
  part.estimate = median_estimate(std::move(values), definition.absent);
  return part;
}

bool is_clear_difference(const Estimate& now, const Estimate& before) {
  if (!now.value || !before.value || !now.interval || !before.interval) {
    return false;
  }
  return difference_interval(*now.value, *now.interval, *before.value, *before.interval)
      .excludes(0);
}

bool is_clear_ratio(const Side& now, const Side& before) {
  if (!now.estimate.value || !before.estimate.value) {
    return false;
  }
  return poisson_ratio_interval(now.estimate.count, now.observed_weeks, before.estimate.count,
                                before.observed_weeks)
      .excludes(1);
}

}  // namespace

Estimate summarize(const Metric& metric, std::span<const Item> items,
                   const Circumstances& circumstances) {
  switch (metric.statistic) {
    case Statistic::MedianAtEnd:
      if (circumstances.is_after_now) {
        return absent(kNothingObserved);
      }
      [[fallthrough]];
    case Statistic::Median:
      return median_estimate(values_of(items), why_no_median(metric, circumstances));
    case Statistic::KaplanMeier:
      return survival_estimate(items, metric.formula->absent);
    case Statistic::Rate:
      return rate_estimate(items, *metric.formula);
    case Statistic::CountPerWeek:
      if (metric.formula->uses_deployments && !circumstances.has_deployments) {
        return absent(kNoDeployments);
      }
      return per_week_estimate(items.size(), circumstances.observed_weeks);
    case Statistic::CountAtEnd:
      return count_estimate(items.size(), circumstances);
  }
  CHECK(false);
}

std::optional<Percentiles> percentiles_of(const Metric& metric, std::span<const Item> items) {
  if (metric.statistic == Statistic::KaplanMeier) {
    const SurvivalCurve curve = survival_of(items);
    return Percentiles{.p50 = curve.quantile(kPercentiles[0]),
                       .p75 = curve.quantile(kPercentiles[1]),
                       .p90 = curve.quantile(kPercentiles[2])};
  }
  if (metric.statistic != Statistic::Median && metric.statistic != Statistic::MedianAtEnd) {
    return std::nullopt;
  }
  std::vector<double> values = values_of(items);
  const std::vector<QuantileEstimate> quantiles = estimate_quantiles(values, kPercentiles);
  if (quantiles.empty()) {
    return Percentiles{};
  }
  return Percentiles{
      .p50 = quantiles[0].value, .p75 = quantiles[1].value, .p90 = quantiles[2].value};
}

std::vector<Part> parts_of(const Metric& metric, const Collection& collection,
                           const Circumstances& circumstances, const TimeZone& zone) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < metric.formula->parts.size(); ++i) {
    const PartDefinition& definition = metric.formula->parts[i];
    Part part = part_of(definition, i, collection, circumstances, zone);
    if (part.estimate.value || !definition.is_hidden_when_absent) {
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

bool is_clear_change(const Metric& metric, const Side& now, const Side& before) {
  switch (metric.statistic) {
    case Statistic::Median:
    case Statistic::MedianAtEnd:
    case Statistic::KaplanMeier:
    case Statistic::Rate:  // Of Wilson intervals this is Newcombe's method.
      return is_clear_difference(now.estimate, before.estimate);
    case Statistic::CountPerWeek:
      return is_clear_ratio(now, before);
    case Statistic::CountAtEnd:
      return false;  // One number at one moment, without an interval.
  }
  CHECK(false);
}

}  // namespace shiplog
