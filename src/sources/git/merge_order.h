// MergeOrder: through which merge each commit came to the default branch.
//
// The default branch is the chain of first parents from its tip. Along it, oldest first, a
// commit brings everything that can be reached from it and did not come with an earlier
// one; within what a merge brings, the same holds for the chains of its other parents. So a
// pull request merged into a branch that was then merged lies within it, and each commit is
// visited once however the history is woven.
//
// The order of what has come never changes when newer commits are added, which is what lets
// a later import read only these.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sources/git/git_graph.h"

namespace shiplog {

class MergeOrder {
 public:
  // Linear in the size of the graph; commits that were not read count as come before.
  MergeOrder(const GitGraph& graph, CommitIndex tip);

  // Commits that are read and reachable, in the order in which they came.
  const std::vector<CommitIndex>& commits() const { return order_; }

  // What a commit with several parents brought, itself not included; empty for others.
  std::span<const CommitIndex> brought_by(CommitIndex commit) const;

  bool is_on_default_branch(CommitIndex commit) const { return places_[commit].is_on_trunk; }

  // The oldest commit of the default branch that was read.
  CommitIndex root() const { return root_; }

 private:
  struct Place {
    std::uint32_t begin = 0;  // Of what it brought, in order_.
    std::uint32_t end = 0;
    bool is_visited = false;
    bool is_on_trunk = false;
  };
  enum class Step : std::uint8_t { FollowChain, Enter, Leave };
  struct Task {
    Step step = Step::FollowChain;
    CommitIndex commit = 0;
  };

  void follow_chain(CommitIndex from, bool is_trunk);
  void enter(CommitIndex commit);

  const GitGraph& graph_;
  std::vector<Place> places_;
  std::vector<CommitIndex> order_;
  std::vector<Task> tasks_;  // A stack, since histories are deeper than ours may be.
  CommitIndex root_ = 0;
};

}  // namespace shiplog
