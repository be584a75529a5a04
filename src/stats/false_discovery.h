// Many tests at once: some look clear by chance alone.

#pragma once

#include <span>
#include <vector>

namespace shiplog {

// Benjamini and Hochberg's adjusted p values, in the order given. Of those at most q, a
// share of q is expected to be chance. Each p must lie between 0 and 1. O(n log n).
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

}  // namespace shiplog
