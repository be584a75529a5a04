#include "store/memory/memory_sync_log.h"

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "store/sync_log.h"

namespace shiplog {

Result<Unit> MemorySyncLog::begin(const SyncRun& run) {
  const std::scoped_lock lock(mutex_);
  for (SyncRun& other : runs_) {
    if (other.repository == run.repository && !other.ended_at) {
      if (!is_abandoned(other, run.started_at)) {
        return sync_conflict(other);
      }
      other.ended_at = other.seen_at;
    }
  }
  std::erase_if(runs_, [&](const SyncRun& other) {
    return other.repository == run.repository && other.ended_at < run.started_at - kSyncRunsKeptFor;
  });
  runs_.push_back(run);
  return Unit{};
}

SyncRun* MemorySyncLog::find_alive(std::string_view run) {
  const auto found = std::ranges::find_if(
      runs_, [&](const SyncRun& other) { return other.id == run && !other.ended_at; });
  return found == runs_.end() ? nullptr : &*found;
}

Result<Unit> MemorySyncLog::note(std::string_view run, Timestamp seen_at, std::string_view report) {
  const std::scoped_lock lock(mutex_);
  SyncRun* const found = find_alive(run);
  if (found == nullptr) {
    return Error{ErrorCode::Conflict,
                 "another process took this sync for dead and has taken over; this one stops"};
  }
  found->seen_at = seen_at;
  found->report = report;
  return Unit{};
}

Result<Unit> MemorySyncLog::end(std::string_view run, Timestamp ended_at, std::string_view report) {
  const std::scoped_lock lock(mutex_);
  if (SyncRun* const found = find_alive(run)) {
    found->seen_at = ended_at;
    found->ended_at = ended_at;
    found->report = report;
  }
  return Unit{};
}

Result<std::vector<SyncRun>> MemorySyncLog::runs(std::size_t most) {
  const std::scoped_lock lock(mutex_);
  std::vector<SyncRun> newest(runs_.rbegin(), runs_.rend());
  std::ranges::stable_sort(newest, std::ranges::greater(), &SyncRun::started_at);
  newest.resize(std::min(newest.size(), most));
  return newest;
}

Result<Unit> MemorySyncLog::remember(const std::vector<SyncedRepository>& repositories) {
  const std::scoped_lock lock(mutex_);
  for (const SyncedRepository& synced : repositories) {
    if (synced.complete_until) {
      synced_[synced.repository] = synced;
    } else {
      synced_.try_emplace(synced.repository, synced);
    }
  }
  return Unit{};
}

Result<std::vector<SyncedRepository>> MemorySyncLog::synced() {
  const std::scoped_lock lock(mutex_);
  std::vector<SyncedRepository> found;
  for (const auto& [id, synced] : synced_) {
    found.push_back(synced);
  }
  return found;
}

}  // namespace shiplog
