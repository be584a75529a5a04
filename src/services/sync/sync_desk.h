// SyncDesk: syncs in the background, when they are due and when somebody asks.
//
// One sync runs at a time, of as many repositories as were asked for by then. Who asks for what
// is being synced joins it; the rest comes after it.

#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "services/sync/sync_schedule.h"

namespace shiplog {

struct SyncDeskState {
  std::vector<std::string> running = {};  // Targets, as they were asked for.
  std::vector<std::string> waiting = {};
  SyncProgress progress = {};     // Of the sync that runs.
  std::string error = {};         // Of the last one that ended, when it could not be done at all.
  Timestamp next_scheduled = {};  // kNever when nothing is scheduled.
};

struct SyncDeskOptions {
  std::function<Result<SyncSummary>(const SyncOptions& options)> sync = {};
  SyncIntervals intervals = {};
  // From any thread, one call of each at a time. The first several times a second while
  // something is synced, and when that has ended.
  std::function<void(const SyncDeskState& state)> on_change = {};
  // A repository has ended: there may be something to read.
  std::function<void(const RepositorySync& ended)> on_repository = {};
  std::function<void(std::string_view note)> on_note = {};
};

// Safe to use from many threads.
class SyncDesk {
 public:
  // Borrows the clock.
  SyncDesk(const Clock& clock, SyncDeskOptions options);
  ~SyncDesk();
  SyncDesk(const SyncDesk&) = delete;
  SyncDesk& operator=(const SyncDesk&) = delete;

  // "acme/api" or "acme". InvalidInput when one is neither.
  Result<Unit> start(const std::vector<std::string>& targets);

  // Ends what runs after the page it is at, and forgets what waits. The schedule goes on.
  void stop();

  SyncDeskState state() const;

 private:
  void work(const std::stop_token& stop);
  void run(std::vector<std::string> targets, const std::stop_token& stop);
  std::vector<std::string> wait_for_targets(const std::stop_token& stop);
  void note_progress(const SyncProgress& progress);
  void tell() const;

  const Clock& clock_;
  SyncDeskOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  SyncSchedule schedule_;
  std::set<std::string> waiting_;
  std::vector<std::string> running_;
  SyncProgress progress_;
  std::string error_;
  std::stop_source stop_running_;
  std::jthread worker_;  // The last: it uses the others.
};

}  // namespace shiplog
