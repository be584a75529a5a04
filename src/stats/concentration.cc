#include "stats/concentration.h"

#include <cstddef>
#include <optional>

#include "stats/quantile.h"

namespace shiplog {

std::optional<double> gini(const SortedSample& amounts) {
  const auto n = static_cast<double>(amounts.size());
  double sum = 0;
  double weighted = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    sum += amounts.values()[i];
    weighted += (2 * static_cast<double>(i + 1) - n - 1) * amounts.values()[i];
  }
  return sum > 0 ? std::optional(weighted / (n * sum)) : std::nullopt;
}

}  // namespace shiplog
