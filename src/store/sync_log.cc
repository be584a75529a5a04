#include "store/sync_log.h"

#include <chrono>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/iso_time.h"
#include "domain/timestamp.h"
#include "store/writer_identity.h"

namespace shiplog {

SyncRun new_sync_run(std::string repository, Timestamp now) {
  WriterIdentity self = identify_writer("sync " + repository);
  return {.id = std::move(self.id),
          .repository = std::move(repository),
          .process = self.process,
          .host = std::move(self.host),
          .started_at = now,
          .seen_at = now};
}

Error sync_conflict(const SyncRun& other) {
  return {ErrorCode::Conflict,
          other.repository + " is being synced by process " + std::to_string(other.process) +
              " on " + other.host + ", since " +
              format_time(std::chrono::floor<std::chrono::seconds>(other.started_at)) +
              "; see 'shiplog sync --status'"};
}

bool is_abandoned(const SyncRun& run, Timestamp now) {
  return now - run.seen_at > kSyncLease || is_gone({.process = run.process, .host = run.host});
}

}  // namespace shiplog
