// Columns: one fact about every row, side by side in memory.
//
// A table is declared once, over the kind of array that holds a column: Grown while
// it is being built, Fixed (borrowed, and packed where it can be) once it is part of a
// Shard, whose memory is either its own or a mapped column file.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "columns/packed_column.h"
#include "columns/text_ref.h"
#include "domain/timestamp.h"

namespace shiplog {

using Row = std::uint32_t;
inline constexpr Row kNoRow = 0xFFFFFFFF;

// A number that is not known: lines of a change whose size was never told.
inline constexpr std::int64_t kUnknown = -1;

template <typename T>
using Grown = std::vector<T>;

template <typename T>
struct FixedColumn {
  using Type = std::span<const T>;
};
template <>
struct FixedColumn<Timestamp> {
  using Type = PackedColumn<SecondsPacking>;
};
template <>
struct FixedColumn<std::int64_t> {
  using Type = PackedColumn<NumberPacking>;
};
template <>
struct FixedColumn<TextRef> {
  using Type = PackedColumn<TextPacking>;
};
template <typename T>
using Fixed = typename FixedColumn<T>::Type;

// Row r's stretch of a list column: from offsets[r] up to offsets[r + 1].
// Such an offsets column has one entry more than the table has rows.
using Offset = std::uint32_t;

template <typename Items>
Items list_at(std::span<const Offset> offsets, Items items, Row row) {
  return items.subspan(offsets[row], offsets[row + 1] - offsets[row]);
}

}  // namespace shiplog
