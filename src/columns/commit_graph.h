// CommitGraph: which commits are parents of which, laid out so that what every commit
// hands down to its ancestors takes one pass.
//
// Commits stand in places, children before their parents, so a pass over the places in
// order sees all of a commit's descendants before the commit itself. Input that claims a
// commit to be its own ancestor does no harm: passes then repeat until nothing changes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "columns/column.h"
#include "columns/repository_facts.h"

namespace shiplog {

using Place = std::uint32_t;
inline constexpr Place kNoPlace = 0xFFFFFFFF;

// Later than the rank of every deployment.
inline constexpr std::uint32_t kNoRank = 0xFFFFFFFF;

class CommitGraph {
 public:
  // Of all shas that the facts name, in O(commits).
  explicit CommitGraph(const RepositoryFacts& facts);

  std::size_t size() const { return node_of_.size(); }
  // kNoPlace for kNoNode.
  Place place_of(Node node) const { return node == kNoNode ? kNoPlace : place_of_[node]; }
  Node node_at(Place place) const { return node_of_[place]; }
  // In the order in which the commit names them.
  std::span<const Place> parents(Place place) const {
    return list_at(parent_offsets_, std::span<const Place>(parents_), place);
  }

  // There is a commit fact of it.
  bool has_fact(Place place) const { return place != kNoPlace && has_fact_[place] != 0; }
  // There is one, or another commit names it as a parent.
  bool is_seen(Place place) const { return place != kNoPlace && is_seen_[place] != 0; }

  // Parents that no fact describes: the history below them is not known.
  std::int64_t unknown_parents() const { return unknown_parents_; }

  // Gives each commit the least value of itself and all its descendants.
  void hand_down_least(std::vector<std::uint32_t>& by_place) const;
  // Gives each commit every bit that it or a descendant has.
  void hand_down_bits(std::vector<std::uint64_t>& by_place) const;

 private:
  struct Links;
  std::vector<Node> order(const Links& links, const RepositoryFacts& facts);
  template <typename T, typename Combine>
  void hand_down(std::vector<T>& by_place, Combine combine) const;

  std::vector<Place> place_of_;  // By node.
  std::vector<Node> node_of_;    // By place.
  std::vector<Offset> parent_offsets_;
  std::vector<Place> parents_;
  std::vector<std::uint8_t> has_fact_;
  std::vector<std::uint8_t> is_seen_;
  std::int64_t unknown_parents_ = 0;
  bool has_cycle_ = false;
};

// Whether one commit is a strict ancestor of another, for many pairs at once: 64 pairs
// take one pass.
struct Kinship {
  Place ancestor = kNoPlace;
  Place descendant = kNoPlace;
};
std::vector<std::uint8_t> are_ancestors(const CommitGraph& graph, std::span<const Kinship> pairs);

}  // namespace shiplog
