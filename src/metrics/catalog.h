// Every metric the product knows.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "metrics/metric.h"

namespace shiplog {

// In the order in which a reader should meet them.
std::span<const Metric* const> metric_catalog();

// Those that `metrics` shows when none is named.
std::span<const Metric* const> headline_metrics();

// NotFound names the nearest id.
Result<const Metric*> find_metric(std::string_view id);

// Those with such ids, in that order; the headline ones when none is named.
Result<std::vector<const Metric*>> find_metrics(std::span<const std::string> ids);

}  // namespace shiplog
