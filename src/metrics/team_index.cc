#include "metrics/team_index.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "columns/teams.h"

namespace shiplog {
namespace {

std::span<const std::uint32_t> find_in(
    const std::unordered_map<std::string_view, TeamIndex::Numbers>& index, std::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? std::span<const std::uint32_t>() : found->second;
}

}  // namespace

TeamIndex::TeamIndex(std::span<const KnownTeam> teams) : teams_(teams) {
  for (std::uint32_t number = 0; number < teams.size(); ++number) {
    for (const std::string& member : teams[number].members) {
      by_person_[member].push_back(number);
    }
    for (const std::string& repository : teams[number].repositories) {
      by_repository_[repository].push_back(number);
    }
  }
}

std::span<const std::uint32_t> TeamIndex::of_person(std::string_view id) const {
  return find_in(by_person_, id);
}

std::span<const std::uint32_t> TeamIndex::of_repository(std::string_view id) const {
  return find_in(by_repository_, id);
}

}  // namespace shiplog
