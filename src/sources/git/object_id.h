// ObjectId: the name of a commit in 32 bytes, of which SHA-1 uses 20.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog {

inline constexpr std::size_t kSha1HexLength = 40;
inline constexpr std::size_t kSha256HexLength = 64;

struct ObjectId {
  std::array<std::uint8_t, 32> bytes = {};
  friend bool operator==(const ObjectId&, const ObjectId&) = default;
};

// Absent for anything but 40 or 64 digits in lower case.
inline std::optional<ObjectId> parse_object_id(std::string_view hex) {
  if (hex.size() != kSha1HexLength && hex.size() != kSha256HexLength) {
    return std::nullopt;
  }
  ObjectId id;
  for (std::size_t at = 0; at < hex.size(); ++at) {
    const char digit = hex[at];
    int value = 0;
    if (digit >= '0' && digit <= '9') {
      value = digit - '0';
    } else if (digit >= 'a' && digit <= 'f') {
      value = digit - 'a' + 10;
    } else {
      return std::nullopt;
    }
    std::uint8_t& byte = id.bytes.at(at / 2);
    byte = static_cast<std::uint8_t>(byte << 4 | value);
  }
  return id;
}

inline std::string to_hex(const ObjectId& id, std::size_t length) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex(length, '0');
  for (std::size_t at = 0; at < length; ++at) {
    const unsigned byte = id.bytes.at(at / 2);
    hex[at] = kDigits[at % 2 == 0 ? byte >> 4 : byte & 0xFU];
  }
  return hex;
}

// A name is a digest, yet its bytes are mixed: a repository may be made to have names that
// begin alike.
inline std::size_t hash_of(const ObjectId& id) {
  std::uint64_t hash = 0;
  std::memcpy(&hash, id.bytes.data(), sizeof hash);
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDULL;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53ULL;
  return hash ^ (hash >> 33);
}

}  // namespace shiplog
