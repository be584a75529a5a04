#include "sources/git/merge_order.h"

#include <cstddef>
#include <cstdint>
#include <span>

#include "sources/git/git_graph.h"

namespace shiplog {

MergeOrder::MergeOrder(const GitGraph& graph, CommitIndex tip)
    : graph_(graph), places_(graph.size()), root_(tip) {
  order_.reserve(graph.size());
  follow_chain(tip, true);
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    switch (task.step) {
      case Step::FollowChain:
        follow_chain(task.commit, false);
        break;
      case Step::Enter:
        enter(task.commit);
        break;
      case Step::Leave:
        places_[task.commit].end = static_cast<std::uint32_t>(order_.size());
        order_.push_back(task.commit);
        break;
    }
  }
}

// Puts the chain of first parents on the stack with its oldest commit on top.
void MergeOrder::follow_chain(CommitIndex from, bool is_trunk) {
  CommitIndex commit = from;
  while (graph_.is_read(commit) && !places_[commit].is_visited) {
    places_[commit].is_visited = true;
    places_[commit].is_on_trunk = is_trunk;
    if (is_trunk) {
      root_ = commit;
    }
    tasks_.push_back({.step = Step::Enter, .commit = commit});
    const std::span<const CommitIndex> parents = graph_.parents(commit);
    if (parents.empty()) {
      break;
    }
    commit = parents.front();
  }
}

void MergeOrder::enter(CommitIndex commit) {
  const std::span<const CommitIndex> parents = graph_.parents(commit);
  if (parents.size() < 2) {
    order_.push_back(commit);
    return;
  }
  places_[commit].begin = static_cast<std::uint32_t>(order_.size());
  tasks_.push_back({.step = Step::Leave, .commit = commit});
  for (std::size_t at = parents.size(); at-- > 1;) {
    tasks_.push_back({.step = Step::FollowChain, .commit = parents[at]});
  }
}

std::span<const CommitIndex> MergeOrder::brought_by(CommitIndex commit) const {
  const Place& place = places_[commit];
  return std::span(order_).subspan(place.begin, place.end - place.begin);
}

}  // namespace shiplog
