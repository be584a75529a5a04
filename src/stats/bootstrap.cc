#include "stats/bootstrap.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/function_ref.h"
#include "stats/interval.h"
#include "stats/quantile.h"

namespace shiplog {
namespace {

constexpr double kTail = (1 - kIntervalLevel) / 2;

}  // namespace

std::size_t Resampler::index_under(std::size_t n) {
  CHECK(n > 0 && n < (std::size_t{1} << 32U));
  return ((random_() >> 32U) * n) >> 32U;
}

double Resampler::share() {
  constexpr double kSteps = 4294967296;  // 2³².
  return (static_cast<double>(random_() >> 32U) + 0.5) / kSteps;
}

void Resampler::fill(std::span<std::size_t> indexes) {
  for (std::size_t& index : indexes) {
    index = index_under(indexes.size());
  }
}

std::optional<Interval> bootstrap_interval(std::size_t times,
                                           FunctionRef<std::optional<double>()> draw) {
  std::vector<double> drawn;
  for (std::size_t i = 0; i < times; ++i) {
    if (const std::optional<double> value = draw()) {
      drawn.push_back(*value);
    }
  }
  if (drawn.empty() ||
      static_cast<double>(times - drawn.size()) > kTail * static_cast<double>(times)) {
    return std::nullopt;
  }
  const SortedSample sample(std::move(drawn));
  return Interval{.low = sample.quantile(kTail), .high = sample.quantile(1 - kTail)};
}

}  // namespace shiplog
