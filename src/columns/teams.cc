#include "columns/teams.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "columns/people.h"
#include "domain/facts.h"

namespace shiplog {
namespace {

constexpr std::size_t kNoTeam = static_cast<std::size_t>(-1);

// Where the parent of each stands; kNoTeam: it has none that is known.
std::vector<std::size_t> parents_of(const std::vector<Team>& teams) {
  std::map<std::string_view, std::size_t> place_of;
  for (std::size_t i = 0; i < teams.size(); ++i) {
    place_of.emplace(teams[i].id, i);
  }
  std::vector<std::size_t> parents;
  for (const Team& team : teams) {
    const auto parent = place_of.find(team.parent.value_or(""));
    parents.push_back(parent == place_of.end() ? kNoTeam : parent->second);
  }
  return parents;
}

struct Growing {
  std::set<std::string> members = {};
  std::set<std::string> repositories = {};
};

}  // namespace

std::vector<KnownTeam> known_teams(const std::vector<Team>& teams, const People& people) {
  const std::map<std::string_view, std::vector<std::string_view>> accounts =
      people.accounts_by_human();
  const std::vector<std::size_t> parents = parents_of(teams);
  std::vector<Growing> growing(teams.size());
  for (std::size_t i = 0; i < teams.size(); ++i) {
    std::set<std::size_t> above;  // A team that is above itself ends the climb.
    for (std::size_t at = i; at != kNoTeam && above.insert(at).second; at = parents[at]) {
      growing[at].repositories.insert(teams[i].repositories.begin(), teams[i].repositories.end());
      for (const std::string& member : teams[i].members) {
        growing[at].members.insert(member);
        const auto same = accounts.find(people.find(member).human);
        if (same != accounts.end()) {
          growing[at].members.insert(same->second.begin(), same->second.end());
        }
      }
    }
  }
  std::vector<KnownTeam> known;
  for (std::size_t i = 0; i < teams.size(); ++i) {
    known.push_back(
        {.id = teams[i].id,
         .slug = teams[i].slug,
         .members = {growing[i].members.begin(), growing[i].members.end()},
         .repositories = {growing[i].repositories.begin(), growing[i].repositories.end()}});
  }
  std::sort(known.begin(), known.end(), [](const KnownTeam& a, const KnownTeam& b) {
    return std::tie(a.slug, a.id) < std::tie(b.slug, b.id);
  });
  return known;
}

}  // namespace shiplog
