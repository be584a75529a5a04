#include "services/query/snapshot_service.h"

#include <algorithm>
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

// The shards of the base that building them anew would give again.
std::map<std::string, SharedShard> kept_shards(const Plan& plan, const Organisation& organisation) {
  std::map<std::string, SharedShard> kept;
  if (plan.base == nullptr) {
    return kept;
  }
  for (const SharedShard& shard : plan.base->shards) {
    const bool is_changed = std::ranges::binary_search(plan.changed, shard->repository_id);
    const bool is_uncut = shard->nothing_after <= organisation.reading().now;
    if (!is_changed && is_uncut &&
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
  snapshot.nothing_after = organisation.nothing_after();
  for (const SharedShard& shard : snapshot.shards) {
    snapshot.complete_until = std::max(snapshot.complete_until, shard->latest_at);
    snapshot.nothing_after = std::max(snapshot.nothing_after, shard->nothing_after);
  }
}

// The generation was read before the facts: what came since is read again next time.
Result<Shared> lay_out(FactStore& store, const Reading& reading, const Plan& plan,
                       const SnapshotOptions& options) {
  const Organisation organisation = TRY(load_organisation(store, reading));
  std::map<std::string, SharedShard> kept = kept_shards(plan, organisation);
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->reading = reading;
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

Result<std::shared_ptr<const Snapshot>> SnapshotService::current(const Reading& reading) {
  return with_sync_state(TRY(columns_of(reading)));
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

Result<SnapshotService::Shared> SnapshotService::columns_of(const Reading& reading) {
  if (Shared snapshot = published(reading, TRY(store_.generation()))) {
    return snapshot;
  }
  const std::lock_guard refreshing(refreshing_);
  const Shared uncut = TRY(this->uncut(without_clock(reading)));
  if (reading.now >= uncut->nothing_after) {
    return uncut;
  }
  if (Shared snapshot = published(reading, uncut->generation)) {
    return snapshot;
  }
  const Shared cut =
      TRY(lay_out(store_, reading, {.base = uncut, .generation = uncut->generation}, options_));
  publish(cut_, cut);
  return cut;
}

// Null when no snapshot of that reading is as new as the generation.
SnapshotService::Shared SnapshotService::published(const Reading& reading,
                                                   Generation generation) const {
  const std::lock_guard lock(publishing_);
  if (uncut_ != nullptr && uncut_->generation == generation &&
      uncut_->reading == without_clock(reading) && reading.now >= uncut_->nothing_after) {
    return uncut_;
  }
  const bool is_cut = cut_ != nullptr && cut_->generation == generation && cut_->reading == reading;
  return is_cut ? cut_ : nullptr;
}

void SnapshotService::publish(Shared& place, Shared snapshot) {
  const std::lock_guard lock(publishing_);
  place = std::move(snapshot);
}

Result<SnapshotService::Shared> SnapshotService::from_file(const Reading& reading,
                                                           const std::string& identity) {
  if (options_.column_file.empty()) {
    return Shared();
  }
  Result<Snapshot> snapshot =
      read_column_file(file_for(options_.column_file, reading),
                       {.store_identity = identity, .reading = reading}, options_.threads);
  // Whatever is wrong with the file, the facts are still there.
  return snapshot ? std::make_shared<const Snapshot>(std::move(snapshot).value()) : Shared();
}

Result<SnapshotService::Shared> SnapshotService::uncut(const Reading& reading) {
  const std::string identity = TRY(store_.identity());
  Shared base =
      uncut_ != nullptr && uncut_->reading == reading ? uncut_ : TRY(from_file(reading, identity));
  const Plan plan = TRY(plan_from(store_, base));
  if (plan.base != nullptr && plan.generation == plan.base->generation) {
    publish(uncut_, plan.base);
    return plan.base;
  }
  const Shared snapshot = TRY(lay_out(store_, reading, plan, options_));
  publish(uncut_, snapshot);
  if (!options_.column_file.empty()) {
    const Result<Unit> written =
        write_column_file(file_for(options_.column_file, reading),
                          {.store_identity = identity, .reading = reading}, *snapshot);
    if (!written && options_.on_note) {
      options_.on_note(written.error().message);
    }
  }
  return snapshot;
}

}  // namespace shiplog
