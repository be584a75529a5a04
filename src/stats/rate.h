// Rates: how many of some have a property, and how sure that is.

#pragma once

#include <cstddef>

#include "stats/interval.h"

namespace shiplog {

// Wilson's score interval, without continuity correction; 0 < of, count <= of.
Interval wilson_interval(std::size_t count, std::size_t of);

// Of the difference of two independent rates, first − second: Newcombe's method 10, which
// joins their Wilson intervals as difference_interval() does.
Interval newcombe_interval(std::size_t first, std::size_t first_of, std::size_t second,
                           std::size_t second_of);

}  // namespace shiplog
