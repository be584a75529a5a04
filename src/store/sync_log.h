// SyncLog: who brings which repository up to date, how far that has come, and how it ended.
//
// A run that has not ended is also the lease on its repository: as long as it is seen
// alive, no other begins. Reports are text that only their writer understands.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// A run that nobody has seen alive for so long is over, whatever it says.
inline constexpr std::chrono::seconds kSyncLease = std::chrono::minutes(2);
inline constexpr std::chrono::hours kSyncRunsKeptFor = std::chrono::days(90);

struct SyncRun {
  std::string id = {};          // Random.
  std::string repository = {};  // As people call it: "acme/api".
  std::int64_t process = 0;
  std::string host = {};
  Timestamp started_at = {};
  Timestamp seen_at = {};  // When it last said that it is alive.
  Moment ended_at = {};
  std::string report = {};
};

// A run of this process, beginning now.
SyncRun new_sync_run(std::string repository, Timestamp now);

// How far a repository is known to be complete.
struct SyncedRepository {
  std::string repository = {};   // The id of its fact.
  Moment complete_until = {};    // Absent while no pass over it has been finished.
  std::string fingerprint = {};  // What its source looked like when that pass began.
};

// Safe to use from many threads and processes.
class SyncLog {
 public:
  virtual ~SyncLog() = default;

  // Conflict, naming it, when another run of the repository is alive. A dead one is ended.
  virtual Result<Unit> begin(const SyncRun& run) = 0;

  // Says that the run is alive, and what it is at. Conflict when it was ended by another,
  // which took it for dead.
  virtual Result<Unit> note(std::string_view run, Timestamp seen_at, std::string_view report) = 0;
  virtual Result<Unit> end(std::string_view run, Timestamp ended_at, std::string_view report) = 0;

  // The newest first, at most so many.
  virtual Result<std::vector<SyncRun>> runs(std::size_t most) = 0;

  // Remembers repositories as synced. One without complete_until never replaces one with.
  virtual Result<Unit> remember(const std::vector<SyncedRepository>& repositories) = 0;
  // In the bytewise order of their ids.
  virtual Result<std::vector<SyncedRepository>> synced() = 0;
};

// Conflict: `other` is at it.
Error sync_conflict(const SyncRun& other);

// Whether a run that has not ended is to be taken for dead.
bool is_abandoned(const SyncRun& run, Timestamp now);

}  // namespace shiplog
