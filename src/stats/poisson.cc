#include "stats/poisson.h"

#include <cstddef>

#include "base/check.h"
#include "stats/distributions.h"
#include "stats/interval.h"

namespace shiplog {
namespace {

constexpr double kTail = (1 - kIntervalLevel) / 2;

double odds(double chance) { return chance / (1 - chance); }

}  // namespace

Interval poisson_interval(std::size_t count) {
  const auto seen = static_cast<double>(count);
  return {.low = count == 0 ? 0 : gamma_quantile(seen, kTail),
          .high = gamma_quantile(seen + 1, 1 - kTail)};
}

Interval poisson_ratio_interval(std::size_t first, double first_time, std::size_t second,
                                double second_time) {
  CHECK(first_time > 0 && second_time > 0);
  const auto a = static_cast<double>(first);
  const auto b = static_cast<double>(second);
  const double times = second_time / first_time;
  Interval interval = {.low = 0};
  if (first > 0) {
    interval.low = odds(beta_quantile(a, b + 1, kTail)) * times;
  }
  if (second > 0) {
    interval.high = odds(beta_quantile(a + 1, b, 1 - kTail)) * times;
  }
  return interval;
}

}  // namespace shiplog
