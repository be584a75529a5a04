// The column file: a snapshot at rest beside its store, so that the next process maps it
// instead of laying every fact out again. Never the only place of anything: one that is
// missing, damaged, foreign or old is simply laid out anew.

#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/snapshot.h"

namespace shiplog {

// Which columns are meant: those of this store under this reading, whatever its clock.
struct ColumnFileKey {
  std::string store_identity = {};
  Reading reading = {};
};

// Raised whenever the same facts give other columns, or lie otherwise in the file.
inline constexpr std::uint32_t kColumnsVersion = 7;

// Maps the file; the shards share the mapping. NotFound when there is none, Conflict when
// it is of another store, reading or version, InvalidInput when it is damaged.
//
// Only the numbers and the parts asked for are read. Their checksums are compared first, on
// `threads` threads, at several gigabytes a second each: a column is used without further
// checks, so damage found later could only end the process or, worse, change a number. The
// file is never changed in place, so the mapping stays what was checked.
Result<Snapshot> read_column_file(const std::string& path, const ColumnFileKey& key, Parts parts,
                                  unsigned threads);

// Writes beside the path, then renames, so any process sees the old file or the new one.
// Not flushed to the disk: after a power cut the checksums tell a file that is not whole.
// All parts of the snapshot must be there.
// Unavailable when another process is writing it or the disk does not take it.
Result<Unit> write_column_file(const std::string& path, const ColumnFileKey& key,
                               const Snapshot& snapshot);

}  // namespace shiplog
