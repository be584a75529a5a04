#include "columns/repository_facts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "columns/boundaries.h"
#include "columns/column.h"
#include "columns/draft_time.h"
#include "columns/fact_times.h"
#include "columns/organisation.h"
#include "columns/pattern.h"
#include "columns/work_tables.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

std::optional<PullEventType> event_type(std::string_view type) {
  if (type == "ready_for_review") {
    return PullEventType::Ready;
  }
  if (type == "converted_to_draft") {
    return PullEventType::Draft;
  }
  if (type == "closed" || type == "merged") {
    return PullEventType::Closed;
  }
  if (type == "reopened") {
    return PullEventType::Reopened;
  }
  if (type == "force_pushed") {
    return PullEventType::Pushed;
  }
  return std::nullopt;
}

RemarkKind remark_kind(std::string_view state) {
  if (state == "approved") {
    return RemarkKind::Approved;
  }
  if (state == "changes_requested") {
    return RemarkKind::ChangesRequested;
  }
  return state == "dismissed" ? RemarkKind::Dismissed : RemarkKind::Commented;
}

// The last change of the draft state up to a time decides; else the first one after it,
// which changed what was; else what the fact says of its latest time.
bool was_draft_at(const PullRequest& pull_request, Timestamp time) {
  Moment last;
  Moment next;
  bool is_draft = pull_request.is_draft.value_or(false);
  for (const PullRequestEvent& event : pull_request.events) {
    const auto type = event_type(event.type);
    if (type != PullEventType::Ready && type != PullEventType::Draft) {
      continue;
    }
    if (event.at <= time && (!last.has_value() || event.at >= *last)) {
      last = event.at;
      is_draft = type == PullEventType::Draft;
    } else if (event.at > time && !last.has_value() && (!next.has_value() || event.at < *next)) {
      next = event.at;
      is_draft = type == PullEventType::Ready;
    }
  }
  return is_draft;
}

// Those of one time stay in their order. (std::stable_sort of this standard library is
// deprecated for clang.)
template <typename T>
void sort_by_time(std::span<T> items) {
  if (std::ranges::is_sorted(items, {}, &T::at)) {
    return;
  }
  std::vector<std::pair<Timestamp, std::size_t>> order;
  for (std::size_t index = 0; index < items.size(); ++index) {
    order.emplace_back(items[index].at, index);
  }
  std::ranges::sort(order);
  const std::vector<T> unsorted(items.begin(), items.end());
  for (std::size_t index = 0; index < items.size(); ++index) {
    items[index] = unsorted[order[index].second];
  }
}

RunOutcome run_outcome(std::string_view conclusion) {
  if (conclusion == "success") {
    return RunOutcome::Passed;
  }
  const bool has_failed =
      conclusion == "failure" || conclusion == "timed_out" || conclusion == "startup_failure";
  return has_failed ? RunOutcome::Failed : RunOutcome::Undecided;
}

bool is_failure(std::string_view state) { return state == "failure" || state == "error"; }

// How a deployment stood at a time.
struct Outcome {
  Timestamp succeeded_at = kNever;
  bool failed_after_success = false;
};

Outcome outcome_of(const Deployment& deployment, Timestamp now) {
  std::vector<DeploymentStatus> statuses = deployment.statuses;
  sort_by_time(std::span(statuses));
  const auto unknown = std::ranges::find_if(
      statuses, [now](const DeploymentStatus& status) { return status.at > now; });
  // The state as of the latest time is not that of `now` when something came in between.
  const bool is_cut = unknown != statuses.end() ||
                      (deployment.finished_at.has_value() && *deployment.finished_at > now);
  const std::string state = is_cut ? "" : deployment.status.value_or("");
  statuses.erase(unknown, statuses.end());

  const auto success = std::ranges::find(statuses, "success", &DeploymentStatus::state);
  if (success != statuses.end()) {
    const bool failed_later = std::any_of(
        success, statuses.end(), [](const auto& status) { return is_failure(status.state); });
    return {.succeeded_at = success->at, .failed_after_success = failed_later || is_failure(state)};
  }
  // A bare `inactive` was a success once; among statuses it may be superseded.
  const bool is_success =
      state == "success" || (deployment.statuses.empty() && state == "inactive");
  return {.succeeded_at =
              is_success ? deployment.finished_at.value_or(deployment.created_at) : kNever};
}

}  // namespace

RepositoryFacts::RepositoryFacts(const Organisation& organisation)
    : times(organisation.reading().now),
      organisation_(&organisation.contents()),
      now_(organisation.reading().now) {}

void RepositoryFacts::add(const Fact& fact) {
  if (!organisation_->withdrawals.covers(fact) && times.see(fact)) {
    std::visit([this](const auto& value) { keep(value); }, fact);
  }
}

TextRef RepositoryFacts::keep_text(std::string_view text) {
  const std::size_t begin = texts_.size();
  if (text.empty() || begin + text.size() > std::numeric_limits<std::uint32_t>::max()) {
    return {};  // Beyond 4 GiB of texts a title more says nothing.
  }
  texts_.insert(texts_.end(), text.begin(), text.end());
  return {.begin = static_cast<std::uint32_t>(begin),
          .size = static_cast<std::uint32_t>(text.size())};
}

bool RepositoryFacts::matches(const Pattern& pattern, std::vector<signed char>& known,
                              const std::string& label) {
  const std::uint32_t number = label_names.intern(label);
  if (known.size() <= number) {
    known.resize(number + 1, -1);
  }
  if (known[number] < 0) {
    known[number] = pattern.is_in(label) ? 1 : 0;
  }
  return known[number] == 1;
}

void RepositoryFacts::keep(const Repository& repository) {
  full_name = repository.full_name;
  default_branch = repository.default_branch.value_or("");
}

void RepositoryFacts::keep(const Commit& commit) {
  const auto parents_begin = static_cast<std::uint32_t>(parents.size());
  for (const std::string& parent : commit.parents) {
    parents.push_back(shas.intern(parent));
  }
  commits.push_back({.node = shas.intern(commit.sha),
                     .reverts = node_of(commit.is_revert_of),
                     .author = person_of(commit.author),
                     .parents = {parents_begin, static_cast<std::uint32_t>(parents.size())},
                     .headline = keep_text(commit.headline.value_or("")),
                     .authored_at = known(commit.authored_at),
                     .committed_at = known(commit.committed_at),
                     .additions = commit.additions.value_or(kUnknown),
                     .deletions = commit.deletions.value_or(kUnknown),
                     .directories = keep_directories(commit.directories)});
}

void RepositoryFacts::keep(const PullRequest& pull_request) {
  PullRow row{.pull = pulls.intern(pull_request.id),
              .author = person_of(pull_request.author),
              .title = keep_text(pull_request.title.value_or("")),
              .base = keep_text(pull_request.base.value_or("")),
              .number = pull_request.number,
              .created_at = known(pull_request.created_at),
              .closed_at = known(pull_request.closed_at),
              .merged_at = known(pull_request.merged_at),
              .earliest_commit_at = known(pull_request.earliest_commit_at),
              .head_commit = node_of(pull_request.head_commit),
              .additions = pull_request.additions.value_or(kUnknown),
              .deletions = pull_request.deletions.value_or(kUnknown),
              .directories = keep_directories(pull_request.directories),
              .labels = keep_labels(pull_request.labels),
              .is_hotfix = is_hotfix(pull_request)};
  const bool is_merge_to_come = pull_request.merged_at.has_value() && !happened(row.merged_at);
  if (!is_merge_to_come) {
    row.merge_commit = node_of(pull_request.merge_commit);
  }
  keep_commits(pull_request, row);
  keep_events(pull_request, row);
  // Also a close that is reopened only later than the clock ended it, as far as is known.
  const Timestamp closed_at = closing_history(row, stretch_of(events, row.events)).closed_at;
  const Timestamp ended_at = std::min(closed_at, row.merged_at);
  row.is_draft = was_draft_at(pull_request, std::min(ended_at, now_));
  row.draft = draft_time(pull_request, ended_at, now_);
  pull_rows.push_back(row);
}

bool RepositoryFacts::is_hotfix(const PullRequest& pull_request) {
  if (pull_request.head.has_value() && organisation_->hotfix.is_in(*pull_request.head)) {
    return true;
  }
  return std::ranges::any_of(pull_request.labels, [this](const std::string& label) {
    return matches(organisation_->hotfix, is_hotfix_label_, label);
  });
}

void RepositoryFacts::keep_commits(const PullRequest& pull_request, PullRow& row) {
  row.commits.begin = static_cast<std::uint32_t>(listed_commits.size());
  for (const PullRequestCommit& commit : pull_request.commits) {
    if (commit.committed_at.value_or(now_) <= now_) {
      listed_commits.push_back({.node = shas.intern(commit.sha),
                                .authored_at = known(commit.authored_at),
                                .committed_at = known(commit.committed_at)});
    }
  }
  row.commits.end = static_cast<std::uint32_t>(listed_commits.size());
}

void RepositoryFacts::keep_events(const PullRequest& pull_request, PullRow& row) {
  row.events.begin = static_cast<std::uint32_t>(events.size());
  for (const PullRequestEvent& event : pull_request.events) {
    const auto type = event_type(event.type);
    if (type.has_value() && event.at <= now_) {
      events.push_back({.type = *type, .at = event.at});
    }
  }
  row.events.end = static_cast<std::uint32_t>(events.size());
  sort_by_time(std::span(events).subspan(row.events.begin));
}

void RepositoryFacts::keep(const Review& review) {
  remarks.push_back({.pull = pulls.intern(review.pull_request),
                     .author = person_of(review.author),
                     .at = review.submitted_at,
                     .id = keep_text(review.id),
                     .kind = remark_kind(review.state)});
}

void RepositoryFacts::keep(const Comment& comment) {
  remarks.push_back({.pull = pulls.intern(comment.pull_request),
                     .author = person_of(comment.author),
                     .at = comment.created_at});
}

void RepositoryFacts::keep(const Deployment& deployment) {
  const Outcome outcome = outcome_of(deployment, now_);
  deployments.push_back({.id = keep_text(deployment.id),
                         .ref = keep_text(deployment.ref.value_or("")),
                         .environment = keep_text(deployment.environment),
                         .service = keep_text(deployment.service.value_or("")),
                         .fixes = keep_text(deployment.fixes.value_or("")),
                         .sha = shas.intern(deployment.sha),
                         .created_at = deployment.created_at,
                         .succeeded_at = outcome.succeeded_at,
                         .failed_after_success = outcome.failed_after_success});
}

void RepositoryFacts::keep(const Release& release) {
  if (!release.is_draft.value_or(false) && !release.is_prerelease.value_or(false)) {
    releases.push_back({.id = keep_text(release.id),
                        .tag = keep_text(release.tag),
                        .sha = node_of(release.sha),
                        .published_at = release.published_at});
  }
}

void RepositoryFacts::keep(const Issue& issue) {
  const bool is_incident = std::ranges::any_of(issue.labels, [this](const std::string& label) {
    return matches(organisation_->incident_label, is_incident_label_, label);
  });
  if (is_incident) {
    incident_issues.push_back(hash_bytes(issue.id));
    if (auto incident = known_incident(issue, organisation_->corrections, now_)) {
      incidents.push_back(*std::move(incident));
    }
  }
}

void RepositoryFacts::keep(const Incident& incident) {
  if (auto known = known_incident(incident, organisation_->corrections, now_)) {
    incidents.push_back(*std::move(known));
  }
}

void RepositoryFacts::keep(const WorkflowRun& run) {
  RunRow row{.id = keep_text(run.id),
             .name = run_names.intern(run.name),
             .sha = run.sha.has_value() ? run_shas.intern(*run.sha) : StringTable::kNone,
             .started_at = known(run.started_at),
             .is_retried = run.attempt.value_or(1) > 1};
  const Timestamp finished_at = run.finished_at.value_or(run.created_at);
  if (run.conclusion.has_value() && finished_at <= now_) {
    row.finished_at = finished_at;
    row.outcome = run_outcome(*run.conclusion);
    row.is_timed = happened(row.started_at) && run.finished_at.has_value();
  }
  runs.push_back(row);
}

Stretch RepositoryFacts::keep_labels(const TextList& names) {
  const auto begin = static_cast<std::uint32_t>(labels.size());
  for (const std::string& name : names) {
    labels.push_back(label_names.intern(name));
  }
  return {begin, static_cast<std::uint32_t>(labels.size())};
}

Stretch RepositoryFacts::keep_directories(const TextList& names) {
  const auto begin = static_cast<std::uint32_t>(directories.size());
  for (const std::string& name : names) {
    directories.push_back(paths.intern(name));
  }
  return {begin, static_cast<std::uint32_t>(directories.size())};
}

}  // namespace shiplog
