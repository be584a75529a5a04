// Answers as JSON, for programs. Field names and meanings are a promise (docs/json.md):
// more fields may come, none changes.

#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "metrics/metric.h"
#include "services/views/answer.h"

namespace shiplog {

// `metrics --format json`.
std::string to_json(const Answer& answer);

// `explain ID --format json`.
std::string to_json(const ExplainedAnswer& answer);

// `metrics list --format json`.
std::string catalog_json(std::span<const Metric* const> catalog);

// The counted items of a metric, column by column: the newest, at most so many.
std::string points_json(const ExplainedAnswer& answer, std::size_t most);

}  // namespace shiplog
