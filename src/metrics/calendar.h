// Calendar: time cut into days, weeks, months and quarters, as people of a zone count them.

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/query.h"

namespace shiplog {

// The buckets that a window touches, whole, in order of time. Weeks are ISO's and begin on
// Monday. A bucket begins with the first instant of its local day, so a week in which the
// clocks change has 167 or 169 hours.
std::vector<Window> calendar_buckets(const Window& window, Granularity every, const TimeZone& zone);

// How many local days have at least one of the moments, which need not be sorted.
std::size_t distinct_days(std::vector<Timestamp> moments, const TimeZone& zone);

// Where each moment falls in the week.
WeekGrid week_grid(std::span<const Timestamp> moments, const TimeZone& zone);

}  // namespace shiplog
