// StringTable: gives every different string a small number, from zero on.
//
// For ids that are compared and looked up by the million: the bytes lie in one block, and
// a lookup is a probe or two into one array.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace shiplog {

class StringTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  // The string's number, a new one when it has none yet.
  std::uint32_t intern(std::string_view text);

  // kNone when it has no number.
  std::uint32_t find(std::string_view text) const;

  // Valid until the next intern().
  std::string_view at(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return {bytes_.data() + begin, ends_[number] - begin};
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }

 private:
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::vector<char> bytes_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> hashes_;  // By number.
  std::vector<std::uint32_t> slots_;   // Numbers or kNone; a power of two, at most half full.
};

}  // namespace shiplog
