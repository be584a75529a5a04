#include "columns/commit_graph.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "columns/column.h"
#include "columns/repository_facts.h"

namespace shiplog {

// The graph by nodes, before its commits have places.
struct CommitGraph::Links {
  std::vector<std::uint32_t> commit_of;  // The row of the node's fact, or kNoRow.
  std::vector<std::uint32_t> children;   // How many commits name it as a parent.

  explicit Links(const RepositoryFacts& facts)
      : commit_of(facts.shas.size(), kNoRow), children(facts.shas.size(), 0) {
    for (std::uint32_t row = 0; row < facts.commits.size(); ++row) {
      commit_of[facts.commits[row].node] = row;
    }
    for (std::uint32_t node = 0; node < commit_of.size(); ++node) {
      for (const Node parent : parents(facts, node)) {
        children[parent] += parent != node ? 1 : 0;
      }
    }
  }

  std::span<const Node> parents(const RepositoryFacts& facts, Node node) const {
    const std::uint32_t row = commit_of[node];
    return row == kNoRow ? std::span<const Node>()
                         : stretch_of(facts.parents, facts.commits[row].parents);
  }
};

// Takes a commit once all its children are taken, and goes on with its last parent: so a
// branch lies together, and a pass rarely leaves the cache.
std::vector<Node> CommitGraph::order(const Links& links, const RepositoryFacts& facts) {
  const auto count = static_cast<std::uint32_t>(links.commit_of.size());
  std::vector<Node> ordered;
  ordered.reserve(count);
  std::vector<std::uint32_t> waiting_for = links.children;
  std::vector<Node> ready;
  for (Node tip = 0; tip < count; ++tip) {
    if (links.children[tip] != 0) {
      continue;
    }
    ready.push_back(tip);
    while (!ready.empty()) {
      const Node node = ready.back();
      ready.pop_back();
      ordered.push_back(node);
      for (const Node parent : links.parents(facts, node)) {
        if (parent != node && --waiting_for[parent] == 0) {
          ready.push_back(parent);
        }
      }
    }
  }
  if (ordered.size() < count) {
    // What is on a cycle or below one, in an order that does not depend on the input's.
    has_cycle_ = true;
    const auto cut = static_cast<std::ptrdiff_t>(ordered.size());
    for (Node node = 0; node < count; ++node) {
      if (waiting_for[node] != 0) {
        ordered.push_back(node);
      }
    }
    std::sort(ordered.begin() + cut, ordered.end(),
              [&facts](Node one, Node other) { return facts.shas.at(one) < facts.shas.at(other); });
  }
  return ordered;
}

CommitGraph::CommitGraph(const RepositoryFacts& facts) {
  const Links links(facts);
  node_of_ = order(links, facts);
  const std::size_t count = node_of_.size();
  place_of_.resize(count);
  for (Place place = 0; place < count; ++place) {
    place_of_[node_of_[place]] = place;
  }
  parent_offsets_.reserve(count + 1);
  parent_offsets_.push_back(0);
  parents_.reserve(facts.parents.size());
  has_fact_.resize(count);
  is_seen_.resize(count);
  for (Place place = 0; place < count; ++place) {
    const Node node = node_of_[place];
    for (const Node parent : links.parents(facts, node)) {
      parents_.push_back(place_of_[parent]);
    }
    parent_offsets_.push_back(static_cast<Offset>(parents_.size()));
    has_fact_[place] = links.commit_of[node] != kNoRow ? 1 : 0;
    is_seen_[place] = has_fact_[place] != 0 || links.children[node] != 0 ? 1 : 0;
    unknown_parents_ += is_seen_[place] != 0 && has_fact_[place] == 0 ? 1 : 0;
  }
}

template <typename T, typename Combine>
void CommitGraph::hand_down(std::vector<T>& by_place, Combine combine) const {
  bool has_changed = true;
  while (has_changed) {
    has_changed = false;
    for (Place place = 0; place < by_place.size(); ++place) {
      const T value = by_place[place];
      for (const Place parent : parents(place)) {
        const T combined = combine(by_place[parent], value);
        has_changed |= combined != by_place[parent];
        by_place[parent] = combined;
      }
    }
    has_changed &= has_cycle_;
  }
}

void CommitGraph::hand_down_least(std::vector<std::uint32_t>& by_place) const {
  hand_down(by_place, [](std::uint32_t one, std::uint32_t other) { return std::min(one, other); });
}

void CommitGraph::hand_down_bits(std::vector<std::uint64_t>& by_place) const {
  hand_down(by_place, [](std::uint64_t one, std::uint64_t other) { return one | other; });
}

std::vector<std::uint8_t> are_ancestors(const CommitGraph& graph, std::span<const Kinship> pairs) {
  std::vector<std::uint8_t> answers(pairs.size(), 0);
  std::vector<std::uint64_t> bits;
  for (std::size_t begin = 0; begin < pairs.size(); begin += 64) {
    const auto some = pairs.subspan(begin, std::min<std::size_t>(64, pairs.size() - begin));
    bits.assign(graph.size(), 0);
    for (std::size_t bit = 0; bit < some.size(); ++bit) {
      if (some[bit].descendant != kNoPlace) {
        bits[some[bit].descendant] |= std::uint64_t{1} << bit;
      }
    }
    graph.hand_down_bits(bits);
    for (std::size_t bit = 0; bit < some.size(); ++bit) {
      const auto [ancestor, descendant] = some[bit];
      answers[begin + bit] =
          ancestor != kNoPlace && ancestor != descendant && (bits[ancestor] >> bit & 1U) != 0;
    }
  }
  return answers;
}

}  // namespace shiplog
