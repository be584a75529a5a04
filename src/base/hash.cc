#include "base/hash.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace shiplog {
namespace {

constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;

std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// Multiplying by an odd number and rotating can be undone, so two different words under
// one state never give the same state.
std::uint64_t absorb(std::uint64_t state, std::uint64_t word) {
  return std::rotl((state ^ word) * kMultiplier, 29);
}

std::uint64_t finish(std::uint64_t state) {
  state ^= state >> 33;
  state *= 0xFF51AFD7ED558CCD;
  state ^= state >> 33;
  state *= 0xC4CEB9FE1A85EC53;
  state ^= state >> 33;
  return state;
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed) {
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t state = seed ^ (bytes.size() * kMultiplier);
  if (left >= 32) {
    // Four lanes, since one multiplication waits for the one before it.
    std::array<std::uint64_t, 4> lanes = {state, state + 1, state + 2, state + 3};
    for (; left >= 32; at += 32, left -= 32) {
      for (std::size_t lane = 0; lane < 4; ++lane) {
        lanes[lane] = absorb(lanes[lane], word_at(at + 8 * lane));
      }
    }
    for (const std::uint64_t lane : lanes) {
      state = absorb(state, lane);
    }
  }
  for (; left >= 8; at += 8, left -= 8) {
    state = absorb(state, word_at(at));
  }
  if (left > 0) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, left);
    state = absorb(state, word);
  }
  return finish(state);
}

std::uint64_t hash_mix(std::uint64_t hash, std::uint64_t number) {
  return finish(absorb(hash, number));
}

}  // namespace shiplog
