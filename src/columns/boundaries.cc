#include "columns/boundaries.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/commit_graph.h"
#include "columns/membership.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// Where the final close as the fact says it and the events disagree, the fact is right:
// events may be missing or a second off.
ClosingHistory closing_history(const PullRow& pull, std::span<const PullEvent> events) {
  ClosingHistory history;
  std::vector<Timestamp>& toggles = history.toggles;
  for (const PullEvent& event : events) {
    const bool is_closed = toggles.size() % 2 == 1;
    if ((event.type == PullEventType::Closed && !is_closed) ||
        (event.type == PullEventType::Reopened && is_closed)) {
      toggles.push_back(event.at);
    }
  }
  const Timestamp end = happened(pull.merged_at) ? pull.merged_at : pull.closed_at;
  if (happened(end)) {
    // A reopening in the very moment of the end stands: it was closed up to then.
    const auto is_beyond_end = [&] {
      const bool is_closing = toggles.size() % 2 == 1;
      return toggles.back() > end || (toggles.back() == end && is_closing);
    };
    while (!toggles.empty() && is_beyond_end()) {
      toggles.pop_back();
    }
    if (toggles.size() % 2 == 1) {
      toggles.pop_back();
    }
    toggles.push_back(end);
  }
  if (toggles.size() % 2 == 1) {
    history.closed_at = toggles.back();
  }
  if (toggles.size() < 2) {
    toggles.clear();
  }
  return history;
}

BoundaryFinder::BoundaryFinder(const RepositoryFacts& facts, const PeopleRows& people,
                               const CommitGraph& graph, const Membership& membership,
                               bool bot_reviews)
    : facts_(facts),
      people_(people),
      graph_(graph),
      membership_(membership),
      bot_reviews_(bot_reviews),
      commit_at_(graph.size(), kNoRow),
      remark_offsets_(facts.pulls.size() + 1, 0),
      remarks_(facts.remarks.size()) {
  for (std::uint32_t row = 0; row < facts.commits.size(); ++row) {
    commit_at_[graph.place_of(facts.commits[row].node)] = row;
  }
  for (const Remark& remark : facts.remarks) {
    ++remark_offsets_[remark.pull];
  }
  Offset begin = 0;
  for (Offset& size : remark_offsets_) {
    begin += std::exchange(size, begin);
  }
  std::vector<Offset> next = remark_offsets_;
  for (const Remark& remark : facts.remarks) {
    remarks_[next[remark.pull]++] = remark;
  }
}

bool BoundaryFinder::is_by_another_human(const Remark& remark, const PullRow& pull) const {
  return people_.human[remark.author] != people_.human[pull.author] &&
         (bot_reviews_ || !people_.account_of(remark.author).is_bot);
}

Boundaries BoundaryFinder::of_pull(std::uint32_t pull_row, Timestamp closed_at) {
  const PullRow& pull = facts_.pull_rows[pull_row];
  const auto remarks = list_at(remark_offsets_, std::span<const Remark>(remarks_), pull.pull);
  Boundaries result{.first_commit_at = first_commit(pull_row), .closed_at = closed_at};
  for (const Remark& remark : remarks) {
    if (remark.at <= closed_at && is_by_another_human(remark, pull)) {
      result.first_review_at = std::min(result.first_review_at, remark.at);
      result.is_reviewed |= remark.kind != RemarkKind::Comment;
    }
  }
  result.ready_at = ready(pull, result.first_review_at, closed_at);
  result.approved_at = last_standing_approval(remarks, pull);
  return result;
}

Boundaries BoundaryFinder::of_push(const CommitRow& commit) const {
  return {.first_commit_at = std::min(commit.authored_at, commit.committed_at),
          .closed_at = happened(commit.committed_at) ? commit.committed_at : commit.authored_at};
}

Timestamp BoundaryFinder::first_commit(std::uint32_t pull_row) const {
  const PullRow& pull = facts_.pull_rows[pull_row];
  Timestamp first = std::min(pull.earliest_commit_at, pull.created_at);
  for (const ListedCommit& listed : stretch_of(facts_.listed_commits, pull.commits)) {
    first = std::min({first, listed.authored_at, listed.committed_at});
  }
  // A true merge commit is nobody's work; one with a single parent is the work itself.
  const Place merge = graph_.place_of(pull.merge_commit);
  const bool skips_merge = merge != kNoPlace && pull.merge_commit != pull.head_commit &&
                           graph_.parents(merge).size() >= 2;
  for (const Place place : membership_.commits_of(pull_row)) {
    if (commit_at_[place] != kNoRow && !(skips_merge && place == merge)) {
      const CommitRow& commit = facts_.commits[commit_at_[place]];
      first = std::min({first, commit.authored_at, commit.committed_at});
    }
  }
  return first;
}

// A review that was given in draft found the change ready, however often it went back.
Timestamp BoundaryFinder::ready(const PullRow& pull, Timestamp first_review,
                                Timestamp closed) const {
  if (!happened(pull.created_at)) {
    return kNever;
  }
  const Timestamp bound = std::min(first_review, closed);
  Timestamp result = pull.created_at;
  for (const PullEvent& event : stretch_of(facts_.events, pull.events)) {
    if (event.type == PullEventType::Ready && event.at <= bound) {
      result = std::max(result, event.at);
    }
  }
  return result;
}

// Each human's latest verdict counts, under whichever account it was given; of verdicts at
// one time, that of the greater id.
Timestamp BoundaryFinder::last_standing_approval(std::span<const Remark> remarks,
                                                 const PullRow& pull) {
  verdicts_.clear();
  for (const Remark& remark : remarks) {
    const bool is_verdict =
        remark.kind != RemarkKind::Comment && remark.kind != RemarkKind::Commented;
    if (happened(pull.merged_at) && is_verdict && remark.at <= pull.merged_at &&
        is_by_another_human(remark, pull)) {
      verdicts_.push_back(&remark);
    }
  }
  const auto human_of = [this](const Remark* remark) { return people_.human[remark->author]; };
  std::ranges::sort(verdicts_, {}, [&](const Remark* remark) {
    return std::tuple(human_of(remark), remark->at, facts_.text(remark->id));
  });
  Timestamp last = kNever;
  for (std::size_t index = 0; index < verdicts_.size(); ++index) {
    const Remark& verdict = *verdicts_[index];
    const bool is_latest = index + 1 == verdicts_.size() ||
                           human_of(verdicts_[index + 1]) != human_of(verdicts_[index]);
    if (is_latest && verdict.kind == RemarkKind::Approved) {
      last = happened(last) ? std::max(last, verdict.at) : verdict.at;
    }
  }
  return last;
}

}  // namespace shiplog
