#include "metrics/stages.h"

#include <array>
#include <cstddef>
#include <optional>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/explanation.h"
#include "metrics/scope.h"

namespace shiplog {
namespace {

// Returns whether any had to be raised.
bool raise(ChangeTimes& times) {
  const std::array moments = {&times.first_commit_at, &times.ready_at,  &times.first_review_at,
                              &times.approved_at,     &times.merged_at, &times.deployed_at};
  bool was_raised = false;
  Timestamp latest = Timestamp::min();
  for (Timestamp* const moment : moments) {
    if (!happened(*moment)) {
      continue;
    }
    was_raised = was_raised || *moment < latest;
    latest = *moment < latest ? latest : *moment;
    *moment = latest;
  }
  return was_raised;
}

void set_stage(const ShardScope& scope, ChangeTimes& times, Stage stage, Timestamp from,
               Timestamp until) {
  if (happened(from) && happened(until)) {
    times.stages.at(static_cast<std::size_t>(stage)) = scope.lasted(from, until);
  }
}

void set_stages_before_merge(const ShardScope& scope, ChangeTimes& times) {
  set_stage(scope, times, Stage::Coding, times.first_commit_at, times.ready_at);
  if (!happened(times.first_review_at)) {
    set_stage(scope, times, Stage::Merge, times.ready_at, times.merged_at);
    return;
  }
  set_stage(scope, times, Stage::Pickup, times.ready_at, times.first_review_at);
  if (!happened(times.approved_at)) {
    set_stage(scope, times, Stage::Review, times.first_review_at, times.merged_at);
    return;
  }
  set_stage(scope, times, Stage::Review, times.first_review_at, times.approved_at);
  set_stage(scope, times, Stage::Merge, times.approved_at, times.merged_at);
}

}  // namespace

ChangeTimes change_times(const ShardScope& scope, Row change, Timestamp deployed_at) {
  const ChangeTable<Fixed>& changes = scope.shard->changes();
  ChangeTimes times = {.first_commit_at = changes.first_commit_at[change],
                       .ready_at = changes.ready_at[change],
                       .first_review_at = changes.first_review_at[change],
                       .approved_at = changes.approved_at[change],
                       .merged_at = changes.merged_at[change],
                       .deployed_at = deployed_at};
  times.was_raised = raise(times);
  if (changes.kind[change] == ChangeKind::DirectPush) {
    set_stage(scope, times, Stage::Coding, times.first_commit_at, times.merged_at);
  } else if (!happened(times.ready_at)) {
    set_stage(scope, times, Stage::Development, times.first_commit_at, times.merged_at);
  } else {
    set_stages_before_merge(scope, times);
  }
  set_stage(scope, times, Stage::Deploy, times.merged_at, times.deployed_at);
  return times;
}

}  // namespace shiplog
