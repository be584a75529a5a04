// Bootstrap: how sure a number is that has no formula for it, by drawing the sample anew
// from itself many times.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>

#include "base/function_ref.h"
#include "stats/interval.h"

namespace shiplog {

// Draws the same numbers for the same seed, on every machine.
class Resampler {
 public:
  explicit Resampler(std::uint64_t seed) : random_(seed) {}

  // An index under n, each as likely as the others; 0 < n < 2³².
  std::size_t index_under(std::size_t n);
  double share();  // From 0 to 1, without the ends.
  // Fills with n indexes under n, some of them several times.
  void fill(std::span<std::size_t> indexes);

 private:
  std::mt19937_64 random_;
};

// The middle 95 % (type 7) of what `draw` gives when it is called `times` times. A draw that
// gives no number leaves the interval absent when it happens more than now and then (one in
// forty), since the ends would hide it.
std::optional<Interval> bootstrap_interval(std::size_t times,
                                           FunctionRef<std::optional<double>()> draw);

}  // namespace shiplog
