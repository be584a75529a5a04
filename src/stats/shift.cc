#include "stats/shift.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "base/function_ref.h"
#include "stats/distributions.h"
#include "stats/ordered_key.h"
#include "stats/quantile.h"

namespace shiplog {
namespace {

// Runs of equal values in the two samples together, as the rank test needs them.
struct Ties {
  double u = 0;           // Pairs in which the first is greater, ties by half.
  double tied_cubes = 0;  // Σ t³ − t over the runs of t equal values.
};

Ties count_pairs(const std::vector<double>& first, const std::vector<double>& second) {
  Ties ties;
  std::size_t below = 0;  // Values of `second` that are less.
  std::size_t next = 0;
  while (next < first.size() || below < second.size()) {
    const double value = next == first.size()     ? second[below]
                         : below == second.size() ? first[next]
                                                  : std::min(first[next], second[below]);
    double in_first = 0;
    double in_second = 0;
    const auto before = static_cast<double>(below);
    for (; next < first.size() && first[next] == value; ++next) {
      ++in_first;
    }
    for (; below < second.size() && second[below] == value; ++below) {
      ++in_second;
    }
    ties.u += in_first * (before + in_second / 2);
    const double tied = in_first + in_second;
    ties.tied_cubes += tied * tied * tied - tied;
  }
  return ties;
}

// The value of which `rank` others (from zero) are less or equal in order, found by halving
// the range of all numbers: `count_up_to` says how many are at most its argument.
double value_of_rank(std::size_t rank, FunctionRef<std::size_t(double)> count_up_to) {
  std::uint64_t low = ordered_key(std::numeric_limits<double>::lowest());
  std::uint64_t high = ordered_key(std::numeric_limits<double>::max());
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (count_up_to(value_of_key(middle)) > rank) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return value_of_key(low);
}

double median_by_rank(std::size_t count, FunctionRef<std::size_t(double)> count_up_to) {
  const double upper = value_of_rank(count / 2, count_up_to);
  return count % 2 == 1 ? upper : (value_of_rank(count / 2 - 1, count_up_to) + upper) / 2;
}

}  // namespace

std::optional<RankComparison> compare_ranks(const SortedSample& first, const SortedSample& second) {
  if (first.size() == 0 || second.size() == 0) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(first.size());
  const auto m = static_cast<double>(second.size());
  const Ties ties = count_pairs(first.values(), second.values());
  const double all = n + m;
  const double variance = n * m / 12 * (all + 1 - ties.tied_cubes / (all * (all - 1)));
  const double distance = std::max(0.0, std::abs(ties.u - n * m / 2) - 0.5);
  return RankComparison{
      .u = ties.u,
      .p_value = variance > 0 ? two_sided_normal_p(distance / std::sqrt(variance)) : 1,
      .delta = 2 * ties.u / (n * m) - 1};
}

std::optional<double> median_difference(const SortedSample& first, const SortedSample& second) {
  if (first.size() == 0 || second.size() == 0) {
    return std::nullopt;
  }
  const std::vector<double>& a = first.values();
  const std::vector<double>& b = second.values();
  return median_by_rank(a.size() * b.size(), [&](double limit) {
    std::size_t count = 0;
    std::size_t begin = 0;  // From here on `b` is great enough; it moves up with `a`.
    for (const double value : a) {
      while (begin < b.size() && value - b[begin] > limit) {
        ++begin;
      }
      count += b.size() - begin;
    }
    return count;
  });
}

std::optional<double> median_of_pair_means(const SortedSample& sample) {
  const std::vector<double>& values = sample.values();
  const std::size_t n = values.size();
  if (n == 0) {
    return std::nullopt;
  }
  return median_by_rank(n * (n + 1) / 2, [&](double limit) {
    std::size_t count = 0;
    std::size_t end = n;  // Up to here the partner is small enough; it moves down.
    for (std::size_t i = 0; i < n; ++i) {
      while (end > i && values[i] / 2 + values[end - 1] / 2 > limit) {
        --end;
      }
      count += end > i ? end - i : 0;
    }
    return count;
  });
}

}  // namespace shiplog
