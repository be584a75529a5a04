#include "metrics/summary.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/calendar.h"
#include "metrics/collect.h"
#include "metrics/evaluation.h"
#include "metrics/formula.h"
#include "metrics/lenses.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/subjects.h"
#include "stats/concentration.h"
#include "stats/interval.h"
#include "stats/kaplan_meier.h"
#include "stats/mean.h"
#include "stats/poisson.h"
#include "stats/quantile.h"
#include "stats/rate.h"

namespace shiplog {
namespace {

constexpr std::string_view kNothingObserved = "nothing observed";
constexpr std::string_view kNoDeployments = "no production deployments known";
constexpr std::string_view kTooFewPeople = "fewer than three people";

Estimate absent(std::string_view why, std::size_t count = 0) {
  return {.absent = std::string(why), .count = count};
}

std::string not_reached(Percentile percentile) {
  switch (percentile) {
    case Percentile::P50:
      return "median not reached";
    case Percentile::P75:
      return "75th percentile not reached";
    case Percentile::P90:
      return "90th percentile not reached";
  }
  CHECK(false);
}

Estimate quantile_estimate(const SortedSample& sample, std::string_view why_absent,
                           Percentile percentile) {
  const double share = share_of(percentile);
  if (sample.size() == 0) {
    return absent(why_absent);
  }
  return {.value = sample.quantile(share),
          .count = sample.size(),
          .interval = sample.quantile_interval(share)};
}

template <typename Distribution>
Percentiles percentiles_of(const Distribution& distribution) {
  return {.p50 = distribution.quantile(0.5),
          .p75 = distribution.quantile(0.75),
          .p90 = distribution.quantile(0.9)};
}

Summary summarize_sample(std::span<const Item> items, std::string_view why_absent,
                         Percentile percentile) {
  std::vector<double> values;
  values.reserve(items.size());
  for (const Item& item : items) {
    values.push_back(item.value);
  }
  const SortedSample sample(std::move(values));
  return {.estimate = quantile_estimate(sample, why_absent, percentile),
          .percentiles = percentiles_of(sample)};
}

Summary summarize_survival(std::span<const Item> items, std::string_view why_absent,
                           Percentile percentile) {
  const double share = share_of(percentile);
  std::vector<double> ended_values;
  std::vector<double> censored_values;
  for (const Item& item : items) {
    (item.is_censored ? censored_values : ended_values).push_back(item.value);
  }
  const SortedSample ended(std::move(ended_values));
  const SortedSample censored(std::move(censored_values));
  const SurvivalCurve curve(ended, censored);
  Estimate estimate = {
      .value = curve.quantile(share),
      .count = items.size(),
      .interval = curve.quantile_interval(share),
      .still_open = censored.size(),
      .closed_only = Estimate::ClosedOnly{.value = ended.quantile(share), .count = ended.size()}};
  if (!estimate.value) {
    estimate.absent = items.empty() ? std::string(why_absent) : not_reached(percentile);
  }
  return {.estimate = std::move(estimate), .percentiles = percentiles_of(curve)};
}

Summary summarize_mean(std::span<const Item> items, std::string_view why_absent) {
  std::vector<double> values;
  values.reserve(items.size());
  for (const Item& item : items) {
    values.push_back(item.value);
  }
  Estimate estimate = {.value = mean_of(values),
                       .absent = std::string(values.empty() ? why_absent : std::string_view()),
                       .count = values.size(),
                       .interval = mean_interval(values)};
  return {.estimate = std::move(estimate),
          .percentiles = percentiles_of(SortedSample(std::move(values)))};
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

Estimate ratio_of_counts(std::span<const Item> items, const Formula& formula) {
  Ratio ratio;
  for (const Item& item : items) {
    ++(item.value != 0 ? ratio.numerator : ratio.denominator);
  }
  Estimate estimate = {.count = items.size(), .ratio = ratio};
  if (ratio.denominator == 0) {
    estimate.absent = formula.absent;
  } else {
    estimate.value = ratio_of(ratio.numerator, ratio.denominator);
  }
  return estimate;
}

Estimate evenness_estimate(std::span<const Subject> subjects, const Formula& formula) {
  const std::vector<double> shares = items_by_subject(subjects);
  // Of fewer, each could work out what the others have.
  constexpr std::size_t kFewest = 3;
  if (shares.size() < kFewest) {
    return absent(shares.empty() ? formula.absent : kTooFewPeople, subjects.size());
  }
  return {.value = 1 - *gini(SortedSample(shares)), .count = subjects.size()};
}

Estimate sole_share_estimate(std::span<const Subject> subjects, const Formula& formula) {
  const Ratio ratio = subjects_of_one_holder(subjects);
  Estimate estimate = {.count = ratio.denominator, .ratio = ratio};
  if (ratio.denominator == 0) {
    estimate.absent = formula.absent;
  } else {
    estimate.value = ratio_of(ratio.numerator, ratio.denominator);
    estimate.interval = wilson_interval(ratio.numerator, ratio.denominator);
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
std::string_view why_no_median(const Formula& formula, const Circumstances& circumstances) {
  const bool has_no_source = formula.uses_deployments && !circumstances.has_deployments;
  return has_no_source ? kNoDeployments : formula.absent;
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
  part.estimate = quantile_estimate(SortedSample(std::move(values)), definition.absent,
                                    circumstances.percentile);
  return part;
}

// What the counted items spent in a stage, together.
double time_in(std::size_t stage, const Collection& collection) {
  double seconds = 0;
  for (const PartValues& parts : collection.parts) {
    seconds += std::isnan(parts.at(stage)) ? 0 : parts.at(stage);
  }
  return seconds;
}

double time_in_all_stages(const Metric& metric, const Collection& collection) {
  double seconds = 0;
  for (std::size_t i = 0; i < metric.formula->parts.size(); ++i) {
    seconds += metric.formula->parts[i].is_stage ? time_in(i, collection) : 0;
  }
  return seconds;
}

}  // namespace

Summary summarize(const Metric& metric, const Counted& counted,
                  const Circumstances& circumstances) {
  const std::span<const Item> items = counted.items;
  const Formula& formula = *metric.formula;
  switch (metric.statistic) {
    case Statistic::MedianAtEnd:
      if (circumstances.is_after_now) {
        return {.estimate = absent(kNothingObserved), .percentiles = Percentiles{}};
      }
      [[fallthrough]];
    case Statistic::Median:
      return summarize_sample(items, why_no_median(formula, circumstances),
                              circumstances.percentile);
    case Statistic::KaplanMeier:
      return summarize_survival(items, formula.absent, circumstances.percentile);
    case Statistic::Rate:
      return {.estimate = rate_estimate(items, formula)};
    case Statistic::CountPerWeek:
      if (formula.uses_deployments && !circumstances.has_deployments) {
        return {.estimate = absent(kNoDeployments)};
      }
      return {.estimate = per_week_estimate(items.size(), circumstances.observed_weeks)};
    case Statistic::CountAtEnd:
      return {.estimate = count_estimate(items.size(), circumstances)};
    case Statistic::Mean:
      return summarize_mean(items, formula.absent);
    case Statistic::RatioOfCounts:
      return {.estimate = ratio_of_counts(items, formula)};
    case Statistic::Evenness:
      return {.estimate = evenness_estimate(counted.subjects, formula)};
    case Statistic::SoleShare:
      return {.estimate = sole_share_estimate(counted.subjects, formula)};
  }
  CHECK(false);
}

std::vector<Part> parts_of(const Metric& metric, const Collection& collection,
                           const Circumstances& circumstances, const TimeZone& zone) {
  const double whole = time_in_all_stages(metric, collection);
  std::vector<Part> parts;
  for (std::size_t i = 0; i < metric.formula->parts.size(); ++i) {
    const PartDefinition& definition = metric.formula->parts[i];
    Part part = part_of(definition, i, collection, circumstances, zone);
    if (definition.is_stage && part.estimate.value && whole > 0) {
      part.share = time_in(i, collection) / whole;
    }
    if (part.estimate.value || !definition.is_hidden_when_absent) {
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

}  // namespace shiplog
