#include "stats/difference.h"

#include <cmath>

#include "stats/interval.h"

namespace shiplog {

Interval difference_interval(double first, const Interval& of_first, double second,
                             const Interval& of_second) {
  const double difference = first - second;
  Interval interval;
  if (of_first.low && of_second.high) {
    interval.low = difference - std::hypot(first - *of_first.low, *of_second.high - second);
  }
  if (of_first.high && of_second.low) {
    interval.high = difference + std::hypot(*of_first.high - first, second - *of_second.low);
  }
  return interval;
}

}  // namespace shiplog
