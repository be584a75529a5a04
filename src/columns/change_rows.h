// ChangeRows: pull requests and direct pushes in the order of the table, with what is
// needed of each to find the deployment that carried it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/membership.h"
#include "columns/repository_facts.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {

struct ChangeDraft {
  ChangeKind kind = ChangeKind::PullRequest;
  std::uint32_t source = 0;  // Row of the facts' pull requests, or of their commits.
  std::string_view id = {};
  Timestamp created_at = kNever;
  Timestamp merged_at = kNever;
  Place merge_commit = kNoPlace;
  Place head_commit = kNoPlace;
  const Correction* excluded_by = nullptr;  // Left out by hand.
};

struct ChangeRows {
  std::vector<ChangeDraft> rows = {};  // As ChangeTable sorts them.
  std::size_t merged_count = 0;        // The first so many are merged.
};

// Every commit fact that no pull request owns and that has at most one parent is a direct
// push. Borrows the facts and the corrections.
ChangeRows change_rows(const RepositoryFacts& facts, const CommitGraph& graph,
                       const Membership& membership, const Corrections& corrections);

// The commits of a change, whether or not facts describe them.
std::span<const Place> commits_of(const ChangeDraft& change, const Membership& membership);

}  // namespace shiplog
