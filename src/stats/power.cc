#include "stats/power.h"

#include <cmath>
#include <optional>

#include "base/check.h"
#include "stats/distributions.h"
#include "stats/interval.h"

namespace shiplog {

double items_to_tell_apart(double one_rate, double other_rate) {
  CHECK(one_rate != other_rate);
  const double mean = (one_rate + other_rate) / 2;
  const double under_null = kNormal975 * std::sqrt(2 * mean * (1 - mean));
  const double under_change = normal_quantile(kPower) *
                              std::sqrt(one_rate * (1 - one_rate) + other_rate * (1 - other_rate));
  const double root = (under_null + under_change) / (one_rate - other_rate);
  return root * root;
}

std::optional<double> detectable_change(const Interval& of_difference) {
  if (!of_difference.low || !of_difference.high) {
    return std::nullopt;
  }
  const double deviation = (*of_difference.high - *of_difference.low) / 2 / kNormal975;
  return (kNormal975 + normal_quantile(kPower)) * deviation;
}

}  // namespace shiplog
