// SyncBoard: what every repository of a sync is at, for the display and the sync log.

#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "store/sync_log.h"

namespace shiplog {

// One repository's pass, while it goes on. Its thread writes it and others look on.
class ActiveSync {
 public:
  ActiveSync(SyncRun run, RepositorySync sync) : run_(std::move(run)), sync_(std::move(sync)) {}

  const SyncRun& run() const { return run_; }

  template <typename Change>
  void change(Change change) {
    const std::scoped_lock lock(mutex_);
    change(sync_);
  }
  RepositorySync now() const {
    const std::scoped_lock lock(mutex_);
    return sync_;
  }

  // Set when another process has taken the repository over.
  std::stop_source taken = {};

 private:
  SyncRun run_;
  mutable std::mutex mutex_ = {};
  RepositorySync sync_;
};

// Safe to use from many threads.
class SyncBoard {
 public:
  // Borrows all of them.
  SyncBoard(SyncLog& log, const FeedSource& source, const Clock& clock, const SyncOptions& options)
      : log_(log), source_(source), clock_(clock), options_(options) {}

  void expect(std::size_t repositories);
  void enter(ActiveSync& active);
  void leave(const ActiveSync& active);
  void note_done(const RepositorySync& done);

  // Shows progress, and keeps the leases of what is active alive, until stopped.
  void keep_watch(const std::stop_token& stop);

  // Those that ended, in the order in which they did.
  std::vector<RepositorySync> ended() const;

 private:
  SyncProgress progress() const;
  void keep_alive();

  SyncLog& log_;
  const FeedSource& source_;
  const Clock& clock_;
  const SyncOptions& options_;
  std::mutex telling_ = {};  // Held while one of the options' functions runs.
  mutable std::mutex mutex_ = {};
  std::list<ActiveSync*> active_ = {};
  std::vector<RepositorySync> ended_ = {};
  std::size_t expected_ = 0;
};

}  // namespace shiplog
