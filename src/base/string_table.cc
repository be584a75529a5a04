#include "base/string_table.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/hash.h"

namespace shiplog {

std::size_t StringTable::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != kNone) {
    const std::uint32_t number = slots_[slot];
    if (hashes_[number] == hash && at(number) == text) {
      break;
    }
    slot = (slot + 1) & mask;
  }
  return slot;
}

void StringTable::grow() {
  slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, kNone);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < size(); ++number) {
    std::size_t slot = hashes_[number] & mask;
    while (slots_[slot] != kNone) {
      slot = (slot + 1) & mask;
    }
    slots_[slot] = number;
  }
}

std::uint32_t StringTable::intern(std::string_view text) {
  if (slots_.size() < 2 * (ends_.size() + 1)) {
    grow();
  }
  const auto hash = static_cast<std::uint32_t>(hash_bytes(text));
  const std::size_t slot = slot_of(text, hash);
  if (slots_[slot] == kNone) {
    CHECK(size() != kNone);
    slots_[slot] = size();
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    ends_.push_back(bytes_.size());
    hashes_.push_back(hash);
  }
  return slots_[slot];
}

std::uint32_t StringTable::find(std::string_view text) const {
  if (slots_.empty()) {
    return kNone;
  }
  return slots_[slot_of(text, static_cast<std::uint32_t>(hash_bytes(text)))];
}

}  // namespace shiplog
