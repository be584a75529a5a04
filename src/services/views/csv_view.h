// Answers as CSV (RFC 4180, with a header), for spreadsheets: plain numbers in the
// metric's unit, times as RFC 3339, empty where there is none.

#pragma once

#include <span>
#include <string>

#include "metrics/metric.h"
#include "services/views/answer.h"

namespace shiplog {

// A line for each value: the whole window, the one before, parts, buckets and groups.
std::string to_csv(const Answer& answer);

// A line for each item.
std::string to_csv(const ExplainedAnswer& answer);

std::string catalog_csv(std::span<const Metric* const> catalog);

// Fields of one line. A field that a spreadsheet would take for a formula is made text.
std::string csv_line(std::span<const std::string> fields);

}  // namespace shiplog
