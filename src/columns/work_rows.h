// WorkRows: the rows of the work tables, before their texts are written.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/corrections.h"
#include "columns/membership.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/work_tables.h"
#include "domain/timestamp.h"

namespace shiplog {

struct Touches {
  std::vector<Row> change = {};
  std::vector<std::uint32_t> path = {};
  std::vector<std::string_view> paths = {};
};

struct Labels {
  std::vector<Row> change = {};
  std::vector<std::uint32_t> label = {};
  std::vector<std::string_view> names = {};
};

struct CommitDraft {
  std::string_view id = {};
  Timestamp at = kNever;
  Row change = kNoRow;
  Row author = kNoRow;
  std::int32_t lines = -1;
};

struct RunDraft {
  const RunRow* run = nullptr;
  std::string_view id = {};
  RunCheck check = RunCheck::None;
  const Correction* excluded_by = nullptr;
};

// Each in the order of its table. All borrow the facts.
Touches find_touches(const RepositoryFacts& facts, const CommitGraph& graph,
                     const Membership& membership, const ChangeRows& changes);
Labels find_labels(const RepositoryFacts& facts, const ChangeRows& changes);
std::vector<CommitDraft> sized_commits(const RepositoryFacts& facts, const PeopleRows& people,
                                       const CommitGraph& graph, const Membership& membership,
                                       const ChangeRows& changes);
std::vector<RunDraft> checked_runs(const RepositoryFacts& facts, const Corrections& corrections);

}  // namespace shiplog
