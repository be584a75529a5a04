// MemoryShelves: what a MemoryStore holds, and who may touch it.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"
#include "store/fact_store.h"
#include "store/random_id.h"

namespace shiplog {

using SharedRecord = std::shared_ptr<const FactRecord>;

// One consistent state. Copying it shares the records.
struct MemoryFacts {
  struct Shelved {
    SharedRecord record = {};
    Generation generation = 0;
  };
  // A fact moved away from this owner.
  struct Departure {
    FactKind kind = FactKind::Repository;
    std::string owner = {};
    Generation generation = 0;
  };

  std::map<std::pair<FactKind, std::string>, Shelved> records = {};
  std::map<std::string, std::string, std::less<>> cursors = {};
  std::vector<Departure> departures = {};
  Generation generation = 0;

  // Nothing is touched on an error.
  Result<Applied> apply(const Batch& batch);

  const FactRecord* find(FactKind kind, std::string_view key) const;

  // The repository of a fact of this kind with this owner, empty for the organisation,
  // and absent while the pull request in between is unknown.
  std::optional<std::string> repository_of(FactKind kind, const std::string& owner) const;

  // Those whose repository (or "" for the organisation) is this; pull requests first.
  std::vector<SharedRecord> belonging_to(std::string_view repository) const;

  Changes changes_since(Generation since) const;
  std::vector<std::string> repositories() const;
};

struct MemoryShelves {
  std::string identity = random_id();
  std::mutex mutex = {};
  std::condition_variable released = {};
  MemoryFacts facts = {};
  // What the writer that holds the store is doing; absent when none holds it.
  std::optional<std::string> holder = {};

  // Waits for the holder; the caller calls release() when done.
  Result<Unit> acquire(const WriterOptions& options);
  void release();

  // A copy to look at without holding up a writer.
  MemoryFacts look();
};

}  // namespace shiplog
