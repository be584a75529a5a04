// Git history: the commits of a clone's default branch as facts, with the pull requests that
// their messages tell of and the people who wrote them.
//
// One `git rev-list` tells of the commits while several `git diff-tree` count the lines of
// those already told; facts leave as they are complete, so memory holds the graph and not
// the history. Facts are a function of the commits alone: the same ones come out whether
// they are read at once or in parts.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/git_graph.h"
#include "sources/git/git_repository.h"
#include "sources/git/merged_pull_requests.h"

namespace shiplog {

struct HistoryRequest {
  // What can be reached from this commit has been read before and is left out. It must be on
  // the chain of first parents below the tip.
  Text after = {};
  // Commits committed and pull requests merged before are left out.
  Moment since = {};
  // Whether what was read before has a pull request of this number, merged by another commit.
  NumberCheck is_taken = {};
  // False: the graph and the messages only, at the speed of `git rev-list`; all counts absent.
  bool counts_lines = true;
  std::size_t processes = 1;  // That count lines.
  // Told the number of commits done, now and then, on the thread of the caller.
  std::function<void(std::int64_t commits_done)> on_progress = {};
  std::stop_token stop = {};
};

struct HistorySummary {
  std::int64_t commits = 0;
  std::int64_t merged_pull_requests = 0;    // Known from a merge commit.
  std::int64_t squashed_pull_requests = 0;  // Known from the end of a subject.
  std::int64_t repeated_numbers = 0;        // Pull requests of a number that came before.
  std::int64_t people = 0;
  std::int64_t cut_off = 0;           // Commits whose parents a shallow clone leaves out.
  std::int64_t uncounted = 0;         // Commits of missing objects, so without line counts.
  std::int64_t impossible_times = 0;  // Commits with a time that is no time.
};

using HistorySink = FunctionRef<Result<Unit>(Fact fact)>;

struct History {
  HistorySummary summary = {};
  GitGraph graph = {};  // Of all commits read, `since` or not.
};

// Gives each fact to the sink, on this thread, people before whoever refers to them. An error
// of the sink ends the reading and is returned. Requires a tip.
Result<History> read_git_history(const GitRepository& repository, const HistoryRequest& request,
                                 HistorySink sink);

// How many commits a request will read, for a progress bar.
Result<std::int64_t> count_commits(const GitRepository& repository, const HistoryRequest& request);

}  // namespace shiplog
