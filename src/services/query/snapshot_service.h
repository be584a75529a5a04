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
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"

namespace shiplog {

struct SnapshotOptions {
  // Where the columns rest between processes; empty: nowhere. Rebuildable at any time.
  std::string column_file = {};
  // False: only save() writes the file, and a first layout; a refresh is then worth no more than
  // what changed.
  bool saves_each_refresh = true;
  unsigned threads = 0;  // 0: as many as the machine has cores.
  // How many repositories of how many are laid out; from any thread, one at a time.
  std::function<void(std::size_t done, std::size_t total)> on_progress = {};
  // What time it really is: columns of about that clock are kept in the file, before those of
  // any other that is asked for.
  Timestamp actual_now = kNever;
  // Something that did not stop the work: a column file that could not be written.
  std::function<void(std::string_view note)> on_note = {};
};

// Safe to use from many threads; one refreshes while the others wait for it.
class SnapshotService {
 public:
  // Borrows the store.
  SnapshotService(FactStore& store, SnapshotOptions options);

  // Of the facts that are in the store now, and perhaps of some that come while it reads;
  // with at least the parts that are asked for. All clocks between which nothing happens share
  // the columns; another one lays out anew the repositories in which something does, and what
  // it gives is kept unless the clock was set back.
  // InvalidInput when a pattern of the reading is no regular expression.
  Result<std::shared_ptr<const Snapshot>> current(const Reading& reading, Parts parts = kAllParts);

  // Writes the latest columns to the file, unless it has them already.
  Result<Unit> save();

 private:
  using Shared = std::shared_ptr<const Snapshot>;

  Result<Shared> columns_of(const Reading& reading, Parts parts);
  Result<Shared> with_sync_state(Shared snapshot);
  Result<Shared> base_for(const Reading& reading, Parts parts) const;
  bool is_set_back(Timestamp now, const Snapshot* base) const;
  Shared published(const Reading& reading, Parts parts, Generation generation) const;
  void publish(Shared& place, Shared snapshot);
  Result<Unit> write(const Snapshot& snapshot);

  FactStore& store_;
  SnapshotOptions options_;
  std::mutex refreshing_;
  Shared unsaved_;                 // Columns that the file does not have.
  mutable std::mutex publishing_;  // Held only to copy one of these:
  Shared latest_;
  Shared earlier_;       // The last one with a clock that was set back.
  Shared told_without_;  // What the last answer would be if no source kept anything current,
  Shared told_;          // and what it was.
};

}  // namespace shiplog
