#include "columns/snapshot.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>

#include "columns/shard.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

bool is_incomplete(const Snapshot& snapshot, std::string_view repository_id) {
  const auto synced = snapshot.synced.find(repository_id);
  return synced != snapshot.synced.end() && !synced->second;
}

Timestamp data_end(const Snapshot& snapshot, const Shard& shard) {
  const auto synced = snapshot.synced.find(shard.repository_id);
  return synced != snapshot.synced.end() && synced->second ? *synced->second
                                                           : snapshot.complete_until;
}

Timestamp data_end(const Snapshot& snapshot, std::span<const Shard* const> shards) {
  Moment end;
  for (const Shard* shard : shards) {
    const auto synced = snapshot.synced.find(shard->repository_id);
    if (synced != snapshot.synced.end() && synced->second) {
      end = end ? std::min(*end, *synced->second) : *synced->second;
    }
  }
  return end.value_or(snapshot.complete_until);
}

}  // namespace shiplog
