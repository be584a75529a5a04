#include "services/sync/sync.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "services/sync/repository_pass.h"
#include "services/sync/sync_board.h"
#include "services/sync/sync_report.h"
#include "sources/feed_source.h"
#include "store/fact_store.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

// What the store's errors end: all threads.
class FirstError {
 public:
  void set(Error error) {
    const std::scoped_lock lock(mutex_);
    if (!error_) {
      error_ = std::move(error);
    }
    stop_.request_stop();
  }
  bool is_set() const { return stop_.stop_requested(); }
  const std::optional<Error>& get() const { return error_; }

 private:
  std::mutex mutex_ = {};
  std::stop_source stop_ = {};
  std::optional<Error> error_ = {};
};

// Moves out those whose source looks as it did when they were last completed: they are
// complete until now without being asked for.
Result<Unit> leave_unchanged(FactStore& store, Discovery& discovery, SyncBoard& board) {
  std::map<std::string, SyncedRepository> synced;
  for (SyncedRepository& repository : TRY(store.sync_log().synced())) {
    synced.emplace(repository.repository, std::move(repository));
  }
  std::vector<SyncedRepository> unchanged;
  std::erase_if(discovery.repositories, [&](const SourceRepository& repository) {
    const auto found = synced.find(repository.id);
    if (found == synced.end() || !found->second.complete_until || repository.fingerprint.empty() ||
        found->second.fingerprint != repository.fingerprint) {
      return false;
    }
    unchanged.push_back({.repository = repository.id,
                         .complete_until = discovery.server_time,
                         .fingerprint = repository.fingerprint});
    board.note_done({.repository = repository.full_name,
                     .outcome = SyncOutcome::Unchanged,
                     .complete_until = discovery.server_time});
    return true;
  });
  return store.sync_log().remember(unchanged);
}

}  // namespace

Result<SyncSummary> sync(FactStore& store, FeedSource& source, const Clock& clock,
                         const SyncOptions& options) {
  SyncBoard board(store.sync_log(), source, clock, options);
  const std::jthread watch([&](const std::stop_token& stop) { board.keep_watch(stop); });
  Discovery discovery = TRY(source.discover(options.request, options.stop));
  board.expect(discovery.repositories.size());
  if (!options.is_forced) {
    TRY(leave_unchanged(store, discovery, board));
  }

  FirstError store_error;
  {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < discovery.repositories.size(); i = next++) {
        if (store_error.is_set() || options.stop.stop_requested()) {
          return;
        }
        RepositoryPass pass(store, source, clock, discovery.repositories[i], discovery.server_time);
        Result<RepositorySync> done = pass.run(board, options);
        if (!done) {
          store_error.set(std::move(done).error());
          return;
        }
        board.note_done(*done);
      }
    };
    const std::size_t threads = std::clamp<std::size_t>(
        options.jobs, 1, std::max<std::size_t>(discovery.repositories.size(), 1));
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < threads; ++i) {
      workers.emplace_back(work);
    }
  }
  if (store_error.get()) {
    return *store_error.get();
  }
  return SyncSummary{.repositories = board.ended(),
                     .missed = std::move(discovery.missed),
                     .notes = std::move(discovery.notes),
                     .usage = source.usage()};
}

}  // namespace shiplog
