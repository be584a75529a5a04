#include "columns/shard_columns.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "columns/column.h"
#include "columns/packed_column.h"
#include "columns/shard.h"

namespace shiplog {
namespace {

constexpr std::size_t kAlignment = 8;
constexpr std::size_t aligned(std::size_t size) {
  return (size + kAlignment - 1) & ~(kAlignment - 1);
}

template <typename Column>
struct PackingOf {};
template <typename P>
struct PackingOf<PackedColumn<P>> {
  using Type = P;
};
template <typename Column>
concept Packed = requires { typename PackingOf<Column>::Type; };

// A grown column ready to be put down; `narrow` owns its bytes where they are packed.
struct PackedBytes {
  ColumnShape shape = {};
  std::vector<std::uint32_t> narrow = {};
  std::span<const std::byte> bytes = {};
};

template <typename Item>
PackedBytes pack(const std::vector<Item>& items) {
  static_assert(std::has_unique_object_representations_v<Item>);
  PackedBytes result{.shape = {.count = items.size()}, .bytes = std::as_bytes(std::span(items))};
  if constexpr (Packed<Fixed<Item>>) {
    result.narrow = packed<typename PackingOf<Fixed<Item>>::Type>(std::span(items));
    if (!result.narrow.empty()) {
      result.shape.is_narrow = true;
      result.bytes = std::as_bytes(std::span(result.narrow));
    }
  }
  return result;
}

template <typename Item>
std::size_t width(std::span<const Item> /*column*/, bool /*is_narrow*/) {
  return sizeof(Item);
}
template <typename P>
std::size_t width(PackedColumn<P> /*column*/, bool is_narrow) {
  return is_narrow ? sizeof(std::uint32_t) : sizeof(typename P::Wide);
}

template <typename Item>
void point(std::span<const Item>& column, const std::byte* at, ColumnShape shape) {
  column = {reinterpret_cast<const Item*>(at), shape.count};
}
template <typename P>
void point(PackedColumn<P>& column, const std::byte* at, ColumnShape shape) {
  if (shape.is_narrow) {
    column = {reinterpret_cast<const std::uint32_t*>(at), shape.count};
  } else {
    column = {reinterpret_cast<const typename P::Wide*>(at), shape.count};
  }
}

template <typename Item>
ColumnShape shape_of(std::span<const Item> column) {
  return {.count = column.size()};
}
template <typename P>
ColumnShape shape_of(PackedColumn<P> column) {
  return {.count = column.size(), .is_narrow = column.is_narrow()};
}

std::size_t size_at_rest(const auto& column) {
  const ColumnShape shape = shape_of(column);
  return aligned(shape.count * width(column, shape.is_narrow));
}

}  // namespace

void hold(Shard& shard, const ShardTables<Grown>& tables) {
  std::vector<PackedBytes> columns;
  ColumnShapes shapes;
  std::size_t size = 0;
  for_each_column(tables, [&](const auto& column) {
    columns.push_back(pack(column));
    shapes[columns.size() - 1] = columns.back().shape;
    size += aligned(columns.back().bytes.size());
  });
  // Of zeros, so that equal columns are equal bytes, gaps and all.
  const auto memory = std::make_shared<std::vector<std::uint64_t>>(size / kAlignment);
  const std::span<std::byte> bytes = std::as_writable_bytes(std::span(*memory));
  std::size_t offset = 0;
  for (const PackedBytes& column : columns) {
    if (!column.bytes.empty()) {
      std::memcpy(bytes.subspan(offset).data(), column.bytes.data(), column.bytes.size());
    }
    offset += aligned(column.bytes.size());
  }
  place(shard, bytes, shapes);
  shard.memory = memory;
}

bool place(Shard& shard, std::span<const std::byte> bytes, const ColumnShapes& shapes) {
  std::size_t next = 0;
  std::size_t offset = 0;
  bool fits = true;
  for_each_column(shard.tables, [&](auto& column) {
    const ColumnShape shape = shapes[next++];
    const std::size_t item_size = width(column, shape.is_narrow);
    fits = fits && shape.count <= (bytes.size() - offset) / item_size;
    if (fits) {
      point(column, bytes.data() + offset, shape);
      offset += aligned(shape.count * item_size);
      fits = offset <= bytes.size();
    }
  });
  shard.at_rest = bytes;
  return fits && offset == bytes.size();
}

ColumnShapes shapes_of(const Shard& shard) {
  ColumnShapes shapes;
  std::size_t next = 0;
  for_each_column(shard.tables, [&](const auto& column) { shapes[next++] = shape_of(column); });
  return shapes;
}

Sections sections_of(const Shard& shard) {
  std::size_t numbers = 0;
  std::size_t work = 0;
  for_each_number_column(shard.tables,
                         [&](const auto& column) { numbers += size_at_rest(column); });
  for_each_work_column(shard.tables.work,
                       [&](const auto& column) { work += size_at_rest(column); });
  return {.numbers = shard.at_rest.first(numbers),
          .work = shard.at_rest.subspan(numbers, work),
          .texts = shard.at_rest.subspan(numbers + work)};
}

}  // namespace shiplog
