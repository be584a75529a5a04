// Membership: which commits belong to which pull request, and so are no direct pushes.
//
// A pull request owns the commits it lists, its head commit and its merge commit (also of
// one that was never merged); of a true merge, all that the merge brought in besides;
// of a rebase merge, the copies of its commits below the merge commit.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/repository_facts.h"

namespace shiplog {

class Membership {
 public:
  // O(commits + what belongs), but for merges that are on no long line of merges, where
  // it is the history since the branch left.
  Membership(const RepositoryFacts& facts, const CommitGraph& graph);

  // Of a row of the facts' pull requests; each once, in no meaningful order.
  std::span<const Place> commits_of(std::size_t pull_row) const {
    return list_at(offsets_, std::span<const Place>(commits_), static_cast<Row>(pull_row));
  }
  bool is_owned(Place place) const { return is_owned_[place] != 0; }

 private:
  std::vector<Offset> offsets_;
  std::vector<Place> commits_;
  std::vector<std::uint8_t> is_owned_;
};

// What each of some merges brought in: reachable from it, not from its first parent, and
// not the merge itself. `merges` are places of commits with two parents or more.
class BroughtIn {
 public:
  BroughtIn(const CommitGraph& graph, std::vector<Place> merges);

  std::span<const Place> by(Place merge) const;

 private:
  void take_trunk(const CommitGraph& graph);
  void take_brought_to(std::span<const Place> trunk, std::span<const std::uint32_t> ranks);
  void walk(const CommitGraph& graph, Place merge);

  std::vector<Place> merges_;           // Sorted.
  std::vector<Stretch> stretches_;      // By merge, into commits_.
  std::vector<std::uint8_t> is_known_;  // By merge.
  std::vector<Place> commits_;
  std::vector<std::uint8_t> paint_;  // By place; clean between walks.
};

}  // namespace shiplog
