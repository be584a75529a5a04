#include "services/query/snapshot_service.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "columns/column_file.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_builder.h"
#include "columns/snapshot.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/query/shard_loader.h"
#include "store/fact_store.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

using Shared = std::shared_ptr<const Snapshot>;
using SharedShard = std::shared_ptr<const Shard>;

Reading without_clock(Reading reading) {
  reading.now = kNever;
  return reading;
}

// What has to be laid out: all, unless there is a base that knows what changed since.
struct Plan {
  Shared base = {};  // Null: none of it can be kept.
  Generation generation = 0;
  std::vector<std::string> changed = {};  // Sorted.
};

// A store whose generation went back is another than the base was laid out from.
Result<Plan> plan_from(FactStore& store, Shared base) {
  if (base != nullptr) {
    Changes changes = TRY(store.changes_since(base->generation));
    if (changes.until >= base->generation) {
      return Plan{.base = std::move(base),
                  .generation = changes.until,
                  .changed = std::move(changes.repositories)};
    }
  }
  return Plan{.generation = TRY(store.generation())};
}

// Whether the base already is what was asked for.
bool is_unchanged(const Plan& plan, Timestamp now) {
  return plan.base != nullptr && plan.generation == plan.base->generation &&
         plan.base->clocks.contains(now);
}

// The shards of the base that building them anew would give again.
std::map<std::string, SharedShard> kept_shards(const Plan& plan, const Organisation& organisation) {
  std::map<std::string, SharedShard> kept;
  if (plan.base == nullptr) {
    return kept;
  }
  for (const SharedShard& shard : plan.base->shards) {
    const bool is_changed = std::ranges::binary_search(plan.changed, shard->repository_id);
    if (!is_changed && shard->clocks.contains(organisation.reading().now) &&
        shard->organisation_fingerprint == organisation.fingerprint_for(*shard)) {
      kept.emplace(shard->repository_id, shard);
    }
  }
  return kept;
}

void sort_and_sum_up(Snapshot& snapshot, const Organisation& organisation) {
  std::ranges::sort(snapshot.shards, {}, [](const SharedShard& shard) {
    return std::pair<std::string_view, std::string_view>(shard->full_name, shard->repository_id);
  });
  snapshot.complete_until = organisation.latest_at();
  snapshot.clocks = organisation.clocks();
  snapshot.teams = organisation.teams();
  for (const SharedShard& shard : snapshot.shards) {
    snapshot.complete_until = std::max(snapshot.complete_until, shard->latest_at);
    snapshot.clocks = snapshot.clocks & shard->clocks;
  }
}

// The generation was read before the facts: what came since is read again next time.
Result<Shared> lay_out(FactStore& store, const Reading& reading, const Plan& plan,
                       const SnapshotOptions& options) {
  const Organisation organisation = TRY(load_organisation(store, reading));
  std::map<std::string, SharedShard> kept = kept_shards(plan, organisation);
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->reading = without_clock(reading);
  snapshot->generation = plan.generation;
  std::vector<std::string> missing;
  for (std::string& repository : TRY(store.repositories())) {
    const auto found = kept.find(repository);
    if (found == kept.end()) {
      missing.push_back(std::move(repository));
    } else {
      snapshot->shards.push_back(std::move(found->second));
    }
  }
  std::vector<SharedShard> shards =
      TRY(load_shards(store, organisation, missing, options.threads, options.on_progress));
  snapshot->shards.insert(snapshot->shards.end(), std::make_move_iterator(shards.begin()),
                          std::make_move_iterator(shards.end()));
  sort_and_sum_up(*snapshot, organisation);
  return Shared(std::move(snapshot));
}

// Whether bots' reviews count is asked for now and then, against the configured reading:
// each has its own file, so that they do not replace each other's.
std::string file_for(const std::string& column_file, const Reading& reading) {
  return reading.bot_reviews ? column_file + ".with-bot-reviews" : column_file;
}

}  // namespace

SnapshotService::SnapshotService(FactStore& store, SnapshotOptions options)
    : store_(store), options_(std::move(options)) {
  if (options_.threads == 0) {
    options_.threads = std::max(1U, std::thread::hardware_concurrency());
  }
}

Result<std::shared_ptr<const Snapshot>> SnapshotService::current(const Reading& reading,
                                                                 Parts parts) {
  return with_sync_state(TRY(columns_of(reading, parts)));
}

// How far a sync is complete moves also when it brings nothing new.
Result<SnapshotService::Shared> SnapshotService::with_sync_state(Shared snapshot) {
  std::map<std::string, Moment, std::less<>> synced;
  for (SyncedRepository& repository : TRY(store_.sync_log().synced())) {
    synced.emplace(std::move(repository.repository), repository.complete_until);
  }
  if (synced.empty()) {
    return snapshot;
  }
  const std::lock_guard lock(publishing_);
  if (told_without_ == snapshot && told_->synced == synced) {
    return told_;
  }
  auto told = std::make_shared<Snapshot>(*snapshot);
  told->synced = std::move(synced);
  told_without_ = std::move(snapshot);
  told_ = std::move(told);
  return told_;
}

Result<SnapshotService::Shared> SnapshotService::columns_of(const Reading& reading, Parts parts) {
  if (Shared snapshot = published(reading, parts, TRY(store_.generation()))) {
    return snapshot;
  }
  const std::lock_guard refreshing(refreshing_);
  const Shared base = TRY(base_for(reading, parts));
  Plan plan = TRY(plan_from(store_, base));
  if (is_unchanged(plan, reading.now)) {
    publish(latest_, plan.base);
    return plan.base;
  }
  if (Shared snapshot = published(reading, parts, plan.generation)) {
    return snapshot;
  }
  if (plan.base != nullptr && !plan.base->parts.include(kAllParts)) {
    // What is kept is written again, so all of it has to be sound.
    const Shared whole = TRY(base_for(reading, kAllParts));
    plan = TRY(plan_from(store_, whole));
  }
  const Shared snapshot = TRY(lay_out(store_, reading, plan, options_));
  if (is_set_back(reading.now, plan.base.get())) {
    publish(earlier_, snapshot);
  } else {
    publish(latest_, snapshot);
    unsaved_ = snapshot;
    if (options_.saves_each_refresh || plan.base == nullptr) {
      TRY(write(*snapshot));
    }
  }
  return snapshot;
}

// Null when no snapshot of that reading is as new as the generation, or has all the parts.
SnapshotService::Shared SnapshotService::published(const Reading& reading, Parts parts,
                                                   Generation generation) const {
  const std::lock_guard lock(publishing_);
  for (const Shared& snapshot : {latest_, earlier_}) {
    if (snapshot != nullptr && snapshot->generation == generation &&
        snapshot->reading == without_clock(reading) && snapshot->clocks.contains(reading.now) &&
        snapshot->parts.include(parts)) {
      return snapshot;
    }
  }
  return nullptr;
}

void SnapshotService::publish(Shared& place, Shared snapshot) {
  const std::lock_guard lock(publishing_);
  place = std::move(snapshot);
}

// Columns to begin with, however old: the latest, or those of the file. Null when there are none.
Result<SnapshotService::Shared> SnapshotService::base_for(const Reading& reading,
                                                          Parts parts) const {
  if (latest_ != nullptr && latest_->reading == without_clock(reading) &&
      latest_->parts.include(parts)) {
    return latest_;
  }
  if (options_.column_file.empty()) {
    return Shared();
  }
  const ColumnFileKey key{.store_identity = TRY(store_.identity()),
                          .reading = without_clock(reading)};
  Result<Snapshot> snapshot =
      read_column_file(file_for(options_.column_file, reading), key, parts, options_.threads);
  // Whatever is wrong with the file, the facts are still there.
  return snapshot ? std::make_shared<const Snapshot>(std::move(snapshot).value()) : Shared();
}

// A clock that was set back asks for less than the columns have: they would have to be laid out
// anew for whoever asks next. Unless it is about the actual one, and they are of the future.
bool SnapshotService::is_set_back(Timestamp now, const Snapshot* base) const {
  return base != nullptr && now < base->clocks.from &&
         now < options_.actual_now - std::chrono::days(1);
}

Result<Unit> SnapshotService::save() {
  const std::lock_guard refreshing(refreshing_);
  return unsaved_ == nullptr ? Unit{} : write(*unsaved_);
}

Result<Unit> SnapshotService::write(const Snapshot& snapshot) {
  unsaved_ = nullptr;
  if (options_.column_file.empty()) {
    return Unit{};
  }
  const ColumnFileKey key{.store_identity = TRY(store_.identity()), .reading = snapshot.reading};
  const Result<Unit> written =
      write_column_file(file_for(options_.column_file, snapshot.reading), key, snapshot);
  if (!written && options_.on_note) {
    options_.on_note(written.error().message);
  }
  return Unit{};
}

}  // namespace shiplog
