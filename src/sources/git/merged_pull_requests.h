// Merged pull requests, as the history of a default branch tells of them.
//
// Two traces: a merge commit, whose other parents lead to the work, and the number at the
// end of a subject on the default branch, which a squash (or a merge titled by GitHub's
// pull request) leaves. Of several commits with one number, the one that came to the default
// branch first is the pull request; the others (cherry-picks, a change that was reverted and
// landed again) are commits like any other.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/facts.h"
#include "sources/git/author_book.h"
#include "sources/git/diff_tree.h"
#include "sources/git/git_graph.h"
#include "sources/git/git_repository.h"
#include "sources/history/commit_message.h"

namespace shiplog {

// A commit whose message names a pull request.
struct Mention {
  CommitIndex commit = 0;
  PullRequestMention mention = {};
};

// The directories that commits touched, each name kept once.
class DirectoryBook {
 public:
  void remember(CommitIndex commit, const TextList& directories);

  // Those of several commits together, sorted, at most kDirectoriesMax.
  TextList of(const std::vector<CommitIndex>& commits) const;

 private:
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
  };
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> names_;  // Into numbers_, whose nodes stay in place.
  std::vector<std::uint32_t> touched_;
  std::vector<Range> ranges_;  // By commit.
};

struct MergedPullRequest {
  PullRequestMention mention = {};
  CommitIndex merge = 0;
  bool is_merge = false;  // Known from a commit with several parents.
  bool is_on_default_branch = false;
  std::vector<CommitIndex> commits = {};  // What a merge brought, in order of time.
  Moment earliest_commit_at = {};         // Of all it brought, kept or not.
  std::optional<DiffCounts> counts = {};
  bool has_own_counts = false;  // One commit's counts tell, and were taken.

  Moment merged_at(const GitGraph& graph) const;
  // Where the work is one commit, its counts are the pull request's, as GitHub shows them.
  void take_counts(const GitGraph& graph, const DirectoryBook& directories);
};

// Of what a merge brought, at most so many are listed, the newest.
inline constexpr std::size_t kPullRequestCommitsMax = 1000;

struct FoundPullRequests {
  std::vector<MergedPullRequest> pulls = {};  // In the order in which they came.
  std::int64_t repeated_numbers = 0;
};

// Says of a number and a sha whether the number belongs to another commit. May be empty.
using NumberCheck = std::function<bool(std::int64_t number, const std::string& merge)>;

FoundPullRequests find_merged_pull_requests(const GitGraph& graph, CommitIndex tip,
                                            std::vector<Mention> mentions,
                                            const NumberCheck& is_taken, std::size_t sha_length);

PullRequest pull_request_fact(const MergedPullRequest& pull, const GitGraph& graph,
                              const AuthorBook& authors, const GitRepository& repository,
                              std::size_t sha_length);

}  // namespace shiplog
