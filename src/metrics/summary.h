// Summaries: from items to one number and how far to trust it, as the metric's statistic says.

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/time_zone.h"
#include "metrics/collect.h"
#include "metrics/evaluation.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"

namespace shiplog {

// What a number depends on besides its items.
struct Circumstances {
  double observed_weeks = 0;
  bool is_after_now = false;                // Nothing of the window has happened yet.
  bool has_deployments = false;             // Whether any deployment to production was ever tried.
  Percentile percentile = Percentile::P50;  // Which quantile is the value.
};

struct Summary {
  Estimate estimate = {};
  std::optional<Percentiles> percentiles = {};  // Absent for what is no duration or size.
};

// Items of one window, and of metrics that look at subjects, those in the same order.
struct Counted {
  std::span<const Item> items = {};
  std::span<const Subject> subjects = {};
};
Summary summarize(const Metric& metric, const Counted& counted, const Circumstances& circumstances);

std::vector<Part> parts_of(const Metric& metric, const Collection& collection,
                           const Circumstances& circumstances, const TimeZone& zone);

}  // namespace shiplog
