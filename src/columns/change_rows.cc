#include "columns/change_rows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>

#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/membership.h"
#include "columns/repository_facts.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {

ChangeRows change_rows(const RepositoryFacts& facts, const CommitGraph& graph,
                       const Membership& membership, const Corrections& corrections) {
  ChangeRows changes;
  changes.rows.reserve(facts.pull_rows.size());
  for (std::uint32_t row = 0; row < facts.pull_rows.size(); ++row) {
    const PullRow& pull = facts.pull_rows[row];
    const std::string_view id = facts.pulls.at(pull.pull);
    changes.rows.push_back({.kind = ChangeKind::PullRequest,
                            .source = row,
                            .id = id,
                            .created_at = pull.created_at,
                            .merged_at = pull.merged_at,
                            .merge_commit = graph.place_of(pull.merge_commit),
                            .head_commit = graph.place_of(pull.head_commit),
                            .excluded_by = corrections.excluding(FactKind::PullRequest, id)});
  }
  for (std::uint32_t row = 0; row < facts.commits.size(); ++row) {
    const CommitRow& commit = facts.commits[row];
    const Place place = graph.place_of(commit.node);
    if (membership.is_owned(place) || commit.parents.end - commit.parents.begin > 1) {
      continue;
    }
    const bool has_commit_time = happened(commit.committed_at);
    const std::string_view sha = facts.shas.at(commit.node);
    changes.rows.push_back({.kind = ChangeKind::DirectPush,
                            .source = row,
                            .id = sha,
                            .merged_at = has_commit_time ? commit.committed_at : commit.authored_at,
                            .merge_commit = place,
                            .excluded_by = corrections.excluding(FactKind::Commit, sha)});
  }
  // What never merged comes last by itself.
  std::ranges::sort(changes.rows, {}, [](const ChangeDraft& change) {
    const Timestamp opened = happened(change.merged_at) ? Timestamp::min() : change.created_at;
    return std::tuple(change.merged_at, opened, change.id, change.kind);
  });
  changes.merged_count = static_cast<std::size_t>(std::ranges::count_if(
      changes.rows, [](const ChangeDraft& change) { return happened(change.merged_at); }));
  return changes;
}

std::span<const Place> commits_of(const ChangeDraft& change, const Membership& membership) {
  return change.kind == ChangeKind::PullRequest ? membership.commits_of(change.source)
                                                : std::span(&change.merge_commit, 1);
}

}  // namespace shiplog
