// TeamIndex: the teams of each person and of each repository, by number.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "columns/teams.h"

namespace shiplog {

// Borrows the teams; a team's number is its place among them.
class TeamIndex {
 public:
  using Numbers = std::vector<std::uint32_t>;

  explicit TeamIndex(std::span<const KnownTeam> teams);

  std::span<const KnownTeam> teams() const { return teams_; }
  std::span<const std::uint32_t> of_person(std::string_view id) const;
  std::span<const std::uint32_t> of_repository(std::string_view id) const;

  // A team of which no member is known: all that is done in its repositories is its work.
  bool has_nobody(std::uint32_t team) const { return teams_[team].members.empty(); }

 private:
  std::span<const KnownTeam> teams_;
  std::unordered_map<std::string_view, Numbers> by_person_;
  std::unordered_map<std::string_view, Numbers> by_repository_;
};

}  // namespace shiplog
