// Snapshot: the columns of every repository at one moment. Immutable: a refresh makes
// a new one that shares the shards of the repositories that did not change, and
// readers keep the old one until they are done.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "columns/reading.h"
#include "columns/shard.h"

namespace shiplog {

struct Snapshot {
  Reading reading = {};
  std::int64_t generation = 0;  // The store's, when its facts were read.
  // The latest time in any fact of the whole store, authored times aside: the data's end.
  Timestamp complete_until = Timestamp::min();
  // The latest time of all, authored times too: a reading whose clock is at or after it
  // gives the same columns.
  Timestamp nothing_after = Timestamp::min();
  std::vector<std::shared_ptr<const Shard>> shards = {};  // Sorted by full_name, then id.
};

}  // namespace shiplog
