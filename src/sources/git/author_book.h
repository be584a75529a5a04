// AuthorBook: who wrote the commits, each person numbered when first met.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/facts.h"

namespace shiplog {

class AuthorBook {
 public:
  static constexpr std::uint32_t kNobody = 0;

  // The number of a name and address; kNobody where both are empty.
  std::uint32_t number_of(std::string_view name, std::string_view email);

  // The person's id; absent for kNobody.
  Text id_of(std::uint32_t number) const;

  // The person, the first time that it is asked for this number; null later and for kNobody.
  // Two names of one address are two versions of one person, and both are given out.
  const Person* introduce(std::uint32_t number);

  std::int64_t introduced_people() const { return static_cast<std::int64_t>(ids_.size()); }

 private:
  struct Entry {
    Person person = {};
    bool is_introduced = false;
  };
  std::vector<Entry> entries_;  // Of the number minus one.
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::unordered_set<std::string> ids_;
  std::string key_;
};

}  // namespace shiplog
