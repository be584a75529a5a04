#include "store/postgres/wire.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/fact_record.h"

namespace shiplog::wire {
namespace {

constexpr std::int32_t kNull = -1;

template <typename Unsigned>
void append_big_endian(std::string& out, Unsigned value) {
  for (std::size_t shift = sizeof(value) * 8; shift > 0;) {
    shift -= 8;
    out.push_back(static_cast<char>((value >> shift) & 0xFFU));
  }
}

}  // namespace

void append_int16(std::string& out, std::int16_t value) {
  append_big_endian(out, static_cast<std::uint16_t>(value));
}

void append_int32(std::string& out, std::int32_t value) {
  append_big_endian(out, static_cast<std::uint32_t>(value));
}

void append_int64(std::string& out, std::int64_t value) {
  append_big_endian(out, static_cast<std::uint64_t>(value));
}

std::int64_t read_integer(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) {
    value = value << 8U | static_cast<unsigned char>(byte);
  }
  const std::size_t unused_bits = 64 - bytes.size() * 8;
  return static_cast<std::int64_t>(value << unused_bits) >> unused_bits;
}

void append_field(std::string& out, std::int16_t value) {
  append_int32(out, sizeof(value));
  append_int16(out, value);
}

void append_field(std::string& out, std::int64_t value) {
  append_int32(out, sizeof(value));
  append_int64(out, value);
}

void append_field(std::string& out, std::string_view text) {
  append_int32(out, static_cast<std::int32_t>(text.size()));
  out.append(text);
}

void append_field(std::string& out, const Moment& moment) {
  if (moment) {
    append_field(out, moment->time_since_epoch().count());
  } else {
    append_int32(out, kNull);
  }
}

Array::Array(unsigned element_type) {
  append_int32(bytes_, 1);  // Dimensions.
  append_int32(bytes_, 1);  // May hold NULL.
  append_int32(bytes_, static_cast<std::int32_t>(element_type));
  append_int32(bytes_, 0);  // The count, put right by finish().
  append_int32(bytes_, 1);  // Counted from one.
}

const std::string& Array::finish() {
  constexpr std::size_t kCountAt = 12;
  std::string count;
  append_int32(count, count_);
  bytes_.replace(kCountAt, count.size(), count);
  return bytes_;
}

void append_copy_head(std::string& out) {
  constexpr std::string_view kSignature("PGCOPY\n\377\r\n\0", 11);
  out.append(kSignature);
  append_int32(out, 0);  // No flags.
  append_int32(out, 0);  // No more of a header.
}

void append_copy_row(std::string& out, std::int64_t seq, const FactRecord& record) {
  constexpr std::int16_t kColumns = 7;
  append_int16(out, kColumns);
  append_field(out, seq);
  append_field(out, static_cast<std::int16_t>(record.kind));
  append_field(out, std::string_view(record.key));
  append_field(out, std::string_view(record.owner));
  append_field(out, record.updated_at);
  append_field(out, record.earliest_commit_at);
  append_field(out, std::string_view(record.line));
}

void append_copy_end(std::string& out) {
  constexpr std::int16_t kNoMoreRows = -1;
  append_int16(out, kNoMoreRows);
}

}  // namespace shiplog::wire
