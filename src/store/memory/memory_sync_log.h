// MemorySyncLog: the sync log of a MemoryStore.

#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "store/sync_log.h"

namespace shiplog {

class MemorySyncLog final : public SyncLog {
 public:
  Result<Unit> begin(const SyncRun& run) override;
  Result<Unit> note(std::string_view run, Timestamp seen_at, std::string_view report) override;
  Result<Unit> end(std::string_view run, Timestamp ended_at, std::string_view report) override;
  Result<std::vector<SyncRun>> runs(std::size_t most) override;
  Result<Unit> remember(const std::vector<SyncedRepository>& repositories) override;
  Result<std::vector<SyncedRepository>> synced() override;

 private:
  SyncRun* find_alive(std::string_view run);

  std::mutex mutex_ = {};
  std::vector<SyncRun> runs_ = {};  // As they began.
  std::map<std::string, SyncedRepository> synced_ = {};
};

}  // namespace shiplog
