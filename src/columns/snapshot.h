// Snapshot: the columns of every repository at one moment. Immutable: a refresh makes
// a new one that shares the shards of the repositories that did not change, and
// readers keep the old one until they are done.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "columns/clock_span.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/teams.h"
#include "domain/facts.h"

namespace shiplog {

struct Snapshot {
  Reading reading = {};         // Under any of the clocks.
  std::int64_t generation = 0;  // The store's, when its facts were read.
  // The latest time in any fact of the whole store, authored times aside: the end of data
  // that were imported.
  Timestamp complete_until = Timestamp::min();
  ClockSpan clocks = {};                                  // Those that give the same columns.
  Parts parts = kAllParts;                                // That each shard has.
  std::vector<std::shared_ptr<const Shard>> shards = {};  // Sorted by full_name, then id.
  std::vector<KnownTeam> teams = {};                      // Sorted by slug, then id.

  // Of repositories that a source keeps current, by id: until when each is complete, absent
  // while that is not known. Not part of a column file.
  std::map<std::string, Moment, std::less<>> synced = {};
};

// Synced, and no pass over it has been finished yet.
bool is_incomplete(const Snapshot& snapshot, std::string_view repository_id);

// Until when everything is known: of one repository; and of several, where that of the
// synced one that is farthest behind counts, and imported data only where none is synced.
Timestamp data_end(const Snapshot& snapshot, const Shard& shard);
Timestamp data_end(const Snapshot& snapshot, std::span<const Shard* const> shards);

}  // namespace shiplog
