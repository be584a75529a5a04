// What a store already holds of a repository that came from git.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

// The merge commits, by number, of its pull requests that are known from git.
using StoredMerges = std::unordered_map<std::int64_t, std::string>;
Result<StoredMerges> stored_merges(FactStore& store, std::string_view repository);

Result<bool> is_stored_commit(FactStore& store, std::string_view repository, std::string_view sha);

// The shas of its commits that are not `reachable`, that no pull request owns and that are
// not withdrawn yet; sorted.
Result<std::vector<std::string>> stored_unreachable_commits(
    FactStore& store, std::string_view repository,
    const std::function<bool(std::string_view sha)>& is_reachable);

}  // namespace shiplog
