// Reverts: which changes say that they take another back.

#pragma once

#include <cstdint>
#include <vector>

#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/membership.h"
#include "columns/repository_facts.h"

namespace shiplog {

struct Revert {
  Row revert = kNoRow;
  Row reverted = kNoRow;
};

struct Reverts {
  std::vector<std::uint8_t> is_revert = {};    // By change.
  std::vector<std::uint8_t> is_reverted = {};  // By change: by one that merged no earlier.
  std::vector<Revert> pairs = {};              // Of merged changes, each pair once.
};

// A change reverts another when one of its commits names a commit of the other. What is left
// out by hand neither reverts nor is reverted.
Reverts find_reverts(const RepositoryFacts& facts, const CommitGraph& graph,
                     const Membership& membership, const ChangeRows& changes);

}  // namespace shiplog
