// Commits: GitHub's JSON → the facts of the default branch's history.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

struct DecodedCommit {
  Commit commit = {};
  // The message or a branch that it names speaks of a revert, but names no commit: the pull
  // request that brought it may.
  bool may_revert = false;
};

// Of a `CommitFields` of queries/fragments; absent for what is no commit.
std::optional<DecodedCommit> decode_commit(Json node, const Decoding& decoding);

// The number N in GitHub's own name for a reverting branch, "revert-N-…".
std::optional<std::int64_t> number_in_revert_branch(std::string_view branch);

// The number N of the first "Reverts owner/name#N" in a text.
std::optional<std::int64_t> number_reverted_by_text(std::string_view text,
                                                    std::string_view full_name);

}  // namespace shiplog
