// import_git: brings a store up to date with a clone on this machine.
//
// The second import of a repository reads only what is new. What it stores is the same as
// one import of the whole would, also when it was cut short at any moment and started again:
// facts depend on commits alone, and the cursor arrives with the last of them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

struct GitImportProgress {
  std::int64_t commits_done = 0;
  std::int64_t commits_total = 0;
};

struct GitImportOptions {
  std::filesystem::path path = {};
  Text name = {};                    // "owner/name"; absent: what the clone tells.
  Moment since = {};                 // Leaves out commits, merges and tags before.
  std::size_t processes = 0;         // That count lines; 0: one for each core.
  std::size_t batch_records = 2000;  // Durable together.
  // Called on the importing thread, about every hundred commits.
  std::function<void(const GitImportProgress& progress)> on_progress = {};
  std::stop_token stop = {};
};

struct GitImportSummary {
  std::string repository = {};
  bool is_up_to_date = false;   // Nothing was new, and nothing was read.
  bool is_incremental = false;  // Only what was new was read.
  std::int64_t commits = 0;
  std::int64_t merged_pull_requests = 0;    // Known from a merge commit.
  std::int64_t squashed_pull_requests = 0;  // Known from the end of a subject.
  std::int64_t releases = 0;
  std::int64_t people = 0;
  std::int64_t withdrawn_commits = 0;
  ChangeCounts changes = {};            // What became of the facts in the store.
  std::vector<std::string> notes = {};  // Sentences: what was odd, and what it costs.
};

// NotFound and InvalidInput for a path that is no repository, Conflict when another process
// imports the same one, Cancelled when stopped: what is stored then stays, and the next
// import goes on from it.
Result<GitImportSummary> import_git(FactStore& store, const Clock& clock,
                                    const GitImportOptions& options);

}  // namespace shiplog
