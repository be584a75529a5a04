// People: which accounts are the same human, and which are bots.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_table.h"
#include "columns/pattern.h"
#include "domain/facts.h"

namespace shiplog {

// A deleted account, as whom every unknown author counts.
inline constexpr std::string_view kGhost = "ghost";

// What is known of an account. Views are valid as long as the People are.
struct Account {
  std::string_view login = {};
  // The least id of the accounts of the same human: equal for those, and only those.
  std::string_view human = {};
  bool is_bot = false;
  bool is_agent = false;
};

// Accounts are the same human when the login or an alias of one is an alias of another,
// ignoring case, and through any number of others. If one is a bot, all of them are.
class People {
 public:
  explicit People(std::vector<Pattern> bot_logins) : bot_logins_(std::move(bot_logins)) {}

  void add(Person person);
  // After the last add().
  void finish();

  // One that no fact describes is a human of his own with his id for a login; its views
  // are then into `id`.
  Account find(std::string_view id) const;

  // The ids of each human's accounts, by the one that stands for all. Views as of find().
  std::map<std::string_view, std::vector<std::string_view>> accounts_by_human() const;

 private:
  struct Entry {
    std::string login = {};
    std::vector<std::string> aliases = {};
    std::uint32_t human = 0;  // The number of the account that stands for all of the human.
    bool is_bot = false;
    bool is_agent = false;
  };
  bool has_bot_login(std::string_view login) const;
  std::uint32_t root_of(std::uint32_t number);
  void unite(std::uint32_t one, std::uint32_t other);
  void unite_by_aliases();

  std::vector<Pattern> bot_logins_;
  StringTable ids_;
  std::vector<Entry> entries_;  // By the number of the id.
};

}  // namespace shiplog
