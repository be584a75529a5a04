#include "metrics/subjects.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "metrics/evaluation.h"
#include "metrics/formula.h"
#include "stats/sorting.h"

namespace shiplog {
namespace {

using Pair = std::pair<std::uint64_t, std::uint64_t>;

std::vector<Pair> sorted_pairs(std::span<const Subject> subjects) {
  std::vector<Pair> pairs;
  pairs.reserve(subjects.size());
  for (const Subject& one : subjects) {
    pairs.emplace_back(one.subject, one.holder);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace

std::vector<double> items_by_subject(std::span<const Subject> subjects) {
  const std::vector<Pair> pairs = sorted_pairs(subjects);
  std::vector<double> counts;
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    while (end < pairs.size() && pairs[end].first == pairs[begin].first) {
      ++end;
    }
    counts.push_back(static_cast<double>(end - begin));
  }
  sort_ascending(counts);
  return counts;
}

Ratio subjects_of_one_holder(std::span<const Subject> subjects) {
  const std::vector<Pair> pairs = sorted_pairs(subjects);
  Ratio ratio;
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    while (end < pairs.size() && pairs[end].first == pairs[begin].first) {
      ++end;
    }
    // Sorted by the holder within the subject.
    ratio.numerator += pairs[begin].second == pairs[end - 1].second ? 1 : 0;
    ++ratio.denominator;
  }
  return ratio;
}

}  // namespace shiplog
