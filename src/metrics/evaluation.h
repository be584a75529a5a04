// Evaluation: the answer of one metric to one query, before it is printed.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/timestamp.h"
#include "metrics/comparison.h"
#include "metrics/levels.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "stats/interval.h"

namespace shiplog {

struct Ratio {
  std::size_t numerator = 0;
  std::size_t denominator = 0;
};

// One number with all that says how far to trust it.
struct Estimate {
  std::optional<double> value = {};
  std::string absent = {};  // Why there is no value; empty when there is one.
  std::size_t count = 0;    // Items behind it, censored ones included.
  std::optional<Interval> interval = {};

  // Of rates.
  std::optional<Ratio> ratio = {};
  // Of censored durations: how many have not ended, and the plain median of those that have.
  std::optional<std::size_t> still_open = {};
  struct ClosedOnly {
    std::optional<double> value = {};
    std::size_t count = 0;
  };
  std::optional<ClosedOnly> closed_only = {};
  // Of change_fail_rate: deployments whose failure is possible but not confirmed.
  struct Possible {
    std::size_t numerator = 0;
    std::optional<double> value = {};
  };
  std::optional<Possible> possible = {};
};

struct Percentiles {
  std::optional<double> p50 = {};
  std::optional<double> p75 = {};
  std::optional<double> p90 = {};
};

// What a metric shows beside its value: a stage of the lead time, deployment days a week.
struct Part {
  std::string_view name = {};
  MetricUnit unit = MetricUnit::Seconds;  // Not always the metric's own.
  Estimate estimate = {};
  // Of a stage: its share of all the time that the counted changes took together. The
  // stages' shares sum to one, which their medians cannot.
  std::optional<double> share = {};
};

struct SeriesPoint {
  Window window = {};
  Estimate estimate = {};
  bool is_partial = false;
};

struct Group {
  std::string key = {};  // Empty: what is in none of the groups.
  Estimate estimate = {};
  std::vector<SeriesPoint> series = {};  // Only when the query has `every`.
};

struct Previous {
  Window window = {};
  Estimate estimate = {};
  Comparison change = {};  // From this window to the one asked about.
  std::optional<double> score = {};
};

// How many events fall on each hour of each weekday, Monday first, as the zone counts them.
using WeekGrid = std::array<std::array<std::size_t, 24>, 7>;

struct Evaluation {
  const Metric* metric = nullptr;
  Estimate total = {};
  PlacedBy by = PlacedBy::Default;       // What placed the items; Default: a moment of their own.
  std::optional<Estimate> elapsed = {};  // Of the total, where that is of working hours.
  std::optional<Percentiles> percentiles = {};  // Of durations and sizes.
  std::vector<Part> parts = {};
  std::optional<WeekGrid> grid = {};  // Of activity.
  // Of DORA's metrics, where the data could tell that something failed: see levels.h, score.h.
  std::optional<Level> level = {};
  std::optional<double> score = {};
  std::vector<double> score_draws = {};  // Only when the query wants the grade.
  std::optional<Previous> previous = {};
  // Full name → the rule that was used: "deployments", "releases", "merges".
  std::vector<std::pair<std::string, std::string_view>> deployments_from = {};
  std::vector<SeriesPoint> series = {};  // Only when the query has `every`.
  std::vector<Group> groups = {};
  std::vector<std::string> notes = {};
};

}  // namespace shiplog
