#include "services/sample/repository_history.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"
#include "domain/facts.h"
#include "services/sample/agenda.h"
#include "services/sample/change_facts.h"
#include "services/sample/change_story.h"
#include "services/sample/organisation.h"
#include "services/sample/sample.h"
#include "services/sample/vocabulary.h"
#include "services/sample/working_time.h"

namespace shiplog::sample {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr double kDependencyUpdates = 0.11;
constexpr double kBackports = 0.012;
constexpr double kReverted = 0.008;  // For no reason that production would know.
constexpr double kWithIssue = 0.13;
constexpr double kWithWorkflowRun = 0.25;

// A revert finds the title of what it takes back among so many.
constexpr std::size_t kRemembered = 64;

// Whatever the change's author had done by the end of history must have happened by then.
void happen_before(Change& change, sys_seconds until) {
  for (StoryCommit& commit : change.commits) {
    if (change.created > until) {
      commit.committed_at = std::min(commit.committed_at, until);
    }
    commit.authored_at = std::min(commit.authored_at, until);
  }
  change.created = std::min(change.created, until);
  if (change.is_direct_push) {
    change.ended = change.created;
  }
}

}  // namespace

RepositoryHistory::RepositoryHistory(const Organisation& organisation,
                                     const RepositoryPlan& repository, std::uint64_t seed)
    : organisation_(organisation),
      repository_(repository),
      dice_(seed, static_cast<std::uint64_t>(repository.index) + 1),
      arrivals_(repository.begin, repository.end,
                organisation.utc_offset_of(
                    organisation.teams()[static_cast<std::size_t>(repository.team)])),
      teller_(organisation, repository, dice_),
      writer_(organisation, repository),
      delivery_(organisation, repository, dice_, agenda_),
      not_begun_(repository.changes) {}

Result<Unit> RepositoryHistory::write(FactSink sink) {
  tip_ = backport_tip_ = TRY(writer_.plant_root(
      dice_.pick(organisation_.teams()[static_cast<std::size_t>(repository_.team)].members), sink));
  begin_next(repository_.begin);
  while (!agenda_.is_empty()) {
    const Task task = agenda_.take();
    if (task.at > organisation_.until()) {
      break;
    }
    TRY(perform(task, sink));
  }
  for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
    if (std::ranges::find(free_slots_, slot) != free_slots_.end()) {
      continue;
    }
    TRY(write_issue(slots_[slot], sink));
    TRY(writer_.leave(slots_[slot], sink));
  }
  TRY(delivery_.finish(sink));
  return repository_.index == 0 ? write_afterthoughts(sink) : Result<Unit>{Unit{}};
}

Result<Unit> RepositoryHistory::perform(const Task& task, FactSink sink) {
  switch (task.kind) {
    case TaskKind::Begin:
      if (not_begun_ > 0) {
        begin(any_purpose(), task.at, 0);
      }
      if (not_begun_ > 0) {
        begin_next(task.at);
      }
      return Unit{};
    case TaskKind::BeginRevert:
      if (not_begun_ > 0) {
        begin(Purpose::Revert, task.at, task.subject);
      }
      return Unit{};
    case TaskKind::BeginHotfix:
      if (not_begun_ > 0) {
        begin(Purpose::Hotfix, task.at, 0);
      }
      return Unit{};
    case TaskKind::Land:
      return land(static_cast<std::size_t>(task.subject), sink);
    default:
      return delivery_.perform(task, tip_, sink);
  }
}

void RepositoryHistory::begin_next(sys_seconds at) {
  agenda_.add({std::max(at, arrivals_.next(dice_, not_begun_ - 1)), TaskKind::Begin});
}

Purpose RepositoryHistory::any_purpose() {
  if (repository_.updates_bot != kNobody && dice_.chance(kDependencyUpdates)) {
    return Purpose::DependencyUpdate;
  }
  const bool has_releases = repository_.delivery == DeliveryStyle::Releases;
  return has_releases && dice_.chance(kBackports) ? Purpose::Backport : Purpose::Ordinary;
}

void RepositoryHistory::begin(Purpose purpose, sys_seconds at, CommitNumber reverted) {
  --not_begun_;
  Change change = teller_.tell(purpose, at);
  happen_before(change, organisation_.until());
  if (repository_.is_git_only) {  // What never merged would not be known.
    change.ending = Ending::Merged;
    change.ended = std::min(change.ended, organisation_.until());
    for (StoryCommit& commit : change.commits) {
      commit.committed_at = std::min(commit.committed_at, change.ended);
    }
  }
  change.branched_from = tip_;
  change.reverted = reverted;
  const auto original = std::ranges::find(lately_landed_, reverted, &LandedChange::merge);
  if (original != lately_landed_.end()) {
    change.reverted_words = original->words;
  }
  if (!change.is_direct_push) {
    if (purpose == Purpose::Ordinary && !repository_.is_git_only && dice_.chance(kWithIssue)) {
      change.closed_issue = ++last_number_;
    }
    change.number = ++last_number_;
  }

  if (free_slots_.empty()) {
    free_slots_.push_back(slots_.size());
    slots_.emplace_back();
  }
  const std::size_t slot = free_slots_.back();
  free_slots_.pop_back();
  agenda_.add({change.ended, TaskKind::Land, static_cast<std::int64_t>(slot)});
  slots_[slot] = std::move(change);
}

Result<Unit> RepositoryHistory::land(std::size_t slot, FactSink sink) {
  Change change = std::move(slots_[slot]);
  free_slots_.push_back(slot);
  TRY(write_issue(change, sink));
  if (change.ending == Ending::Closed) {
    return writer_.leave(change, sink);
  }
  if (change.purpose != Purpose::Backport) {
    return land_on_default_branch(change, sink);
  }
  change.branched_from = backport_tip_;
  backport_tip_ = TRY(writer_.land(change, backport_tip_, false, sink)).merge;
  return Unit{};
}

Result<Unit> RepositoryHistory::land_on_default_branch(Change& change, FactSink sink) {
  const bool is_deployed_first =
      repository_.delivery == DeliveryStyle::BranchFirst && !change.is_direct_push;
  if (is_deployed_first) {  // The branch has to be up to date with what runs.
    change.branched_from = tip_;
    const sys_seconds updated = std::max(change.created, change.ended - minutes{40});
    for (StoryCommit& commit : change.commits) {
      commit.committed_at = std::max(commit.committed_at, updated);
    }
  }
  const Landed landed = TRY(writer_.land(change, tip_, is_deployed_first, sink));
  tip_ = landed.merge;
  last_merged_ = change.is_direct_push ? last_merged_ : change.number;
  lately_landed_.push_back({.merge = landed.merge, .words = change.words});
  if (lately_landed_.size() > kRemembered) {
    lately_landed_.pop_front();
  }
  if (dice_.chance(kReverted)) {
    agenda_.add({change.ended + dice_.log_normal(hours{9}, 200), TaskKind::BeginRevert, tip_});
  }
  TRY(write_workflow_runs(change, tip_, sink));
  return delivery_.landed(change, landed, sink);
}

Result<Unit> RepositoryHistory::write_issue(const Change& change, FactSink sink) {
  if (change.closed_issue == 0) {
    return Unit{};
  }
  last_issue_ = change.closed_issue;
  Issue issue = {
      .id = numbered_id("I_", repository_.index, change.closed_issue),
      .repository = repository_.id,
      .number = change.closed_issue,
      .created_at = std::max(repository_.begin, change.created - dice_.log_normal(hours{60}, 200)),
      .title = issue_title(change.words),
      .author = organisation_.people()[change.words % 5 % organisation_.people().size()].id,
      .labels = {"bug"}};
  issue.updated_at = issue.created_at;
  const bool is_done = change.ending == Ending::Merged && change.ended <= organisation_.until();
  if (is_done) {
    issue.closed_at = issue.updated_at = change.ended;
  }
  return sink(std::move(issue));
}

// The pipeline of a merge; a failure is now and then followed by luck at the same commit.
Result<Unit> RepositoryHistory::write_workflow_runs(const Change& change, CommitNumber commit,
                                                    FactSink sink) {
  if (repository_.is_git_only || !dice_.chance(kWithWorkflowRun)) {
    return Unit{};
  }
  const bool fails = dice_.chance(0.11);
  TRY(write_workflow_run(change.ended, commit, 1, fails ? "failure" : "success", sink));
  if (!fails || !dice_.chance(0.4)) {
    return Unit{};
  }
  return write_workflow_run(change.ended + minutes{40}, commit, 2, "success", sink);
}

Result<Unit> RepositoryHistory::write_workflow_run(sys_seconds at, CommitNumber commit,
                                                   std::int64_t attempt,
                                                   std::string_view conclusion, FactSink sink) {
  const sys_seconds started = at + std::chrono::seconds{dice_.between(4, 90)};
  const sys_seconds finished = started + dice_.log_normal(minutes{8}, 60);
  if (finished > organisation_.until()) {
    return Unit{};
  }
  return sink(WorkflowRun{.id = numbered_id("W_", repository_.index, ++last_run_),
                          .repository = repository_.id,
                          .name = "CI",
                          .created_at = at,
                          .started_at = started,
                          .finished_at = finished,
                          .branch = "main",
                          .sha = sha_of(repository_.index, commit),
                          .event = "push",
                          .conclusion = std::string(conclusion),
                          .attempt = attempt});
}

// What a person took back or put right.
Result<Unit> RepositoryHistory::write_afterthoughts(FactSink sink) {
  const std::string& somebody = organisation_.people().front().id;
  if (last_issue_ != 0) {
    TRY(sink(Withdrawn{.of = "issue",
                       .id = numbered_id("I_", repository_.index, last_issue_),
                       .at = organisation_.until()}));
  }
  if (last_merged_ == 0) {
    return Unit{};
  }
  return sink(Correction{.id = "K_1",
                         .at = organisation_.until(),
                         .by = somebody,
                         .of = "pull_request",
                         .target = numbered_id("PR_", repository_.index, last_merged_),
                         .field = "excluded",
                         .value = "true",
                         .reason = "Only generated code"});
}

}  // namespace shiplog::sample
