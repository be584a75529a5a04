// Columns: one fact about every row, side by side in memory.
//
// A table is declared once, over the kind of array that holds a column: Grown while
// it is being built, Fixed (a borrowed span) once it is part of a Shard, whose
// memory is either the grown arrays or a mapped column file.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace shiplog {

using Row = std::uint32_t;
inline constexpr Row kNoRow = 0xFFFFFFFF;

// A number that is not known: lines of a change whose size was never told.
inline constexpr std::int64_t kUnknown = -1;

template <typename T>
using Grown = std::vector<T>;
template <typename T>
using Fixed = std::span<const T>;

// A stretch of a shard's text.
struct TextRef {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

// Row r's stretch of a list column: from offsets[r] up to offsets[r + 1].
// Such an offsets column has one entry more than the table has rows.
using Offset = std::uint32_t;

template <typename T>
std::span<const T> list_at(std::span<const Offset> offsets, std::span<const T> items, Row row) {
  return items.subspan(offsets[row], offsets[row + 1] - offsets[row]);
}

}  // namespace shiplog
