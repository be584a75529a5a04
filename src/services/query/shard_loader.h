// ShardLoader: reads repositories out of a store and lays them out, several at once.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_builder.h"
#include "store/fact_store.h"

namespace shiplog {

// Everything that belongs to no repository, and all incidents.
Result<Organisation> load_organisation(FactStore& store, const Reading& reading);

using ShardProgress = std::function<void(std::size_t done, std::size_t total)>;

// In the order of the ids. Each thread holds the facts of one repository at a time.
Result<std::vector<std::shared_ptr<const Shard>>> load_shards(
    FactStore& store, const Organisation& organisation, std::span<const std::string> repositories,
    unsigned threads, const ShardProgress& on_progress);

}  // namespace shiplog
