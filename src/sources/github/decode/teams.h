// Teams: GitHub's JSON → facts.

#pragma once

#include <optional>
#include <string>

#include "domain/facts.h"
#include "sources/github/decode/actor_book.h"
#include "sources/github/json.h"

namespace shiplog {

struct DecodedTeam {
  Team team = {};
  bool is_whole = false;
  // Where its lists go on; one that has ended keeps its last cursor.
  Text next_member = {};
  Text next_repository = {};
};

// Absent for what lacks an id.
std::optional<DecodedTeam> decode_team(Json node, ActorBook& people);

// More members and repositories.
void add_to_team(DecodedTeam& decoded, Json node, ActorBook& people);

}  // namespace shiplog
