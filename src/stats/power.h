// Power: how large a change must be before so few items can show it.

#pragma once

#include <optional>

#include "stats/interval.h"

namespace shiplog {

// The usual promise: a change of that size is found four times out of five.
inline constexpr double kPower = 0.8;

// How many items each of two groups needs for the difference between two rates to be found
// at the 5 % level, two-sided (R's power.prop.test, not rounded). The rates must differ.
double items_to_tell_apart(double one_rate, double other_rate);

// The least change that would be found, given the interval of a difference; absent where an
// end is. From the interval's half-width, so it serves every kind of value.
std::optional<double> detectable_change(const Interval& of_difference);

}  // namespace shiplog
