// The interval of a difference, from the intervals of its two sides.

#pragma once

#include "stats/interval.h"

namespace shiplog {

// Of first − second, which must be independent. Each bound moves from the difference by
// the root of the squared distances to the bounds that pull it that way: the method of
// variance estimates recovery (Zou and Donner, Statistics in Medicine 2008). It needs
// nothing of the estimates but an interval each, so it serves medians, percentiles and
// Kaplan–Meier medians alike, and on Wilson intervals it is Newcombe's method. A bound
// is absent where one that it is made of is.
Interval difference_interval(double first, const Interval& of_first, double second,
                             const Interval& of_second);

}  // namespace shiplog
