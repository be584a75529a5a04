#include "services/query/live_snapshot.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "services/query/snapshot_service.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

using SharedSnapshot = std::shared_ptr<const Snapshot>;
using SteadyClock = std::chrono::steady_clock;

// A refresh that took so long is followed by a pause of this many times that, so that a sync
// which stores page after page does not keep a core busy with laying out each.
constexpr int kRestAfterWork = 4;

SnapshotOptions options_of(const LiveOptions& options, Timestamp now) {
  return {.column_file = options.column_file,
          .saves_each_refresh = false,
          .threads = options.threads,
          .actual_now = now,
          .on_note = options.on_note};
}

// Those whose shards are not the same object in both.
std::vector<std::string> changed_between(const Snapshot* before, const Snapshot& after) {
  std::map<std::string, const Shard*> known;
  if (before != nullptr) {
    for (const auto& shard : before->shards) {
      known.emplace(shard->full_name, shard.get());
    }
  }
  std::vector<std::string> changed;
  for (const auto& shard : after.shards) {
    const auto found = known.find(shard->full_name);
    if (found == known.end() || found->second != shard.get()) {
      changed.push_back(shard->full_name);
    }
    if (found != known.end()) {
      known.erase(found);
    }
  }
  for (const auto& [name, shard] : known) {
    changed.push_back(name);
  }
  std::ranges::sort(changed);
  return changed;
}

}  // namespace

LiveSnapshot::LiveSnapshot(FactStore& store, const Clock& clock, LiveOptions options)
    : clock_(clock),
      options_(std::move(options)),
      columns_(store, options_of(options_, clock.now())),
      columns_with_bot_reviews_(store, options_of(options_, clock.now())),
      watcher_([this](const std::stop_token& stop) { watch(stop); }) {}

LiveSnapshot::~LiveSnapshot() {
  watcher_.request_stop();
  changed_.notify_all();
}

Result<LiveColumns> LiveSnapshot::current() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return current_ || error_; });
  if (current_) {
    return *current_;
  }
  return *error_;
}

Result<LiveColumns> LiveSnapshot::with_bot_reviews() {
  LiveColumns live = TRY(current());
  if (options_.reading.bot_reviews) {
    return live;
  }
  Reading reading = options_.reading;
  reading.now = live.as_of;
  reading.bot_reviews = true;
  live.snapshot = TRY(columns_with_bot_reviews_.current(reading));
  return live;
}

std::uint64_t LiveSnapshot::edition() const {
  const std::lock_guard lock(mutex_);
  return current_ ? current_->edition : 0;
}

void LiveSnapshot::look_now() {
  const std::lock_guard lock(mutex_);
  is_look_wanted_ = true;
  changed_.notify_all();
}

// Whole minutes, so that who asks within one asks the same.
Timestamp LiveSnapshot::minute() const {
  return options_.now.value_or(std::chrono::floor<std::chrono::minutes>(clock_.now()));
}

void LiveSnapshot::watch(const std::stop_token& stop) {
  bool is_settled = true;
  SteadyClock::duration pause = {};
  do {
    const std::uint64_t before = edition();
    const auto began = SteadyClock::now();
    look();
    if (edition() != before) {
      is_settled = false;
      pause = std::max<SteadyClock::duration>(options_.pause,
                                              kRestAfterWork * (SteadyClock::now() - began));
    } else if (!is_settled) {
      is_settled = true;
      if (const Result<Unit> saved = columns_.save(); !saved) {
        note(saved.error().message);
      }
    } else {
      pause = options_.pause;
    }
  } while (wait(stop, pause));
  if (const Result<Unit> saved = columns_.save(); !saved) {
    note(saved.error().message);
  }
}

// False once it is to stop.
bool LiveSnapshot::wait(const std::stop_token& stop, SteadyClock::duration pause) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, pause, [this] { return is_look_wanted_; });
  is_look_wanted_ = false;
  return !stop.stop_requested();
}

void LiveSnapshot::look() {
  // What a writer stored a moment ago may be of this very minute.
  const Timestamp now = options_.now.value_or(clock_.now());
  Reading reading = options_.reading;
  reading.now = now;
  Result<SharedSnapshot> snapshot = columns_.current(reading);
  if (snapshot) {
    publish(*std::move(snapshot), now);
    return;
  }
  const std::lock_guard lock(mutex_);
  if (!error_ || error_->message != snapshot.error().message) {
    note(snapshot.error().message);
  }
  error_ = snapshot.error();
  changed_.notify_all();
}

void LiveSnapshot::publish(SharedSnapshot snapshot, Timestamp as_of) {
  LiveChange change;
  {
    const std::lock_guard lock(mutex_);
    error_.reset();
    if (current_ && current_->snapshot == snapshot) {
      current_->as_of = std::max(current_->as_of, minute());
      return;
    }
    const SharedSnapshot before = current_ ? current_->snapshot : nullptr;
    const std::uint64_t next = current_ ? current_->edition + 1 : 1;
    change.repositories = changed_between(before.get(), *snapshot);
    change.edition = std::max(next, static_cast<std::uint64_t>(snapshot->generation));
    current_ =
        LiveColumns{.snapshot = std::move(snapshot), .as_of = as_of, .edition = change.edition};
  }
  changed_.notify_all();
  if (options_.on_change) {
    options_.on_change(change);
  }
}

void LiveSnapshot::note(std::string_view text) const {
  if (options_.on_note) {
    options_.on_note(text);
  }
}

}  // namespace shiplog
