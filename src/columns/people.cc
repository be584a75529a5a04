#include "columns/people.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_table.h"
#include "columns/pattern.h"
#include "domain/facts.h"

namespace shiplog {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return result;
}

}  // namespace

void People::add(Person person) {
  const std::uint32_t number = ids_.intern(person.id);
  if (number == entries_.size()) {
    entries_.emplace_back();
  }
  Entry& entry = entries_[number];
  entry.is_agent = person.actor_class == "agent";
  entry.is_bot = entry.is_agent || person.actor_class == "bot" || person.is_bot.value_or(false) ||
                 has_bot_login(person.login);
  entry.login = std::move(person.login);
  entry.aliases = std::move(person.aliases);
}

bool People::has_bot_login(std::string_view login) const {
  return lower(login).ends_with("[bot]") ||
         std::ranges::any_of(bot_logins_,
                             [&](const Pattern& pattern) { return pattern.is_in(login); });
}

std::uint32_t People::root_of(std::uint32_t number) {
  while (entries_[number].human != number) {
    entries_[number].human = entries_[entries_[number].human].human;
    number = entries_[number].human;
  }
  return number;
}

// The lesser id stands for both, so that the outcome is the same in any order.
void People::unite(std::uint32_t one, std::uint32_t other) {
  one = root_of(one);
  other = root_of(other);
  if (ids_.at(other) < ids_.at(one)) {
    std::swap(one, other);
  }
  entries_[other].human = one;
}

void People::unite_by_aliases() {
  StringTable aliases;
  std::vector<std::uint32_t> account_of;
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    for (const std::string& alias : entries_[number].aliases) {
      const std::uint32_t name = aliases.intern(lower(alias));
      if (name == account_of.size()) {
        account_of.push_back(number);
      }
      unite(account_of[name], number);
    }
  }
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    const std::uint32_t name = aliases.find(lower(entries_[number].login));
    if (name != StringTable::kNone) {
      unite(account_of[name], number);
    }
  }
}

void People::finish() {
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    entries_[number].human = number;
  }
  unite_by_aliases();
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    Entry& human = entries_[root_of(number)];
    human.is_bot |= entries_[number].is_bot;
    human.is_agent |= entries_[number].is_agent;
  }
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    entries_[number].human = root_of(number);
    entries_[number].aliases = {};
  }
}

std::map<std::string_view, std::vector<std::string_view>> People::accounts_by_human() const {
  std::map<std::string_view, std::vector<std::string_view>> accounts;
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    accounts[ids_.at(entries_[number].human)].push_back(ids_.at(number));
  }
  return accounts;
}

Account People::find(std::string_view id) const {
  const std::uint32_t number = ids_.find(id);
  if (number == StringTable::kNone) {
    return {.login = id, .human = id};
  }
  const Entry& human = entries_[entries_[number].human];
  return {.login = entries_[number].login,
          .human = ids_.at(entries_[number].human),
          .is_bot = human.is_bot,
          .is_agent = human.is_agent};
}

}  // namespace shiplog
