#include "base/hash.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>

namespace shiplog {
namespace {

TEST(HashBytes, ChangesWithEveryByte) {
  for (const std::size_t size : {1U, 7U, 8U, 9U, 31U, 32U, 33U, 100U}) {
    const std::string text(size, 'a');
    for (std::size_t at = 0; at < size; ++at) {
      std::string changed = text;
      changed[at] = 'b';
      EXPECT_NE(hash_bytes(changed), hash_bytes(text)) << size << " at " << at;
    }
  }
}

TEST(HashBytes, TellsLengthsOfZeroesApart) {
  std::set<std::uint64_t> seen;
  for (std::size_t size = 0; size < 100; ++size) {
    seen.insert(hash_bytes(std::string(size, '\0')));
  }
  EXPECT_EQ(seen.size(), 100U);
}

TEST(HashBytes, DependsOnTheSeed) { EXPECT_NE(hash_bytes("a", 1), hash_bytes("a", 2)); }

TEST(HashMix, DependsOnTheOrder) {
  EXPECT_NE(hash_mix(hash_mix(0, 1), 2), hash_mix(hash_mix(0, 2), 1));
}

}  // namespace
}  // namespace shiplog
