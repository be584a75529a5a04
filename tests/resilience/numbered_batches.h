// The batches that the resilience tests write: all the same for everybody, so that what a
// store must hold after batch N is known without asking who wrote it.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/fact_store.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/sqlite_store.h"

namespace shiplog {

inline constexpr const char* kNumberedSource = "numbered batches";
inline constexpr std::int64_t kFactsPerBatch = 20;

// New facts of its own, a bigger one now and then, and a newer version of one that all
// batches have in common.
inline Batch numbered_batch(std::int64_t number) {
  Batch batch;
  const std::string prefix = std::to_string(number) + ".";
  for (std::int64_t i = 0; i < kFactsPerBatch; ++i) {
    const std::size_t size = i == 0 && number % 10 == 0 ? 50'000 : 150;
    batch.records.push_back({.kind = FactKind::Issue,
                             .key = prefix + std::to_string(i),
                             .owner = "acme/shop",
                             .line = std::string(size, 'x')});
  }
  batch.records.push_back({.kind = FactKind::PullRequest,
                           .key = "shared",
                           .owner = "acme/" + std::to_string(number % 3),
                           .updated_at = Timestamp(Duration(number)),
                           .line = prefix});
  const std::optional<std::string> from =
      number == 1 ? std::nullopt : std::optional(std::to_string(number - 1));
  batch.cursor = CursorMove{.source = kNumberedSource, .from = from, .to = std::to_string(number)};
  return batch;
}

inline Result<std::unique_ptr<FactStore>> open_store(const std::string& place) {
  return place.starts_with("postgresql:") ? PostgresStore::open(place) : SqliteStore::open(place);
}

// How many of the batches the store has.
inline Result<std::int64_t> batches_stored(FactStore& store) {
  const std::optional<std::string> cursor = TRY(store.cursor(kNumberedSource));
  return cursor ? std::stoll(*cursor) : 0;
}

}  // namespace shiplog
