// Dice: chance that falls the same way on every machine.
//
// The standard library's distributions differ between implementations, and libm
// between versions, so the sample rolls its own: whole-number arithmetic, and
// doubles only where a single multiplication or comparison is exact.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace shiplog::sample {

class Dice {
 public:
  // Two streams of one seed are independent, so repositories do not disturb each other.
  Dice(std::uint64_t seed, std::uint64_t stream);

  std::uint64_t next();

  // Uniform in [0, limit); limit must be in [1, 2^32].
  std::int64_t below(std::int64_t limit);

  // Uniform in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high);

  bool chance(double probability);

  // Log-normal: half of the values are under the median, and one standard deviation is
  // `spread` hundredths of a doubling (200: two thirds lie within a factor of four).
  std::int64_t log_normal(std::int64_t median, int spread);
  std::chrono::seconds log_normal(std::chrono::seconds median, int spread);

  template <typename Items>
  const auto& pick(const Items& items) {
    return items[static_cast<std::size_t>(below(static_cast<std::int64_t>(items.size())))];
  }

 private:
  std::array<std::uint64_t, 4> state_ = {};
};

// A well-mixed number for a number: splitmix64's finaliser.
std::uint64_t mix(std::uint64_t value);

}  // namespace shiplog::sample
