// SqliteStore: facts in one SQLite file, for one machine.
//
// What apply() has acknowledged survives a crash and a power cut: the file is in WAL mode
// with synchronous=FULL. Readers never wait for a writer. Beside FILE lie FILE-wal and
// FILE-shm while it is open; they belong to it.

#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/fact_store.h"
#include "store/sql/migrations.h"
#include "store/sql/sql_session.h"
#include "store/sql/sql_sync_log.h"
#include "store/sql/sql_view_shelf.h"
#include "store/sqlite/connection.h"
#include "store/sync_log.h"
#include "store/view_shelf.h"

namespace shiplog {

struct SqliteOptions {
  std::span<const Migration> migrations = embedded_migrations();
};

class SqliteStore final : public FactStore, private SqlTransactions {
 public:
  // Makes the file, and its folder, when they are not there. InvalidInput when the file
  // is not a Shiplog store or one of a newer Shiplog.
  static Result<std::unique_ptr<FactStore>> open(const std::string& path,
                                                 SqliteOptions options = {});

  std::string name() const override { return name_; }
  Result<std::string> identity() override;

  // Waits for the store like an apply(), to leave word of who writes.
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

  // Reads the whole file; beside a writer that goes on writing.
  Result<std::vector<std::string>> check() override;

 private:
  explicit SqliteStore(std::string path, std::string name)
      : path_(std::move(path)), name_(std::move(name)) {}

  Result<Unit> transact(Work work) override;

  // Connections, mostly for reading, each used by one thread at a time. They come back to the
  // pool when dropped.
  struct ReturnToPool {
    SqliteStore* store = nullptr;
    void operator()(Connection* connection) const;
  };
  using Reader = std::unique_ptr<Connection, ReturnToPool>;
  Result<Reader> reader();

  std::string path_;
  std::string name_;
  std::mutex mutex_ = {};
  std::vector<std::unique_ptr<Connection>> idle_readers_ = {};
  SqlSyncLog sync_log_{*this};
  SqlViewShelf views_{*this};
};

}  // namespace shiplog
