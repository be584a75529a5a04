// The report: one screen that tells a person who has never heard of DORA how well
// software ships, and where to look first.

#pragma once

#include <span>
#include <string>

#include "cli/terminal.h"
#include "metrics/evaluation.h"
#include "metrics/metric.h"
#include "services/views/answer.h"

namespace shiplog {

// What the report asks for, in the order in which it shows it.
std::span<const std::string_view> report_metrics();

// The granularity of the report's sparklines, for a window and a width of the screen.
Granularity report_granularity(const Window& window, const Style& style);

// Of an answer to report_metrics().
std::string render_report(const Answer& answer, const Style& style);

// Null when the answer does not have it.
const Evaluation* find_evaluation(const Answer& answer, std::string_view id);

// "Grade B–C, 6.1 of 10 …", where there is a score.
std::string grade_line(const Answer& answer, const Style& style);

// "Grade B–C, 6.1 of 10 (5.4 – 6.9) …"; empty where no metric has a score.
std::string grade_line(const Answer& answer, const Style& style);

// "Lead time": a metric's id as words.
std::string name_of(const Metric& metric);

}  // namespace shiplog
