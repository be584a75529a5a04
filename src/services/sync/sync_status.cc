#include "services/sync/sync_status.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "services/sync/sync_report.h"
#include "store/sync_log.h"

namespace shiplog {
namespace {

constexpr std::size_t kRunsMax = 2000;

SyncState state_of(const SyncRun& run, Timestamp now) {
  if (run.ended_at) {
    return SyncState::Ended;
  }
  return is_abandoned(run, now) ? SyncState::Abandoned : SyncState::Running;
}

}  // namespace

Result<std::vector<SyncStatus>> sync_status(SyncLog& log, Timestamp now) {
  std::vector<SyncStatus> statuses;
  std::set<std::string> seen;
  for (SyncRun& run : TRY(log.runs(kRunsMax))) {
    if (seen.insert(run.repository).second) {
      SyncStatus status{.state = state_of(run, now), .report = read_report(run.report)};
      // A run that was taken over says that it is at something, and it is not.
      if (run.ended_at && status.report.outcome == outcome_name(SyncOutcome::Failed) &&
          status.report.error.empty()) {
        status.state = SyncState::Abandoned;
      }
      status.run = std::move(run);
      statuses.push_back(std::move(status));
    }
  }
  return statuses;
}

}  // namespace shiplog
