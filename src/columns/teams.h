// Teams: who works in which, and which repositories are theirs.

#pragma once

#include <string>
#include <vector>

#include "columns/people.h"
#include "domain/facts.h"

namespace shiplog {

// A team with all below it: whoever works in those works in this one, too.
struct KnownTeam {
  std::string id = {};
  std::string slug = {};
  std::vector<std::string> members = {};       // Ids of accounts, all of each human's; ascending.
  std::vector<std::string> repositories = {};  // Ids, ascending.

  friend bool operator==(const KnownTeam&, const KnownTeam&) = default;
};

// By (slug, id). The people must be finished.
std::vector<KnownTeam> known_teams(const std::vector<Team>& teams, const People& people);

}  // namespace shiplog
