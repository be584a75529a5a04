// Boundaries: the moments that divide a change's time into stages, as the facts say them.

#pragma once

#include <span>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/membership.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// As the columns of the same names. Raw: none is raised to the one before.
struct Boundaries {
  Timestamp first_commit_at = kNever;
  Timestamp ready_at = kNever;
  Timestamp first_review_at = kNever;
  Timestamp approved_at = kNever;
  Timestamp closed_at = kNever;
  bool is_reviewed = false;
};

// When a pull request was closed and opened again.
struct ClosingHistory {
  Timestamp closed_at = kNever;         // The final close; the merge when merged.
  std::vector<Timestamp> toggles = {};  // Empty unless it was reopened.
};
ClosingHistory closing_history(const PullRow& pull, std::span<const PullEvent> events);

class BoundaryFinder {
 public:
  // Borrows all of them.
  BoundaryFinder(const RepositoryFacts& facts, const PeopleRows& people, const CommitGraph& graph,
                 const Membership& membership, bool bot_reviews);

  Boundaries of_pull(std::uint32_t pull_row, Timestamp closed_at);
  Boundaries of_push(const CommitRow& commit) const;

 private:
  bool is_by_another_human(const Remark& remark, const PullRow& pull) const;
  Timestamp first_commit(std::uint32_t pull_row) const;
  Timestamp ready(const PullRow& pull, Timestamp first_review, Timestamp closed) const;
  Timestamp last_standing_approval(std::span<const Remark> remarks, const PullRow& pull);

  const RepositoryFacts& facts_;
  const PeopleRows& people_;
  const CommitGraph& graph_;
  const Membership& membership_;
  bool bot_reviews_;
  std::vector<std::uint32_t> commit_at_;  // By place: a row of the facts' commits.
  std::vector<Offset> remark_offsets_;    // By PullNumber.
  std::vector<Remark> remarks_;
  std::vector<const Remark*> verdicts_;  // Of one pull request; kept to spare allocations.
};

}  // namespace shiplog
