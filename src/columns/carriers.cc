#include "columns/carriers.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/deployment_rows.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// The successes of one line by what they contain and by when they were.
class LineIndex {
 public:
  LineIndex(const LineDraft& line, const DeploymentRows& deployments, const CommitGraph& graph)
      : line_(line), graph_(graph), first_rank_(graph.size(), kNoRank) {
    for (std::uint32_t rank = 0; rank < line.successes.size(); ++rank) {
      const DeploymentDraft& one = deployments.rows[line.successes[rank]];
      const Place place = graph.place_of(one.sha);
      if (place != kNoPlace) {
        first_rank_[place] = std::min(first_rank_[place], rank);
      }
      // A repeat, and so every rollback, brings nothing that was not there before.
      if (!one.is_repeat) {
        eligible_.push_back({one.succeeded_at, rank});
        if (!graph.has_fact(place)) {
          unseen_.push_back({one.succeeded_at, rank});
        }
      }
    }
    graph.hand_down_least(first_rank_);
  }

  // A carrier whose deployment is kNoRow where the line has none for the change.
  Carrier find(const ChangeDraft& change) const {
    if (const std::uint32_t rank = containing(change.merge_commit); rank != kNoRank) {
      return carrier(rank, LinkedBy::Commit);
    }
    if (const std::uint32_t rank = containing(change.head_commit); rank != kNoRank) {
      return carrier(rank, LinkedBy::HeadCommit);
    }
    const bool is_seen = graph_.is_seen(change.merge_commit) || graph_.is_seen(change.head_commit);
    const auto& candidates = is_seen ? unseen_ : eligible_;
    const auto found = std::ranges::lower_bound(candidates, change.merged_at, {}, &Success::at);
    return found == candidates.end() ? Carrier{} : carrier(found->rank, LinkedBy::Time);
  }

 private:
  struct Success {
    Timestamp at = kNever;
    std::uint32_t rank = kNoRank;
  };

  std::uint32_t containing(Place place) const {
    return place == kNoPlace ? kNoRank : first_rank_[place];
  }
  Carrier carrier(std::uint32_t rank, LinkedBy linked_by) const {
    return {
        .deployment = line_.successes[rank], .linked_by = linked_by, .is_first_of_line = rank == 0};
  }

  const LineDraft& line_;
  const CommitGraph& graph_;
  std::vector<std::uint32_t> first_rank_;  // By place: of the first success that contains it.
  std::vector<Success> eligible_;
  std::vector<Success> unseen_;  // Those whose commit no fact describes.
};

struct Link {
  Row change = kNoRow;
  Carrier carrier = {};
};

// Offsets of `count` lists from how long each is, in sizes[0 … count).
std::vector<Offset> offsets_of(std::vector<Offset> sizes) {
  Offset begin = 0;
  for (Offset& size : sizes) {
    begin += std::exchange(size, begin);
  }
  sizes.push_back(begin);
  return sizes;
}

void by_change(const std::vector<Link>& links, std::size_t change_count, Carriers& result) {
  std::vector<Offset> sizes(change_count, 0);
  for (const Link& link : links) {
    ++sizes[link.change];
  }
  result.carrier_offsets = offsets_of(std::move(sizes));
  result.carriers.resize(links.size());
  std::vector<Offset> next = result.carrier_offsets;
  for (const Link& link : links) {
    result.carriers[next[link.change]++] = link.carrier;
  }
  for (std::size_t change = 0; change < change_count; ++change) {
    std::sort(
        result.carriers.begin() + result.carrier_offsets[change],
        result.carriers.begin() + result.carrier_offsets[change + 1],
        [](const Carrier& one, const Carrier& other) { return one.deployment < other.deployment; });
  }
}

void by_deployment(const std::vector<Link>& links, std::size_t deployment_count, Carriers& result) {
  std::vector<Offset> sizes(deployment_count, 0);
  for (const Link& link : links) {
    ++sizes[link.carrier.deployment];
  }
  result.change_offsets = offsets_of(std::move(sizes));
  result.changes.resize(links.size());
  std::vector<Offset> next = result.change_offsets;
  // A deployment is in one line, and a line's links come in order of their changes.
  for (const Link& link : links) {
    result.changes[next[link.carrier.deployment]++] = link.change;
  }
}

}  // namespace

Carriers find_carriers(const ChangeRows& changes, const DeploymentRows& deployments,
                       const CommitGraph& graph) {
  std::vector<Link> links;
  for (const LineDraft& line : deployments.lines) {
    if (line.successes.empty()) {
      continue;
    }
    const LineIndex index(line, deployments, graph);
    for (Row change = 0; change < changes.merged_count; ++change) {
      const Carrier carrier = index.find(changes.rows[change]);
      if (carrier.deployment != kNoRow) {
        links.push_back({.change = change, .carrier = carrier});
      }
    }
  }
  Carriers result;
  by_change(links, changes.rows.size(), result);
  by_deployment(links, deployments.rows.size(), result);
  return result;
}

}  // namespace shiplog
