// Answers as tables for the screen.

#pragma once

#include <cstddef>
#include <string>

#include "cli/terminal.h"
#include "services/views/answer.h"

namespace shiplog {

// `shiplog metrics`: a line a metric, then a table for each that has buckets or groups.
std::string metric_table(const Answer& answer, const Style& style);

// `shiplog explain`: at most `limit` items, and how many more there are.
std::string explanation_table(const ExplainedAnswer& answer, std::size_t limit, const Style& style);

}  // namespace shiplog
