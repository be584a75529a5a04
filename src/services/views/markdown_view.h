// Answers as Markdown tables, to paste where people talk.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "metrics/metric.h"
#include "services/views/answer.h"

namespace shiplog {

std::string to_markdown(const Answer& answer);
std::string to_markdown(const ExplainedAnswer& answer);

// docs/metrics.md says the same.
std::string catalog_markdown(std::span<const Metric* const> catalog);

// The text as it may stand in a cell of a table: no bar or line break ends it.
std::string markdown_cell(std::string_view text);

}  // namespace shiplog
