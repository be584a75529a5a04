// sync: brings repositories of a source into a store, and keeps them current.
//
// Page by page: a page's records and the feed's cursor are stored in one transaction, so that
// whatever ends a sync, the next goes on from the last page. A second sync of a repository
// leaves it to the first. A repository whose source looks as it did when it was last
// completed is not asked for again.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "services/sync/sync_report.h"
#include "sources/feed_source.h"
#include "store/fact_store.h"

namespace shiplog {

// What a display shows of a sync that goes on.
struct SyncProgress {
  struct Active {
    std::string repository = {};
    std::string feed = {};
    std::int64_t done = 0;
    std::int64_t total = 0;  // 0: not known.
  };
  std::vector<Active> active = {};
  std::size_t repositories_done = 0;
  std::size_t repositories_total = 0;
  SourceUsage usage = {};
  std::optional<SourceWait> waiting = {};
};

struct SyncOptions {
  DiscoveryRequest request = {};
  FeedOptions feeds = {};
  std::size_t jobs = 4;  // Repositories at once.
  // Reads even what looks unchanged.
  bool is_forced = false;
  // Both from any thread, one call of either at a time; the first several times a second.
  std::function<void(const SyncProgress& progress)> on_progress = {};
  std::function<void(const RepositorySync& done)> on_repository = {};
  std::stop_token stop = {};
};

// The error of a source that could not be asked at all; what concerns single repositories is
// in the summary. The store's errors end everything.
Result<SyncSummary> sync(FactStore& store, FeedSource& source, const Clock& clock,
                         const SyncOptions& options);

}  // namespace shiplog
