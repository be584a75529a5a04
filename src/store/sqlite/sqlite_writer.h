// SqliteWriter: one writer's work on an SQLite store, over a connection of its own.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "domain/fact_record.h"
#include "store/fact_store.h"
#include "store/fact_versions.h"
#include "store/sqlite/connection.h"
#include "store/writer_identity.h"

namespace shiplog {

class SqliteWriter final : public FactWriter {
 public:
  static Result<std::unique_ptr<FactWriter>> open(std::unique_ptr<Connection> connection,
                                                  WriterOptions options);
  ~SqliteWriter() override;
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  Result<Applied> apply(Batch batch) override;
  Result<Unit> commit() override;

 private:
  // Prepared once: a batch is thousands of runs of each.
  struct Statements {
    Statement insert;
    Statement find;
    Statement update;
    Statement depart;
  };
  static Result<Statements> prepare(Connection& connection);

  SqliteWriter(std::unique_ptr<Connection> connection, Statements statements, WriterOptions options,
               WriterIdentity identity);

  Result<Unit> sign_in();
  Result<Unit> take_lock();
  Result<Unit> begin();
  Result<Unit> end();
  void undo();
  Error held();

  Result<Applied> write(const Batch& batch);
  Result<Unit> move_cursor(const CursorMove& move);
  Result<Unit> write_fact(FactVersions versions, ChangeCounts& counts);
  Result<bool> insert(const FactRecord& record);
  Result<bool> find(const FactRecord& wanted);
  Result<Unit> update(Generation stored_at, std::string_view stored_owner);

  std::unique_ptr<Connection> connection_;
  Statements statements_;
  WriterOptions options_;
  WriterIdentity identity_;

  Generation generation_ = 0;  // The last one given out, within a transaction.
  FactRecord stored_ = {};     // What find() found; kept for its memory.
  Generation stored_at_ = 0;   // Its generation.
  bool expects_new_ = true;    // Facts come in runs of known and of new ones.
  bool was_undone_ = false;    // SQLite gave up an atomic writer's transaction.
};

}  // namespace shiplog
