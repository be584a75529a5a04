// PackedColumn: a column of 64-bit items that lies in 32 bits where each of its items can.
//
// Times are mostly whole seconds, and counts of lines small; then half the bytes have to be
// read. Which width a column has is decided when it is laid out, once for all of its items,
// so nothing is ever rounded: one item that does not fit keeps the column wide.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
#include <vector>

#include "columns/text_ref.h"
#include "domain/timestamp.h"

namespace shiplog {

// A packing says how an item becomes narrow; where widen(narrow(item)) is not the item, it
// does not fit.

// Whole seconds since 1970, until 2106.
struct SecondsPacking {
  using Wide = Timestamp;
  static constexpr std::uint32_t kNarrowNever = std::numeric_limits<std::uint32_t>::max();
  static constexpr Timestamp kNarrowest{};
  static constexpr Timestamp kWidest{std::chrono::seconds(kNarrowNever)};

  static constexpr std::uint32_t narrow(Timestamp time) {
    if (time < kNarrowest || time >= kWidest) {
      return kNarrowNever;
    }
    return static_cast<std::uint32_t>(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
  }
  static constexpr Timestamp widen(std::uint32_t seconds) {
    return seconds == kNarrowNever ? kNever : Timestamp(std::chrono::seconds(seconds));
  }
};

struct NumberPacking {
  using Wide = std::int64_t;
  static constexpr std::uint32_t narrow(std::int64_t number) {
    return static_cast<std::uint32_t>(number);
  }
  static constexpr std::int64_t widen(std::uint32_t number) {
    return static_cast<std::int32_t>(number);
  }
};

// Texts of up to 255 bytes in the first 8 MiB of their block.
struct TextPacking {
  using Wide = TextRef;
  static constexpr std::uint32_t kSizeBits = 8;
  static constexpr std::uint32_t kSizes = (1U << kSizeBits) - 1;

  static constexpr std::uint32_t narrow(TextRef ref) {
    const std::uint32_t begin = ref.begin & ~kNameBit;
    return (ref.begin & kNameBit) | ((begin << kSizeBits) & ~kNameBit) | (ref.size & kSizes);
  }
  static constexpr TextRef widen(std::uint32_t narrow) {
    return {.begin = (narrow & kNameBit) | ((narrow & ~kNameBit) >> kSizeBits),
            .size = narrow & kSizes};
  }
};

// Borrows its items; as cheap to copy as a span. Items are made when read, so a range-for
// takes them by value.
template <typename Packing>
class PackedColumn {
 public:
  using Wide = typename Packing::Wide;
  using value_type = Wide;

  class Iterator;

  PackedColumn() = default;
  PackedColumn(const std::uint32_t* items, std::size_t size)
      : items_(items), size_and_width_((std::uint64_t{size} << 1U) | 1U) {}
  PackedColumn(const Wide* items, std::size_t size)
      : items_(items), size_and_width_(std::uint64_t{size} << 1U) {}

  std::size_t size() const { return size_and_width_ >> 1U; }
  bool empty() const { return size() == 0; }
  bool is_narrow() const { return (size_and_width_ & 1U) != 0; }

  Wide operator[](std::size_t row) const {
    return is_narrow() ? Packing::widen(static_cast<const std::uint32_t*>(items_)[row])
                       : static_cast<const Wide*>(items_)[row];
  }

  PackedColumn subspan(std::size_t begin, std::size_t size) const {
    return is_narrow() ? PackedColumn(static_cast<const std::uint32_t*>(items_) + begin, size)
                       : PackedColumn(static_cast<const Wide*>(items_) + begin, size);
  }

  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, static_cast<std::ptrdiff_t>(size())}; }

 private:
  const void* items_ = nullptr;
  std::uint64_t size_and_width_ = 0;  // The lowest bit: whether it is narrow.
};

template <typename Packing>
class PackedColumn<Packing>::Iterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = Wide;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = Wide;

  Iterator() = default;
  Iterator(PackedColumn column, std::ptrdiff_t row) : column_(column), row_(row) {}

  Wide operator*() const { return column_[static_cast<std::size_t>(row_)]; }
  Wide operator[](std::ptrdiff_t step) const { return *(*this + step); }

  Iterator& operator+=(std::ptrdiff_t step) {
    row_ += step;
    return *this;
  }
  Iterator& operator-=(std::ptrdiff_t step) { return *this += -step; }
  Iterator& operator++() { return *this += 1; }
  Iterator& operator--() { return *this -= 1; }
  Iterator operator++(int) {
    const Iterator before = *this;
    ++*this;
    return before;
  }
  Iterator operator--(int) {
    const Iterator before = *this;
    --*this;
    return before;
  }

  friend Iterator operator+(Iterator at, std::ptrdiff_t step) { return at += step; }
  friend Iterator operator+(std::ptrdiff_t step, Iterator at) { return at += step; }
  friend Iterator operator-(Iterator at, std::ptrdiff_t step) { return at -= step; }
  friend std::ptrdiff_t operator-(Iterator one, Iterator other) { return one.row_ - other.row_; }
  // Of the same column.
  friend bool operator==(Iterator one, Iterator other) { return one.row_ == other.row_; }
  friend auto operator<=>(Iterator one, Iterator other) { return one.row_ <=> other.row_; }

 private:
  PackedColumn column_ = {};
  std::ptrdiff_t row_ = 0;
};

// The items in 32 bits each. Empty when one of them does not fit, as when there are none.
template <typename Packing>
std::vector<std::uint32_t> packed(std::span<const typename Packing::Wide> items) {
  std::vector<std::uint32_t> narrow;
  narrow.reserve(items.size());
  for (const auto& item : items) {
    narrow.push_back(Packing::narrow(item));
    if (Packing::widen(narrow.back()) != item) {
      return {};
    }
  }
  return narrow;
}

}  // namespace shiplog
