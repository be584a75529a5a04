// SnapshotService: the columns of a store, as new as the store is.
//
// The first call maps the column file, or lays everything out; later ones lay out anew
// only the repositories that changed, and share the memory of the others. Whoever holds
// an older snapshot keeps it.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "store/fact_store.h"

namespace shiplog {

struct SnapshotOptions {
  // Where the columns rest between processes; empty: nowhere. Rebuildable at any time.
  std::string column_file = {};
  unsigned threads = 0;  // 0: as many as the machine has cores.
  // How many repositories of how many are laid out; from any thread, one at a time.
  std::function<void(std::size_t done, std::size_t total)> on_progress = {};
  // Something that did not stop the work: a column file that could not be written.
  std::function<void(std::string_view note)> on_note = {};
};

// Safe to use from many threads; one refreshes while the others wait for it.
class SnapshotService {
 public:
  // Borrows the store.
  SnapshotService(FactStore& store, SnapshotOptions options);

  // Of the facts that are in the store now, and perhaps of some that come while it reads.
  // A clock later than every fact shares the columns of all such clocks; an earlier one
  // lays out anew the repositories with later facts, each time that another is asked for.
  // InvalidInput when a pattern of the reading is no regular expression.
  Result<std::shared_ptr<const Snapshot>> current(const Reading& reading);

 private:
  using Shared = std::shared_ptr<const Snapshot>;

  Result<Shared> columns_of(const Reading& reading);
  Result<Shared> with_sync_state(Shared snapshot);
  Result<Shared> uncut(const Reading& reading);
  Result<Shared> from_file(const Reading& reading, const std::string& identity);
  Shared published(const Reading& reading, Generation generation) const;
  void publish(Shared& place, Shared snapshot);

  FactStore& store_;
  SnapshotOptions options_;
  std::mutex refreshing_;
  mutable std::mutex publishing_;  // Held only to copy one of these:
  Shared uncut_;
  Shared cut_;           // The last one with an earlier clock.
  Shared told_without_;  // What the last answer would be if no source kept anything current,
  Shared told_;          // and what it was.
};

}  // namespace shiplog
