// Bytes in and out, for the directory of a column file. In the machine's own byte order.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace shiplog {

class ByteWriter {
 public:
  template <typename T>
  void number(T value) {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view value) {
    number(static_cast<std::uint64_t>(value.size()));
    bytes_.append(value);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Reads what a ByteWriter wrote. Past the end everything is zero or empty, and
// is_whole() false: so a reader asks once, at the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  T number() {
    T value{};
    const std::string_view taken = take(sizeof value);
    if (taken.size() == sizeof value) {
      std::memcpy(&value, taken.data(), sizeof value);
    }
    return value;
  }
  std::string text() { return std::string(take(number<std::uint64_t>())); }

  std::size_t left() const { return bytes_.size(); }
  bool is_whole() const { return is_whole_ && bytes_.empty(); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size()) {
      is_whole_ = false;
      bytes_ = {};
      return {};
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
  bool is_whole_ = true;
};

}  // namespace shiplog
