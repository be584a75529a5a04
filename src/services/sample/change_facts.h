// A change as facts: its pull request with reviews and comments, and the commits that it
// leaves in the repository's graph.

#pragma once

#include <cstdint>
#include <string>

#include "services/sample/change_story.h"

namespace shiplog::sample {

// Forty hexadecimal digits that stand for one commit of one repository.
std::string sha_of(std::int64_t repository, CommitNumber number);

// What a landed change left behind.
struct Landed {
  CommitNumber head = 0;   // The last commit of the branch,
  CommitNumber merge = 0;  // and the one that put it on the default branch: the new tip.
};

// Writes changes and numbers their commits.
class ChangeWriter {
 public:
  // Borrows both.
  ChangeWriter(const Organisation& organisation, const RepositoryPlan& repository);

  // The first commit of all.
  Result<CommitNumber> plant_root(PersonIndex author, FactSink sink);

  // A change that reached its base branch, whose tip is given.
  Result<Landed> land(const Change& change, CommitNumber tip, bool keeps_branch, FactSink sink);

  // A pull request that was closed unmerged, or is not yet over at the end of history.
  Result<Unit> leave(const Change& change, FactSink sink);

 private:
  Result<Landed> push_directly(const Change& change, CommitNumber tip, FactSink sink);
  Result<Unit> write_branch(const Change& change, CommitNumber first, FactSink sink);
  Result<CommitNumber> write_merge(const Change& change, CommitNumber tip, CommitNumber head,
                                   FactSink sink);
  Result<CommitNumber> write_squash(const Change& change, CommitNumber tip, FactSink sink);
  Result<CommitNumber> write_rebase(const Change& change, CommitNumber tip, FactSink sink);
  Result<Unit> write_pull_request(const Change& change, CommitNumber first, CommitNumber merge,
                                  FactSink sink);
  Result<Unit> write_conversation(const Change& change, FactSink sink);

  // Those that exist at the end of history, and the last of them as the head.
  void list_commits(const Change& change, CommitNumber first, PullRequest& pull) const;
  PullRequest pull_request_of(const Change& change) const;
  Text person(PersonIndex index) const;
  // A commit of the change with the whole of its size, without sha and parents.
  Commit commit_of(const Change& change) const;
  bool has_happened(sys_seconds at) const { return at <= organisation_.until(); }

  const Organisation& organisation_;
  const RepositoryPlan& repository_;
  CommitNumber last_commit_ = 0;
  std::int64_t last_review_ = 0;
  std::int64_t last_comment_ = 0;
};

std::string title_of(const Change& change);

}  // namespace shiplog::sample
