// ActorBook: whoever is met in GitHub's replies, each told once.
//
// Accounts are known by their node id, which outlives a change of login. A deleted account is
// null in replies: an absent id, which readers of facts call the ghost. A commit whose address
// GitHub knows no account for has the author that git would tell of.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/json.h"

namespace shiplog {

class ActorBook {
 public:
  // The id of an `Actor` of queries/fragments, or of a user asked for like one.
  Text meet(Json actor);

  // The id of a `GitAuthor`.
  Text meet_author(Json author);

  // Appends those first met since the last call.
  void tell(std::vector<FactRecord>& records);

 private:
  // Beyond this many they are forgotten and told again, which changes nothing.
  static constexpr std::size_t kKeptMax = 100'000;

  bool is_new(std::string_view id);

  std::unordered_set<std::string> met_;
  std::vector<FactRecord> fresh_;
};

// Whether an account of this login is an AI agent that writes or reviews changes.
bool is_agent_login(std::string_view login);

}  // namespace shiplog
