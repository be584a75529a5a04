#include "stats/rate.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.h"
#include "stats/difference.h"
#include "stats/distributions.h"
#include "stats/interval.h"

namespace shiplog {

Interval wilson_interval(std::size_t count, std::size_t of) {
  CHECK(of > 0 && count <= of);
  const auto n = static_cast<double>(of);
  const double rate = static_cast<double>(count) / n;
  const double square = kNormal975 * kNormal975;
  const double centre = (rate + square / (2 * n)) / (1 + square / n);
  const double half =
      kNormal975 / (1 + square / n) * std::sqrt(rate * (1 - rate) / n + square / (4 * n * n));
  // At the ends the formula gives 0 and 1, but for rounding.
  return {.low = count == 0 ? 0 : std::max(0.0, centre - half),
          .high = count == of ? 1 : std::min(1.0, centre + half)};
}

Interval newcombe_interval(std::size_t first, std::size_t first_of, std::size_t second,
                           std::size_t second_of) {
  const double first_rate = static_cast<double>(first) / static_cast<double>(first_of);
  const double second_rate = static_cast<double>(second) / static_cast<double>(second_of);
  return difference_interval(first_rate, wilson_interval(first, first_of), second_rate,
                             wilson_interval(second, second_of));
}

}  // namespace shiplog
