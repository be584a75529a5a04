// Means, for what is counted per item and mostly zero or one: its median would say nothing.

#pragma once

#include <optional>
#include <span>

#include "stats/interval.h"

namespace shiplog {

// Absent for no values.
std::optional<double> mean_of(std::span<const double> values);

// Student's, of amounts that are not negative, so that it does not reach below zero. Absent
// for fewer than six values, like the interval of a median: under that, the shape of the
// distribution matters too much.
std::optional<Interval> mean_interval(std::span<const double> values);

}  // namespace shiplog
