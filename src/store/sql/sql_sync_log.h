// SqlSyncLog: the sync log in a database's tables.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "store/sql/sql_session.h"
#include "store/sync_log.h"

namespace shiplog {

class SqlSyncLog final : public SyncLog {
 public:
  // Borrows the database.
  explicit SqlSyncLog(SqlTransactions& database) : database_(database) {}

  Result<Unit> begin(const SyncRun& run) override;
  Result<Unit> note(std::string_view run, Timestamp seen_at, std::string_view report) override;
  Result<Unit> end(std::string_view run, Timestamp ended_at, std::string_view report) override;
  Result<std::vector<SyncRun>> runs(std::size_t most) override;
  Result<Unit> remember(const std::vector<SyncedRepository>& repositories) override;
  Result<std::vector<SyncedRepository>> synced() override;

 private:
  SqlTransactions& database_;
};

}  // namespace shiplog
