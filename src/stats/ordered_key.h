// Whole numbers in the order of the floating-point numbers they stand for, so that numbers
// can be sorted by digits and searched by halving, both exactly.

#pragma once

#include <bit>
#include <cstdint>

namespace shiplog {

inline constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63U;

// Negative numbers grow as their bits shrink. Not for what is not a number.
inline std::uint64_t ordered_key(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return (bits & kSignBit) != 0 ? ~bits : bits | kSignBit;
}

inline double value_of_key(std::uint64_t key) {
  return std::bit_cast<double>((key & kSignBit) != 0 ? key & ~kSignBit : ~key);
}

}  // namespace shiplog
