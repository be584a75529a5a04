#include "sources/git/author_book.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/facts.h"
#include "sources/history/author.h"

namespace shiplog {

std::uint32_t AuthorBook::number_of(std::string_view name, std::string_view email) {
  if (name.empty() && email.empty()) {
    return kNobody;
  }
  key_.assign(name).append(1, '\0').append(email);
  const auto [entry, is_new] =
      numbers_.try_emplace(key_, static_cast<std::uint32_t>(entries_.size() + 1));
  if (is_new) {
    entries_.push_back({.person = author_of(name, email)});
  }
  return entry->second;
}

Text AuthorBook::id_of(std::uint32_t number) const {
  if (number == kNobody) {
    return std::nullopt;
  }
  return entries_[number - 1].person.id;
}

const Person* AuthorBook::introduce(std::uint32_t number) {
  if (number == kNobody || entries_[number - 1].is_introduced) {
    return nullptr;
  }
  Entry& entry = entries_[number - 1];
  entry.is_introduced = true;
  ids_.insert(entry.person.id);
  return &entry.person;
}

}  // namespace shiplog
