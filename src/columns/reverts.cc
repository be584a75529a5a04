#include "columns/reverts.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/membership.h"
#include "columns/repository_facts.h"

namespace shiplog {
namespace {

struct Claim {
  Place reverted = kNoPlace;
  Row revert = kNoRow;
};

}  // namespace

Reverts find_reverts(const RepositoryFacts& facts, const CommitGraph& graph,
                     const Membership& membership, const ChangeRows& changes) {
  Reverts result{.is_revert = std::vector<std::uint8_t>(changes.rows.size(), 0),
                 .is_reverted = std::vector<std::uint8_t>(changes.rows.size(), 0)};
  std::vector<Place> reverted_by(graph.size(), kNoPlace);  // By the reverting commit.
  std::vector<std::uint8_t> is_reverted(graph.size(), 0);
  for (const CommitRow& commit : facts.commits) {
    if (commit.reverts != kNoNode) {
      const Place target = graph.place_of(commit.reverts);
      reverted_by[graph.place_of(commit.node)] = target;
      is_reverted[target] = 1;
    }
  }
  std::vector<Claim> claims;
  for (Row row = 0; row < changes.rows.size(); ++row) {
    if (changes.rows[row].excluded_by != nullptr) {
      continue;
    }
    for (const Place place : commits_of(changes.rows[row], membership)) {
      if (reverted_by[place] != kNoPlace) {
        result.is_revert[row] = 1;
        if (row < changes.merged_count) {
          claims.push_back({.reverted = reverted_by[place], .revert = row});
        }
      }
    }
  }
  std::ranges::sort(claims, {},
                    [](const Claim& claim) { return std::tuple(claim.reverted, claim.revert); });
  for (Row row = 0; row < changes.merged_count; ++row) {
    if (changes.rows[row].excluded_by != nullptr) {
      continue;
    }
    for (const Place place : commits_of(changes.rows[row], membership)) {
      if (is_reverted[place] == 0) {
        continue;
      }
      for (const Claim& claim : std::ranges::equal_range(claims, place, {}, &Claim::reverted)) {
        if (claim.revert != row) {
          result.pairs.push_back({.revert = claim.revert, .reverted = row});
          const bool is_later = changes.rows[claim.revert].merged_at >= changes.rows[row].merged_at;
          result.is_reverted[row] |= is_later ? 1 : 0;
        }
      }
    }
  }
  const auto key = [](const Revert& pair) { return std::tuple(pair.revert, pair.reverted); };
  std::ranges::sort(result.pairs, {}, key);
  const auto repeated = std::ranges::unique(result.pairs, {}, key);
  result.pairs.erase(repeated.begin(), repeated.end());
  return result;
}

}  // namespace shiplog
