#include "services/sample/dice.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdint>

namespace shiplog::sample {
namespace {

constexpr int kFractionBits = 16;
constexpr std::int64_t kOne = std::int64_t{1} << kFractionBits;

// The sum of twelve uniform numbers less its mean: normal enough, with a standard
// deviation of one, in units of 1/65536.
std::int64_t standard_normal(Dice& dice) {
  std::int64_t sum = 0;
  for (int word = 0; word < 3; ++word) {
    const std::uint64_t bits = dice.next();
    for (int lane = 0; lane < 4; ++lane) {
      sum += static_cast<std::int64_t>((bits >> (lane * 16)) & 0xffff);
    }
  }
  return sum - 6 * kOne;
}

// value * 2^exponent, the exponent in units of 1/65536; a cubic gives the fraction's
// power to four digits.
std::int64_t scaled_by_power_of_two(std::int64_t value, std::int64_t exponent) {
  const std::int64_t whole = std::clamp<std::int64_t>(exponent >> kFractionBits, -20, 16);
  const std::int64_t fraction = exponent & (kOne - 1);
  std::int64_t power = 14815 + ((fraction * 5110) >> kFractionBits);
  power = 45611 + ((fraction * power) >> kFractionBits);
  power = kOne + ((fraction * power) >> kFractionBits);
  const std::int64_t scaled = (value * power) >> kFractionBits;
  return whole >= 0 ? scaled << whole : scaled >> -whole;
}

}  // namespace

std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

Dice::Dice(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t value = mix(seed) ^ mix(~stream);
  for (std::uint64_t& word : state_) {
    word = value = mix(value);
  }
}

// xoshiro256**, by David Blackman and Sebastiano Vigna (public domain).
std::uint64_t Dice::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::int64_t Dice::below(std::int64_t limit) {
  return static_cast<std::int64_t>(((next() >> 32) * static_cast<std::uint64_t>(limit)) >> 32);
}

std::int64_t Dice::between(std::int64_t low, std::int64_t high) {
  return low + below(high - low + 1);
}

bool Dice::chance(double probability) {
  return static_cast<double>(next() >> 11) * 0x1p-53 < probability;
}

std::int64_t Dice::log_normal(std::int64_t median, int spread) {
  return scaled_by_power_of_two(median, standard_normal(*this) * spread / 100);
}

std::chrono::seconds Dice::log_normal(std::chrono::seconds median, int spread) {
  return std::chrono::seconds{log_normal(median.count(), spread)};
}

}  // namespace shiplog::sample
