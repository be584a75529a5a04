#include "services/sample/change_facts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "domain/facts.h"
#include "services/sample/change_story.h"
#include "services/sample/dice.h"
#include "services/sample/organisation.h"
#include "services/sample/sample.h"
#include "services/sample/vocabulary.h"

namespace shiplog::sample {
namespace {

// As GitHub answers: no more of a pull request's commits than these at once. The graph
// knows the rest.
constexpr std::size_t kListedCommits = 100;

std::string head_branch_of(const Change& change) {
  switch (change.purpose) {
    case Purpose::DependencyUpdate:
      return numbered_id("renovate/update-", change.number);
    case Purpose::Revert:
      return numbered_id("revert-", change.number);
    case Purpose::Hotfix:
      return numbered_id(change.words % 2 == 0 ? "hotfix/" : "fix/", change.number);
    case Purpose::Backport:
      return numbered_id("backport/", change.number);
    case Purpose::Ordinary:
      break;
  }
  return numbered_id("topic/", change.number);
}

TextList labels_of(const Change& change) {
  if (change.purpose == Purpose::DependencyUpdate) {
    return {"dependencies"};
  }
  // A hotfix is known by its branch, its label or both.
  if (change.purpose == Purpose::Hotfix) {
    return change.words % 3 == 0 ? TextList{} : TextList{"hotfix"};
  }
  static constexpr std::array<std::string_view, 4> kLabels = {"feature", "bug", "chore", "docs"};
  if (change.words % 5 < 2) {
    return {};
  }
  return {std::string(kLabels[change.words / 5 % kLabels.size()])};
}

}  // namespace

std::string sha_of(std::int64_t repository, CommitNumber number) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string sha(40, '0');
  std::uint64_t word =
      mix(static_cast<std::uint64_t>(repository) << 40 ^ static_cast<std::uint64_t>(number));
  for (std::size_t digit = 0; digit < sha.size(); ++digit) {
    if (digit % 16 == 0) {
      word = mix(word);
    }
    sha[digit] = kDigits[word >> (digit % 16 * 4) & 0xf];
  }
  return sha;
}

std::string title_of(const Change& change) {
  switch (change.purpose) {
    case Purpose::DependencyUpdate:
      return dependency_update_title(change.words);
    case Purpose::Revert:
      return "Revert \"" + change_title(change.reverted_words) + "\"";
    case Purpose::Hotfix:
      return fix_title(change.words);
    case Purpose::Backport:
    case Purpose::Ordinary:
      break;
  }
  return change_title(change.words);
}

ChangeWriter::ChangeWriter(const Organisation& organisation, const RepositoryPlan& repository)
    : organisation_(organisation), repository_(repository) {}

Text ChangeWriter::person(PersonIndex index) const {
  if (index == kNobody) {
    return std::nullopt;
  }
  return organisation_.people()[static_cast<std::size_t>(index)].id;
}

Result<CommitNumber> ChangeWriter::plant_root(PersonIndex author, FactSink sink) {
  const CommitNumber root = ++last_commit_;
  Commit commit = {.repository = repository_.id,
                   .sha = sha_of(repository_.index, root),
                   .author = person(author),
                   .authored_at = repository_.begin,
                   .committed_at = repository_.begin,
                   .additions = 120,
                   .deletions = 0,
                   .changed_files = 4,
                   .headline = "Begin"};
  commit.parents.is_given = true;  // It has none, which is not the same as unknown ones.
  TRY(sink(std::move(commit)));
  return root;
}

Commit ChangeWriter::commit_of(const Change& change) const {
  Commit commit = {.repository = repository_.id,
                   .author = person(change.author),
                   .additions = change.additions,
                   .deletions = change.deletions,
                   .changed_files = change.changed_files,
                   .headline = title_of(change),
                   .directories = {repository_.areas[change.area]}};
  if (change.reverted != 0) {
    commit.is_revert_of = sha_of(repository_.index, change.reverted);
  }
  return commit;
}

Result<Landed> ChangeWriter::land(const Change& change, CommitNumber tip, bool keeps_branch,
                                  FactSink sink) {
  if (change.is_direct_push) {
    return push_directly(change, tip, sink);
  }
  const CommitNumber first = last_commit_ + 1;
  last_commit_ += static_cast<CommitNumber>(change.commits.size());
  const CommitNumber head = last_commit_;
  // The commits of a squashed or rebased branch are on no branch any more.
  if (keeps_branch || change.method == MergeMethod::Merge) {
    TRY(write_branch(change, first, sink));
  }
  const auto write_onto_base = [&]() -> Result<CommitNumber> {
    if (change.method == MergeMethod::Merge) {
      return write_merge(change, tip, head, sink);
    }
    if (change.method == MergeMethod::Squash) {
      return write_squash(change, tip, sink);
    }
    return write_rebase(change, tip, sink);
  };
  const CommitNumber merge = TRY(write_onto_base());
  TRY(write_pull_request(change, first, merge, sink));
  return Landed{.head = head, .merge = merge};
}

Result<Landed> ChangeWriter::push_directly(const Change& change, CommitNumber tip, FactSink sink) {
  Commit commit = commit_of(change);
  const CommitNumber number = ++last_commit_;
  commit.sha = sha_of(repository_.index, number);
  commit.parents = {sha_of(repository_.index, tip)};
  commit.authored_at = change.commits.front().authored_at;
  commit.committed_at = change.ended;
  TRY(sink(commit));
  return Landed{.head = number, .merge = number};
}

Result<Unit> ChangeWriter::write_branch(const Change& change, CommitNumber first, FactSink sink) {
  const auto count = static_cast<std::int64_t>(change.commits.size());
  Commit commit = commit_of(change);
  commit.additions = change.additions / count;
  commit.deletions = change.deletions / count;
  std::string parent = sha_of(repository_.index, change.branched_from);
  for (std::int64_t index = 0; index < count; ++index) {
    const StoryCommit& story = change.commits[static_cast<std::size_t>(index)];
    commit.sha = sha_of(repository_.index, first + index);
    commit.parents = {std::move(parent)};
    commit.authored_at = story.authored_at;
    commit.committed_at = story.committed_at;
    TRY(sink(commit));
    parent = commit.sha;
  }
  return Unit{};
}

Result<CommitNumber> ChangeWriter::write_merge(const Change& change, CommitNumber tip,
                                               CommitNumber head, FactSink sink) {
  const CommitNumber merge = ++last_commit_;
  std::string headline = numbered_id("Merge pull request #", change.number);
  headline += " from acme/" + head_branch_of(change);
  TRY(sink(Commit{.repository = repository_.id,
                  .sha = sha_of(repository_.index, merge),
                  .parents = {sha_of(repository_.index, tip), sha_of(repository_.index, head)},
                  .author = person(change.merger),
                  .authored_at = change.ended,
                  .committed_at = change.ended,
                  .headline = std::move(headline)}));
  return merge;
}

Result<CommitNumber> ChangeWriter::write_squash(const Change& change, CommitNumber tip,
                                                FactSink sink) {
  const CommitNumber merge = ++last_commit_;
  Commit commit = commit_of(change);
  commit.sha = sha_of(repository_.index, merge);
  commit.parents = {sha_of(repository_.index, tip)};
  commit.authored_at = change.ended;
  commit.committed_at = change.ended;
  *commit.headline += numbered_id(" (#", change.number) + ")";
  TRY(sink(commit));
  return merge;
}

Result<CommitNumber> ChangeWriter::write_rebase(const Change& change, CommitNumber tip,
                                                FactSink sink) {
  const auto count = static_cast<std::int64_t>(change.commits.size());
  Commit commit = commit_of(change);
  commit.additions = change.additions / count;
  commit.deletions = change.deletions / count;
  commit.committed_at = change.ended;
  std::string parent = sha_of(repository_.index, tip);
  for (const StoryCommit& story : change.commits) {
    commit.sha = sha_of(repository_.index, ++last_commit_);
    commit.parents = {std::move(parent)};
    commit.authored_at = story.authored_at;
    TRY(sink(commit));
    parent = commit.sha;
  }
  return last_commit_;
}

Result<Unit> ChangeWriter::leave(const Change& change, FactSink sink) {
  const CommitNumber first = last_commit_ + 1;
  last_commit_ += static_cast<CommitNumber>(change.commits.size());
  return write_pull_request(change, first, 0, sink);
}

void ChangeWriter::list_commits(const Change& change, CommitNumber first, PullRequest& pull) const {
  CommitNumber number = first;
  for (const StoryCommit& story : change.commits) {
    if (!has_happened(story.committed_at)) {
      break;
    }
    const std::string sha = sha_of(repository_.index, number++);
    pull.head_commit = sha;
    if (pull.commits.size() == kListedCommits) {
      continue;
    }
    pull.commits.push_back({.sha = sha,
                            .authored_at = story.authored_at,
                            .committed_at = story.committed_at,
                            .author = pull.author});
  }
}

PullRequest ChangeWriter::pull_request_of(const Change& change) const {
  PullRequest pull = {.id = numbered_id("PR_", repository_.index, change.number),
                      .repository = repository_.id,
                      .number = change.number,
                      .created_at = change.created,
                      .title = title_of(change),
                      .author = person(change.author),
                      .base = change.purpose == Purpose::Backport ? "release/1.x" : "main",
                      .head = head_branch_of(change),
                      .is_draft = false,
                      .labels = labels_of(change),
                      .directories = {repository_.areas[change.area]}};
  if (!change.has_unknown_size) {
    pull.additions = change.additions;
    pull.deletions = change.deletions;
    pull.changed_files = change.changed_files;
  }
  if (change.closed_issue != 0) {
    pull.closes_issues = {numbered_id("I_", repository_.index, change.closed_issue)};
  }
  return pull;
}

Result<Unit> ChangeWriter::write_pull_request(const Change& change, CommitNumber first,
                                              CommitNumber merge, FactSink sink) {
  PullRequest pull = pull_request_of(change);
  pull.updated_at = std::min(change.ended, organisation_.until());
  if (has_happened(change.ended)) {
    pull.closed_at = change.ended;
    if (merge != 0) {
      pull.merged_at = change.ended;
      pull.merged_by = person(change.merger);
      pull.merge_commit = sha_of(repository_.index, merge);
    }
  }
  list_commits(change, first, pull);
  if (repository_.is_git_only) {
    pull.created_at.reset();
    return sink(std::move(pull));
  }
  pull.earliest_commit_at = change.lost_first_commit;
  pull.is_draft = change.is_draft_at_first;
  for (const StoryEvent& event : change.events) {
    if (!has_happened(event.at)) {
      continue;
    }
    if (event.type == "ready_for_review") {
      pull.is_draft = false;
    }
    if (event.type == "converted_to_draft") {
      pull.is_draft = true;
    }
    pull.events.push_back({.type = std::string(event.type),
                           .at = event.at,
                           .actor = person(event.actor),
                           .subject = person(event.subject)});
  }
  if (pull.closed_at) {
    pull.events.push_back({.type = merge != 0 ? "merged" : "closed",
                           .at = change.ended,
                           .actor = person(change.merger)});
  }
  TRY(sink(std::move(pull)));
  return write_conversation(change, sink);
}

Result<Unit> ChangeWriter::write_conversation(const Change& change, FactSink sink) {
  const std::string pull = numbered_id("PR_", repository_.index, change.number);
  for (const StoryReview& story : change.reviews) {
    if (!has_happened(story.at)) {
      continue;
    }
    TRY(sink(Review{.id = numbered_id("V_", repository_.index, ++last_review_),
                    .pull_request = pull,
                    .submitted_at = story.at,
                    .state = std::string(story.state),
                    .author = person(story.author)}));
  }
  for (const StoryComment& story : change.comments) {
    if (!has_happened(story.at)) {
      continue;
    }
    TRY(sink(Comment{.id = numbered_id("C_", repository_.index, ++last_comment_),
                     .pull_request = pull,
                     .created_at = story.at,
                     .author = person(story.author)}));
  }
  return Unit{};
}

}  // namespace shiplog::sample
