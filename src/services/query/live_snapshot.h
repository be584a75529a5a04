// LiveSnapshot: the columns of a store, held ready for whoever asks, and renewed when the
// store changes, whichever process changed it.
//
// A thread of its own looks once a second whether the store has moved on, lays out anew what
// changed, and puts the result in the place of the old one. Who asks meanwhile is given the
// old one at once, and keeps it for as long as it is needed: nobody waits for a refresh but
// the first who asks after the start.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "services/query/snapshot_service.h"
#include "store/fact_store.h"

namespace shiplog {

// What was known at a moment.
struct LiveColumns {
  std::shared_ptr<const Snapshot> snapshot = {};
  // The clock of every question to it: moves with the data, and at least once a minute. So all
  // who ask within a minute ask the same question and may share its answer.
  Timestamp as_of = {};
  // Rises whenever the snapshot is another one, and is never less than the store's generation.
  std::uint64_t edition = 0;
};

struct LiveChange {
  std::uint64_t edition = 0;
  std::vector<std::string> repositories = {};  // Full names of those that changed, came or went.
};

struct LiveOptions {
  std::string column_file = {};
  Reading reading = {};               // Its clock does not matter.
  std::optional<Timestamp> now = {};  // Instead of the clock.
  unsigned threads = 0;               // 0: as many as the machine has cores.
  std::chrono::milliseconds pause = std::chrono::seconds(1);  // Between two looks at the store.
  // On the thread that refreshes.
  std::function<void(const LiveChange& change)> on_change = {};
  std::function<void(std::string_view note)> on_note = {};
};

// Safe to use from many threads.
class LiveSnapshot {
 public:
  // Borrows the store and the clock, and begins at once.
  LiveSnapshot(FactStore& store, const Clock& clock, LiveOptions options);
  ~LiveSnapshot();
  LiveSnapshot(const LiveSnapshot&) = delete;
  LiveSnapshot& operator=(const LiveSnapshot&) = delete;

  // The error of the store while nothing could be laid out yet.
  Result<LiveColumns> current();
  // With reviews by bots read as a person's are: laid out when it is first asked for.
  Result<LiveColumns> with_bot_reviews();

  // Of current(), without waiting: 0 before there is any.
  std::uint64_t edition() const;

  // The store was just written: looks at it now.
  void look_now();

 private:
  void watch(const std::stop_token& stop);
  void look();
  void publish(std::shared_ptr<const Snapshot> snapshot, Timestamp as_of);
  bool wait(const std::stop_token& stop, std::chrono::steady_clock::duration pause);
  Timestamp minute() const;
  void note(std::string_view text) const;

  const Clock& clock_;
  LiveOptions options_;
  SnapshotService columns_;
  SnapshotService columns_with_bot_reviews_;

  mutable std::mutex mutex_;  // Held only to copy what follows.
  std::condition_variable_any changed_;
  std::optional<LiveColumns> current_;
  std::optional<Error> error_;
  bool is_look_wanted_ = false;
  std::jthread watcher_;  // The last: it uses the others.
};

}  // namespace shiplog
