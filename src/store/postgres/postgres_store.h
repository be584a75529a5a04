// PostgresStore: facts in a PostgreSQL database, for many machines.
//
// Works behind PgBouncer in transaction mode. When the server restarts, or a connection
// is lost, it connects again and goes on; what apply() has acknowledged is kept by the
// server, whatever becomes of this process.

#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"
#include "store/fact_store.h"
#include "store/postgres/connection.h"
#include "store/postgres/target.h"
#include "store/sql/migrations.h"
#include "store/sql/sql_session.h"
#include "store/sql/sql_sync_log.h"
#include "store/sql/sql_view_shelf.h"
#include "store/sync_log.h"
#include "store/view_shelf.h"

namespace shiplog {

struct PostgresOptions {
  std::span<const Migration> migrations = embedded_migrations();

  // How long a lost connection is tried again before Unavailable.
  std::chrono::milliseconds reconnect_for = std::chrono::seconds(30);
};

class PostgresStore final : public FactStore, private SqlTransactions {
 public:
  // Makes the tables when they are not there; the database must be. A URL's password is
  // never part of a message. Tries once, except while the server is starting.
  static Result<std::unique_ptr<FactStore>> open(const std::string& url,
                                                 PostgresOptions options = {});

  std::string name() const override { return target_.name(); }
  Result<std::string> identity() override;

  Result<std::unique_ptr<FactWriter>> open_writer(WriterOptions options) override;

  Result<std::optional<std::string>> cursor(std::string_view source) override;
  Result<Generation> generation() override;
  Result<Changes> changes_since(Generation generation) override;
  Result<std::vector<std::string>> repositories() override;
  Result<Unit> scan_kind(FactKind kind, RecordVisitor visit) override;
  Result<Unit> scan_repository(std::string_view repository, RecordVisitor visit) override;
  Result<Unit> scan_organisation(RecordVisitor visit) override;
  Result<Unit> scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) override;
  Result<std::optional<FactRecord>> find(FactKind kind, std::string_view key) override;
  Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) override;
  SyncLog& sync_log() override { return sync_log_; }
  ViewShelf& views() override { return views_; }

  // Reads every fact, so that a server with checksums notices a damaged page.
  Result<std::vector<std::string>> check() override;

 private:
  PostgresStore(PostgresTarget target, PostgresOptions options)
      : target_(std::move(target)), options_(options) {}

  Result<Unit> transact(Work work) override;
  Result<Unit> scan(std::string_view sql, const PostgresParameters& parameters,
                    RecordVisitor visit);

  // Runs `work` in a view of one state on a connection of the pool, and again on a new one when
  // that turns out to be lost; `may_repeat` says whether it still may, having had no effect yet.
  template <typename T>
  Result<T> read(FunctionRef<Result<T>(PostgresConnection&)> work, FunctionRef<bool()> may_repeat);
  template <typename T>
  Result<T> read(FunctionRef<Result<T>(PostgresConnection&)> work);

  Result<std::unique_ptr<PostgresConnection>> take_connection();
  void give_back(std::unique_ptr<PostgresConnection> connection);

  PostgresTarget target_;
  PostgresOptions options_;
  std::mutex mutex_ = {};
  std::vector<std::unique_ptr<PostgresConnection>> idle_ = {};
  SqlSyncLog sync_log_{*this};
  SqlViewShelf views_{*this};
};

}  // namespace shiplog
