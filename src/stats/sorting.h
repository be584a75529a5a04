// Sorting numbers: once a sample is sorted, every quantile of it costs nothing.

#pragma once

#include <vector>

namespace shiplog {

// Ascending; the values must be numbers. O(n): by digits, lowest first, which for a large
// sample costs about as much as selecting a single quantile by comparisons.
void sort_ascending(std::vector<double>& values);

}  // namespace shiplog
