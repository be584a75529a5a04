// PostgreSQL's binary form of values, as parameters, in arrays and in COPY.
//
// Binary spares both sides the quoting and parsing, and with it every question of how an
// odd string would have to be escaped.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/fact_record.h"

namespace shiplog::wire {

// The object ids of PostgreSQL's own types, which never change.
inline constexpr unsigned kInt2 = 21;
inline constexpr unsigned kInt8 = 20;
inline constexpr unsigned kText = 25;
inline constexpr unsigned kInt2Array = 1005;
inline constexpr unsigned kInt8Array = 1016;
inline constexpr unsigned kTextArray = 1009;

// Big-endian, as all of PostgreSQL's wire.
void append_int16(std::string& out, std::int16_t value);
void append_int32(std::string& out, std::int32_t value);
void append_int64(std::string& out, std::int64_t value);

std::int64_t read_integer(std::string_view bytes);  // Of 2, 4 or 8 bytes.

// A field of a row or an element of an array: its length, then its bytes.
void append_field(std::string& out, std::int16_t value);
void append_field(std::string& out, std::int64_t value);
void append_field(std::string& out, std::string_view text);
void append_field(std::string& out, const Moment& moment);  // NULL when absent.

// An array of one dimension, built field by field.
class Array {
 public:
  explicit Array(unsigned element_type);

  template <typename Value>
  void append(const Value& value) {
    append_field(bytes_, value);
    ++count_;
  }

  // The whole array; nothing may be appended afterwards.
  const std::string& finish();

 private:
  std::string bytes_ = {};
  std::int32_t count_ = 0;
};

// A stretch of COPY … FROM STDIN (FORMAT BINARY).
void append_copy_head(std::string& out);
void append_copy_row(std::string& out, std::int64_t seq, const FactRecord& record);
void append_copy_end(std::string& out);

}  // namespace shiplog::wire
