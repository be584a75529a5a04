#include "store/memory/memory_shelves.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"
#include "store/fact_versions.h"

namespace shiplog {
namespace {

bool is_of_a_pull_request(FactKind kind) {
  return kind == FactKind::Review || kind == FactKind::Comment;
}

void shelve(MemoryFacts& facts, FactVersions versions, ChangeCounts& counts) {
  auto& shelved = facts.records[{versions[0]->kind, versions[0]->key}];
  if (!shelved.record) {
    shelved = {.record = std::make_shared<FactRecord>(add_versions(versions, counts)),
               .generation = ++facts.generation};
    return;
  }
  FactRecord merged = *shelved.record;
  if (!merge_versions(merged, versions, counts)) {
    return;
  }
  ++facts.generation;
  if (merged.owner != shelved.record->owner) {
    facts.departures.push_back(
        {.kind = merged.kind, .owner = shelved.record->owner, .generation = facts.generation});
  }
  shelved = {.record = std::make_shared<FactRecord>(std::move(merged)),
             .generation = facts.generation};
}

}  // namespace

Result<Applied> MemoryFacts::apply(const Batch& batch) {
  TRY(check_records(batch.records));
  if (batch.cursor) {
    const auto found = cursors.find(batch.cursor->source);
    const auto at = found == cursors.end() ? std::nullopt : std::optional(found->second);
    if (at != batch.cursor->from) {
      return cursor_conflict(*batch.cursor);
    }
    cursors[batch.cursor->source] = batch.cursor->to;
  }
  Applied applied;
  const std::vector<const FactRecord*> ordered = in_key_order(batch.records);
  for (FactVersions rest = ordered; !rest.empty();) {
    const FactVersions versions = first_fact(rest);
    rest = rest.subspan(versions.size());
    shelve(*this, versions, applied.counts);
  }
  applied.generation = generation;
  return applied;
}

const FactRecord* MemoryFacts::find(FactKind kind, std::string_view key) const {
  const auto found = records.find({kind, std::string(key)});
  return found == records.end() ? nullptr : found->second.record.get();
}

std::optional<std::string> MemoryFacts::repository_of(FactKind kind,
                                                      const std::string& owner) const {
  if (!is_of_a_pull_request(kind)) {
    return owner;
  }
  const FactRecord* pull = find(FactKind::PullRequest, owner);
  return pull == nullptr ? std::nullopt : std::optional(pull->owner);
}

std::vector<SharedRecord> MemoryFacts::belonging_to(std::string_view repository) const {
  std::vector<SharedRecord> found;
  for (const auto& [id, shelved] : records) {
    if (repository_of(shelved.record->kind, shelved.record->owner) == repository) {
      found.push_back(shelved.record);
    }
  }
  std::stable_partition(found.begin(), found.end(), [](const SharedRecord& record) {
    return !is_of_a_pull_request(record->kind);
  });
  return found;
}

Changes MemoryFacts::changes_since(Generation since) const {
  std::set<std::string> changed;
  const auto note = [&](FactKind kind, const std::string& owner) {
    if (auto repository = repository_of(kind, owner)) {
      changed.insert(*std::move(repository));
    }
  };
  for (const auto& [id, shelved] : records) {
    if (shelved.generation > since) {
      note(shelved.record->kind, shelved.record->owner);
    }
  }
  for (const Departure& departure : departures) {
    if (departure.generation > since) {
      note(departure.kind, departure.owner);
    }
  }
  const bool organisation = changed.erase("") > 0;
  return {.until = generation,
          .repositories = {changed.begin(), changed.end()},
          .organisation = organisation};
}

std::vector<std::string> MemoryFacts::repositories() const {
  std::set<std::string> found;
  for (const auto& [id, shelved] : records) {
    if (!is_of_a_pull_request(shelved.record->kind) && !shelved.record->owner.empty()) {
      found.insert(shelved.record->owner);
    }
  }
  return {found.begin(), found.end()};
}

Result<Unit> MemoryShelves::acquire(const WriterOptions& options) {
  std::unique_lock lock(mutex);
  if (!released.wait_for(lock, options.patience, [this] { return !holder.has_value(); })) {
    return Error{ErrorCode::Unavailable,
                 "the store memory is being written by '" + *holder + "'; try again later"};
  }
  holder = options.description;
  return Unit{};
}

void MemoryShelves::release() {
  const std::scoped_lock lock(mutex);
  holder.reset();
  released.notify_all();
}

MemoryFacts MemoryShelves::look() {
  const std::scoped_lock lock(mutex);
  return facts;
}

}  // namespace shiplog
