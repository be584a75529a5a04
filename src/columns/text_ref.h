// TextRef: a stretch of a block of text.

#pragma once

#include <cstdint>

namespace shiplog {

// A shard has two blocks: its names, which questions compare, and the texts that only an
// explanation shows. The topmost bit of `begin` tells which.
inline constexpr std::uint32_t kNameBit = 0x80000000;

struct TextRef {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;

  friend constexpr bool operator==(const TextRef&, const TextRef&) = default;
};

}  // namespace shiplog
