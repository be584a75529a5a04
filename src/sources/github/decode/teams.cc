#include "sources/github/decode/teams.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/facts.h"
#include "sources/github/decode/actor_book.h"
#include "sources/github/decode/list_part.h"
#include "sources/github/json.h"

namespace shiplog {
std::optional<DecodedTeam> decode_team(Json node, ActorBook& people) {
  const std::string_view id = node["id"].id();
  if (id.empty()) {
    return std::nullopt;
  }
  DecodedTeam decoded = {.team = {.id = std::string(id),
                                  .slug = std::string(node["slug"].text()),
                                  .name = node["name"].optional_text(),
                                  .parent = node["parentTeam"]["id"].optional_id()}};
  decoded.team.members.is_given = true;
  decoded.team.repositories.is_given = true;
  add_to_team(decoded, node, people);
  return decoded;
}

void add_to_team(DecodedTeam& decoded, Json node, ActorBook& people) {
  for (const Json member : node["members"]["nodes"].items()) {
    if (Text id = people.meet(member)) {
      decoded.team.members.push_back(std::move(*id));
    }
  }
  for (const Json repository : node["repositories"]["nodes"].items()) {
    if (Text id = repository["id"].optional_id()) {
      decoded.team.repositories.push_back(std::move(*id));
    }
  }
  const bool members_end = ends_here(node["members"], decoded.next_member);
  const bool repositories_end = ends_here(node["repositories"], decoded.next_repository);
  decoded.is_whole = members_end && repositories_end;
}

}  // namespace shiplog
