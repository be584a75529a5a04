#include "metrics/comparison.h"

#include <optional>
#include <string_view>

#include "metrics/evaluation.h"
#include "metrics/metric.h"
#include "stats/difference.h"
#include "stats/interval.h"
#include "stats/power.h"

namespace shiplog {
namespace {

Verdict verdict_of(Better better, bool is_higher) {
  if (better == Better::Neutral) {
    return is_higher ? Verdict::Higher : Verdict::Lower;
  }
  return is_higher == (better == Better::Higher) ? Verdict::Better : Verdict::Worse;
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::NoClearChange:
      return "no clear change";
    case Verdict::Better:
      return "better";
    case Verdict::Worse:
      return "worse";
    case Verdict::Higher:
      return "higher";
    case Verdict::Lower:
      return "lower";
  }
  return {};
}

Comparison compare(const Metric& metric, const Estimate& now, const Estimate& before) {
  Comparison comparison;
  if (!now.value || !before.value) {
    return comparison;
  }
  comparison.difference = *now.value - *before.value;
  if (!now.interval || !before.interval) {
    return comparison;
  }
  const Interval interval =
      difference_interval(*now.value, *now.interval, *before.value, *before.interval);
  comparison.interval = interval;
  comparison.detectable = detectable_change(interval);
  if (interval.excludes(0)) {
    comparison.verdict = verdict_of(metric.better, *comparison.difference > 0);
  }
  return comparison;
}

}  // namespace shiplog
