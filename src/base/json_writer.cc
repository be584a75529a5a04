#include "base/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace shiplog {
namespace {

bool needs_escape(char character) {
  return static_cast<unsigned char>(character) < 0x20 || character == '"' || character == '\\';
}

// Eight characters at once: a byte of the word below 0x20, or equal to one of the two,
// sets its highest bit (Warren, Hacker's Delight, 6-1).
bool any_needs_escape(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  constexpr std::uint64_t kHighBits = kOnes << 7;
  const std::uint64_t quote = word ^ (kOnes * '"');
  const std::uint64_t backslash = word ^ (kOnes * '\\');
  const std::uint64_t found = ((word - kOnes * 0x20) & ~word) | ((quote - kOnes) & ~quote) |
                              ((backslash - kOnes) & ~backslash);
  return (found & kHighBits) != 0;
}

// Where the next character stands that needs an escape; the size when none does.
std::size_t plain_until(std::string_view text, std::size_t from) {
  for (std::uint64_t word = 0; from + sizeof(word) <= text.size(); from += sizeof(word)) {
    std::memcpy(&word, text.data() + from, sizeof(word));
    if (any_needs_escape(word)) {
      break;
    }
  }
  while (from < text.size() && !needs_escape(text[from])) {
    ++from;
  }
  return from;
}

void append_escaped(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      constexpr std::string_view kDigits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(character);
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
  }
}

template <typename... Number>
void append_number(std::string& out, Number... value) {
  std::array<char, 32> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value...);
  out.append(buffer.data(), end);
}

// Written out, as a person would: 400000.0, where the shortest form is 4e+05.
bool is_of_everyday_size(double value) {
  const double magnitude = std::abs(value);
  return value == 0 || (magnitude >= 1e-4 && magnitude < 1e15);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (true) {
    const std::size_t next = plain_until(text, at);
    out.append(text, at, next - at);
    if (next == text.size()) {
      break;
    }
    append_escaped(out, text[next]);
    at = next + 1;
  }
  out += '"';
}

void JsonWriter::separate() {
  if (needs_comma_) {
    out_ += ',';
  }
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  append_json_string(out_, value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  separate();
  append_number(out_, value);
  return *this;
}

JsonWriter& JsonWriter::real(double value) {
  if (!std::isfinite(value)) {
    return null();
  }
  separate();
  const std::size_t start = out_.size();
  is_of_everyday_size(value) ? append_number(out_, value, std::chars_format::fixed)
                             : append_number(out_, value);
  // A whole number still reads as a real: 93600.0, since a reader's schema may say so.
  if (out_.find_first_of(".e", start) == std::string::npos) {
    out_ += ".0";
  }
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

}  // namespace shiplog
