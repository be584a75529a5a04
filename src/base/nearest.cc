#include "base/nearest.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shiplog {
namespace {

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

// Optimal string alignment: insertions, deletions, replacements, swaps of neighbours.
std::size_t edits(std::string_view from, std::string_view to) {
  const std::size_t width = to.size() + 1;
  std::vector<std::size_t> before(width);
  std::vector<std::size_t> above(width);
  std::vector<std::size_t> current(width);
  for (std::size_t j = 0; j < width; ++j) {
    above[j] = j;
  }
  for (std::size_t i = 1; i <= from.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const bool is_same = lower(from[i - 1]) == lower(to[j - 1]);
      current[j] = std::min({above[j] + 1, current[j - 1] + 1, above[j - 1] + (is_same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(from[i - 1]) == lower(to[j - 2]) &&
          lower(from[i - 2]) == lower(to[j - 1])) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(current);
  }
  return above[width - 1];
}

}  // namespace

std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates) {
  // Names longer than this are no slip of a known one, and would cost time.
  constexpr std::size_t kLongest = 200;
  std::string_view best;
  if (name.size() > kLongest) {
    return best;
  }
  std::size_t fewest = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) {
      continue;
    }
    const std::size_t needed = edits(name, candidate);
    if (needed < fewest && needed < candidate.size()) {
      fewest = needed;
      best = candidate;
    }
  }
  return best;
}

std::string nearest(std::string_view name, std::span<const std::string> candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return std::string(nearest(name, std::span<const std::string_view>(views)));
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view found = nearest(name, candidates);
  return found.empty() ? "" : "; did you mean '" + std::string(found) + "'?";
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return did_you_mean(name, std::span<const std::string_view>(views));
}

}  // namespace shiplog
