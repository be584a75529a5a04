// Numbers as a person says them: 2.3 days, 3.4 a week, 12 %. Shared by the terminal and
// by Markdown; programs get the plain numbers instead.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"

namespace shiplog {

// "45 s", "12 min", "5.2 h", "2.3 days", "130 days", "2.4 years".
std::string human_duration(double seconds);

// In the unit of the metric; a rate under one a week is told by the month or the year.
std::string human_value(MetricUnit unit, double value);

// "–" where there is none.
std::string human_value(MetricUnit unit, std::optional<double> value);

// "1.9 – 3.1 days": the unit once where both ends share it. "from 1.9 days" where the data
// do not reach the other end; empty where there is no interval.
std::string human_interval(MetricUnit unit, const std::optional<Interval>& interval);

// "1,234".
std::string human_count(std::size_t count);

// "5 Apr 2026" and "5 Apr 2026 22:10", in the zone.
std::string human_day(Timestamp moment, const TimeZone& zone);
std::string human_time(Timestamp moment, const TimeZone& zone);

// "90 days", "12 weeks"…: the length of a window.
std::string human_length(const Window& window);

// "#12 Add login", a commit's short sha, or a deployment's name.
std::string item_name(const ExplainedItem& item);

// "acme/api, team payments, working hours": what was asked about, and through which lenses.
std::string scope_words(const Asked& asked);

// A group's key, or what is in none: "(no label)".
std::string group_words(std::string_view key, const Query& query);

// "not deployed yet": why an item is left out, in words.
std::string human_reason(Reason reason);

}  // namespace shiplog
