// Comparison: whether a value changed between two windows by more than chance explains.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "metrics/metric.h"
#include "stats/interval.h"

namespace shiplog {

struct Estimate;

// What to say of a change. Of a metric of which no way is better, only which way it went.
enum class Verdict : std::uint8_t { NoClearChange, Better, Worse, Higher, Lower };
std::string_view verdict_name(Verdict verdict);  // "no clear change", "better", …

struct Comparison {
  Verdict verdict = Verdict::NoClearChange;
  // Now less before. Absent where a side has no value; its interval where one has none.
  std::optional<double> difference = {};
  std::optional<Interval> interval = {};
  // The least change that so few items would show four times out of five.
  std::optional<double> detectable = {};

  bool is_clear() const { return verdict != Verdict::NoClearChange; }
};

// By the interval of the difference, never by its sign: clear when the interval excludes
// zero. It is made of the intervals of the two values (stats/difference.h), which of rates
// gives Newcombe's method, and serves medians, Kaplan–Meier medians, means and counts per
// week alike.
Comparison compare(const Metric& metric, const Estimate& now, const Estimate& before);

}  // namespace shiplog
