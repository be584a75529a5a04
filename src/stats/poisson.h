// Counts of what happens now and then: how many to expect, and whether two differ.

#pragma once

#include <cstddef>

#include "stats/interval.h"

namespace shiplog {

// Of the count to expect, given one that was seen: exact (Garwood). Divide by the time
// observed for a rate.
Interval poisson_interval(std::size_t count);

// Of the ratio of two rates, first ÷ second, each a count over the time it was observed:
// exact, given the sum of the counts (Clopper–Pearson, as R's poisson.test). The high end
// is absent when the second count is zero.
Interval poisson_ratio_interval(std::size_t first, double first_time, std::size_t second,
                                double second_time);

}  // namespace shiplog
