// What the sync log tells of each repository: its newest run, and how far it is complete.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "services/sync/sync_report.h"
#include "store/sync_log.h"

namespace shiplog {

enum class SyncState : std::uint8_t { Running, Ended, Abandoned };

struct SyncStatus {
  SyncState state = SyncState::Ended;
  SyncRun run = {};
  SyncReport report = {};
};

// The newest run of each repository of the last ones, the newest first.
Result<std::vector<SyncStatus>> sync_status(SyncLog& log, Timestamp now);

}  // namespace shiplog
