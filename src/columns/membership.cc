#include "columns/membership.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/repository_facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// What a walk for one merge costs, roughly, in commits; a pass over all of them is better
// once it serves more merges than this many times fit into the graph.
constexpr std::size_t kCommitsPerWalk = 256;

using ByPlace = std::priority_queue<Place, std::vector<Place>, std::greater<>>;

// A parent that stands before its child is on a cycle of impossible input.
Place first_parent(const CommitGraph& graph, Place place) {
  const auto parents = graph.parents(place);
  return parents.empty() || parents[0] <= place ? kNoPlace : parents[0];
}

// The line of first parents, from its end down, that holds the most of the merges.
struct Trunk {
  std::vector<Place> places = {};
  std::uint32_t merge_count = 0;
};

Trunk longest_trunk(const CommitGraph& graph, std::span<const std::uint8_t> is_wanted) {
  std::vector<std::uint32_t> merges_below(graph.size(), 0);
  Place end = 0;
  for (Place place = static_cast<Place>(graph.size()); place-- > 0;) {
    const Place parent = first_parent(graph, place);
    merges_below[place] = is_wanted[place] + (parent == kNoPlace ? 0 : merges_below[parent]);
    end = merges_below[place] > merges_below[end] ? place : end;
  }
  Trunk trunk{.merge_count = merges_below[end]};
  for (Place place = end; place != kNoPlace; place = first_parent(graph, place)) {
    trunk.places.push_back(place);
  }
  std::ranges::reverse(trunk.places);
  return trunk;
}

}  // namespace

BroughtIn::BroughtIn(const CommitGraph& graph, std::vector<Place> merges)
    : merges_(std::move(merges)) {
  std::ranges::sort(merges_);
  merges_.erase(std::unique(merges_.begin(), merges_.end()), merges_.end());
  stretches_.resize(merges_.size());
  is_known_.resize(merges_.size());
  take_trunk(graph);
  paint_.resize(graph.size());
  for (std::size_t index = 0; index < merges_.size(); ++index) {
    if (is_known_[index] == 0) {
      const auto begin = static_cast<std::uint32_t>(commits_.size());
      walk(graph, merges_[index]);
      stretches_[index] = {begin, static_cast<std::uint32_t>(commits_.size())};
    }
  }
}

std::span<const Place> BroughtIn::by(Place merge) const {
  const auto found = std::ranges::lower_bound(merges_, merge);
  return stretch_of(commits_, stretches_[static_cast<std::size_t>(found - merges_.begin())]);
}

// Along a line of first parents, what a merge brought in is what no earlier commit of the
// line contains: one pass tells it for all merges of the line.
void BroughtIn::take_trunk(const CommitGraph& graph) {
  while (true) {
    std::vector<std::uint8_t> is_wanted(graph.size(), 0);
    std::size_t wanted = 0;
    for (std::size_t index = 0; index < merges_.size(); ++index) {
      is_wanted[merges_[index]] = is_known_[index] == 0 ? 1 : 0;
      wanted += is_wanted[merges_[index]];
    }
    if (wanted == 0) {
      return;
    }
    const Trunk trunk = longest_trunk(graph, is_wanted);
    if (trunk.merge_count * kCommitsPerWalk < graph.size() || trunk.merge_count == 0) {
      return;
    }
    std::vector<std::uint32_t> ranks(graph.size(), kNoRank);
    for (std::uint32_t rank = 0; rank < trunk.places.size(); ++rank) {
      ranks[trunk.places[rank]] = rank;
    }
    graph.hand_down_least(ranks);
    const std::size_t known_before = static_cast<std::size_t>(std::ranges::count(is_known_, 1));
    take_brought_to(trunk.places, ranks);
    if (static_cast<std::size_t>(std::ranges::count(is_known_, 1)) == known_before) {
      return;
    }
  }
}

void BroughtIn::take_brought_to(std::span<const Place> trunk,
                                std::span<const std::uint32_t> ranks) {
  // By rank: the index of the merge there, if it is one of ours and has its first parent
  // on the trunk.
  std::vector<std::uint32_t> merge_at(trunk.size(), kNoRank);
  for (std::size_t index = 0; index < merges_.size(); ++index) {
    const std::uint32_t rank = ranks[merges_[index]];
    if (is_known_[index] == 0 && rank != kNoRank && rank > 0 && trunk[rank] == merges_[index]) {
      merge_at[rank] = static_cast<std::uint32_t>(index);
      is_known_[index] = 1;
    }
  }
  std::vector<std::uint32_t> counts(merges_.size(), 0);
  const auto merge_of = [&](Place place) {
    const std::uint32_t rank = ranks[place];
    const std::uint32_t index = rank == kNoRank ? kNoRank : merge_at[rank];
    return index == kNoRank || merges_[index] == place ? kNoRank : index;
  };
  for (Place place = 0; place < ranks.size(); ++place) {
    if (const std::uint32_t index = merge_of(place); index != kNoRank) {
      ++counts[index];
    }
  }
  auto end = static_cast<std::uint32_t>(commits_.size());
  for (const std::uint32_t index : merge_at) {
    if (index != kNoRank) {
      stretches_[index] = {end, end};
      end += counts[index];
    }
  }
  commits_.resize(end);
  for (Place place = 0; place < ranks.size(); ++place) {
    if (const std::uint32_t index = merge_of(place); index != kNoRank) {
      commits_[stretches_[index].end++] = place;
    }
  }
}

// Both sides at once, nearest commits first, until all that is left is on both.
void BroughtIn::walk(const CommitGraph& graph, Place merge) {
  constexpr std::uint8_t kOurs = 1;
  constexpr std::uint8_t kTheirs = 2;
  constexpr std::uint8_t kDone = 4;
  ByPlace waiting;
  std::vector<Place> touched;
  std::size_t ours_waiting = 0;
  const auto paint = [&](Place place, std::uint8_t colour) {
    const std::uint8_t before = paint_[place];
    if ((before & kDone) != 0) {
      return;  // Only on a cycle of impossible input.
    }
    paint_[place] |= colour;
    if (before == 0) {
      touched.push_back(place);
      waiting.push(place);
      ours_waiting += colour == kOurs ? 1 : 0;
    } else if (before == kOurs && colour == kTheirs) {
      --ours_waiting;
    }
  };
  const auto merged = graph.parents(merge);
  paint(merge, kTheirs);
  paint(merged[0], kTheirs);
  for (const Place parent : merged.subspan(1)) {
    paint(parent, kOurs);
  }
  while (ours_waiting > 0) {
    const Place place = waiting.top();
    waiting.pop();
    const std::uint8_t colour = std::exchange(paint_[place], kDone);
    if (colour == kOurs) {
      --ours_waiting;
      commits_.push_back(place);
    }
    if (place != merge) {
      for (const Place parent : graph.parents(place)) {
        paint(parent, (colour & kTheirs) != 0 ? kTheirs : kOurs);
      }
    }
  }
  for (const Place place : touched) {
    paint_[place] = 0;
  }
}

namespace {

// What belongs to a pull request, besides what its merge brought in.
class Owner {
 public:
  Owner(const RepositoryFacts& facts, const CommitGraph& graph) : facts_(facts), graph_(graph) {
    commit_at_.resize(graph.size(), kNoRow);
    for (std::uint32_t row = 0; row < facts.commits.size(); ++row) {
      commit_at_[graph.place_of(facts.commits[row].node)] = row;
    }
  }

  void list(const PullRow& pull, std::vector<Place>& commits) const {
    for (const ListedCommit& listed : stretch_of(facts_.listed_commits, pull.commits)) {
      commits.push_back(graph_.place_of(listed.node));
    }
    for (const Node node : {pull.head_commit, pull.merge_commit}) {
      if (node != kNoNode) {
        commits.push_back(graph_.place_of(node));
      }
    }
  }

  // Rebasing keeps the authored times: of the first-parent ancestors below the merge
  // commit, one fewer than were listed, those with such a time are copies.
  void list_rebased(const PullRow& pull, std::vector<Place>& commits) const {
    const auto listed = stretch_of(facts_.listed_commits, pull.commits);
    std::unordered_set<std::int64_t> authored;
    for (const ListedCommit& commit : listed) {
      const Timestamp time = authored_at(commit);
      if (happened(time)) {
        authored.insert(time.time_since_epoch().count());
      }
    }
    Place below = graph_.place_of(pull.merge_commit);
    for (std::size_t step = 1; step < listed.size(); ++step) {
      const auto parents = graph_.parents(below);
      if (parents.empty() || !graph_.has_fact(parents[0])) {
        return;
      }
      below = parents[0];
      const Timestamp time = facts_.commits[commit_at_[below]].authored_at;
      if (happened(time) && authored.contains(time.time_since_epoch().count())) {
        commits.push_back(below);
      }
    }
  }

 private:
  Timestamp authored_at(const ListedCommit& commit) const {
    const std::uint32_t row = commit_at_[graph_.place_of(commit.node)];
    return happened(commit.authored_at) || row == kNoRow ? commit.authored_at
                                                         : facts_.commits[row].authored_at;
  }

  const RepositoryFacts& facts_;
  const CommitGraph& graph_;
  std::vector<std::uint32_t> commit_at_;  // By place: a row of the facts' commits.
};

// Where the first parent was never seen itself, what is reachable from it is not known,
// and all of history might seem to have been brought in.
bool brought_something_in(const CommitGraph& graph, Place merge) {
  return merge != kNoPlace && graph.parents(merge).size() >= 2 &&
         graph.has_fact(graph.parents(merge)[0]);
}

}  // namespace

Membership::Membership(const RepositoryFacts& facts, const CommitGraph& graph) {
  std::vector<Place> merges;
  for (const PullRow& pull : facts.pull_rows) {
    if (const Place merge = graph.place_of(pull.merge_commit); brought_something_in(graph, merge)) {
      merges.push_back(merge);
    }
  }
  const BroughtIn brought_in(graph, std::move(merges));
  const Owner owner(facts, graph);
  is_owned_.resize(graph.size());
  offsets_.reserve(facts.pull_rows.size() + 1);
  offsets_.push_back(0);
  for (const PullRow& pull : facts.pull_rows) {
    owner.list(pull, commits_);
    const Place merge = graph.place_of(pull.merge_commit);
    if (brought_something_in(graph, merge)) {
      const auto commits = brought_in.by(merge);
      commits_.insert(commits_.end(), commits.begin(), commits.end());
    } else if (merge != kNoPlace && graph.parents(merge).size() == 1) {
      owner.list_rebased(pull, commits_);
    }
    const auto begin = commits_.begin() + offsets_.back();
    std::sort(begin, commits_.end());
    commits_.erase(std::unique(begin, commits_.end()), commits_.end());
    offsets_.push_back(static_cast<Offset>(commits_.size()));
  }
  for (const Place place : commits_) {
    is_owned_[place] = 1;
  }
}

}  // namespace shiplog
