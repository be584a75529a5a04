#include "services/sync/sync_board.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"

namespace shiplog {
namespace {

constexpr std::chrono::milliseconds kShownEvery(200);
// Well within the lease, also when a store is slow for a while.
constexpr std::chrono::seconds kNotedEvery(2);

}  // namespace

void SyncBoard::expect(std::size_t repositories) {
  const std::scoped_lock lock(mutex_);
  expected_ = repositories;
}

void SyncBoard::enter(ActiveSync& active) {
  const std::scoped_lock lock(mutex_);
  active_.push_back(&active);
}

void SyncBoard::leave(const ActiveSync& active) {
  const std::scoped_lock lock(mutex_);
  active_.remove(const_cast<ActiveSync*>(&active));
}

void SyncBoard::note_done(const RepositorySync& done) {
  {
    const std::scoped_lock lock(mutex_);
    ended_.push_back(done);
  }
  if (options_.on_repository) {
    const std::scoped_lock telling(telling_);
    options_.on_repository(done);
  }
}

std::vector<RepositorySync> SyncBoard::ended() const {
  const std::scoped_lock lock(mutex_);
  return ended_;
}

SyncProgress SyncBoard::progress() const {
  SyncProgress progress{.usage = source_.usage(), .waiting = source_.waiting()};
  const std::scoped_lock lock(mutex_);
  progress.repositories_done = ended_.size();
  progress.repositories_total = expected_;
  for (const ActiveSync* active : active_) {
    const RepositorySync now = active->now();
    progress.active.push_back(
        {.repository = now.repository, .feed = now.feed, .done = now.done, .total = now.total});
  }
  return progress;
}

// A store that is busy now is asked again in a moment; the lease outlives that.
void SyncBoard::keep_alive() {
  const std::scoped_lock lock(mutex_);
  for (ActiveSync* active : active_) {
    const Result<Unit> noted =
        log_.note(active->run().id, clock_.now(), report_text(active->now()));
    if (!noted && noted.error().code == ErrorCode::Conflict) {
      active->taken.request_stop();
    }
  }
}

void SyncBoard::keep_watch(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any woken;
  auto noted_at = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    woken.wait_for(lock, stop, kShownEvery, [] { return false; });
    if (options_.on_progress) {
      const std::scoped_lock telling(telling_);
      options_.on_progress(progress());
    }
    if (const auto now = std::chrono::steady_clock::now(); now - noted_at >= kNotedEvery) {
      keep_alive();
      noted_at = now;
    }
  }
}

}  // namespace shiplog
