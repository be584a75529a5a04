// DeploymentRows: every attempt to deploy, from all sources, in the order of the table;
// and the lines in which they follow each other.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/repository_facts.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {

// A deployment before it is in a table. Texts are views into the facts.
struct DeploymentDraft {
  std::string_view id = {};
  std::string_view name = {};
  std::string_view fixes = {};
  PullNumber pull = StringTable::kNone;  // Whose merge it is.
  Node sha = kNoNode;
  Row line = kNoRow;
  Timestamp created_at = kNever;
  Timestamp succeeded_at = kNever;
  bool failed_after_success = false;

  // By hand: that it counts nowhere, and whether it failed.
  const Correction* excluded_by = nullptr;
  const Correction* judged_by = nullptr;

  // Of successes that are not the first of their line:
  bool is_rollback = false;  // Its sha succeeded in the line before and is older than the live one.
  bool is_repeat = false;    // Its sha succeeded in the line before.
};

struct LineDraft {
  DeploymentSource source = DeploymentSource::Deployments;
  std::string_view environment = {};
  std::string_view service = {};
  Timestamp latest_attempt_at = Timestamp::min();
  // In order of (succeeded_at, created_at, id), without those that are left out by hand.
  std::vector<Row> successes = {};
};

struct DeploymentRows {
  std::vector<DeploymentDraft> rows = {};  // As DeploymentTable sorts them.
  std::vector<LineDraft> lines = {};       // By source, environment and service.
};

// Of deployments, releases, and the merges into the default branch. Borrows the facts and
// the corrections.
DeploymentRows deployment_rows(const RepositoryFacts& facts, const Corrections& corrections);

// Marks which successes are rollbacks and which are repeats.
void mark_rollbacks(DeploymentRows& deployments, const CommitGraph& graph);

}  // namespace shiplog
