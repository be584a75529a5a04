#include "stats/sorting.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "stats/ordered_key.h"

namespace shiplog {
namespace {

constexpr std::size_t kFewValues = 600;  // Below this, comparing is quicker.

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = 6;  // Of 64 bits.
constexpr std::size_t kRadix = std::size_t{1} << kDigitBits;
std::size_t digit_of(std::uint64_t key, std::size_t digit) {
  return (key >> (digit * kDigitBits)) & (kRadix - 1);
}

using Counts = std::array<std::uint32_t, kRadix>;

// Sorts by one digit into `to`, keeping the order of equal digits.
void deal(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to, std::size_t digit,
          Counts& counts) {
  std::uint32_t begin = 0;
  for (std::uint32_t& count : counts) {
    begin += std::exchange(count, begin);
  }
  for (const std::uint64_t key : from) {
    to[counts[digit_of(key, digit)]++] = key;
  }
}

}  // namespace

void sort_ascending(std::vector<double>& values) {
  if (values.size() < kFewValues || values.size() > UINT32_MAX) {
    std::sort(values.begin(), values.end());
    return;
  }
  std::vector<std::uint64_t> keys(values.size());
  std::vector<Counts> counts(kDigits, Counts{});
  for (std::size_t i = 0; i < values.size(); ++i) {
    keys[i] = ordered_key(values[i]);
    for (std::size_t digit = 0; digit < kDigits; ++digit) {
      ++counts[digit][digit_of(keys[i], digit)];
    }
  }
  std::vector<std::uint64_t> dealt(values.size());
  for (std::size_t digit = 0; digit < kDigits; ++digit) {
    if (counts[digit][digit_of(keys.front(), digit)] != keys.size()) {  // Else all are equal.
      deal(keys, dealt, digit, counts[digit]);
      keys.swap(dealt);
    }
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = value_of_key(keys[i]);
  }
}

}  // namespace shiplog
