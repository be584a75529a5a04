// PostgresWriter: one writer's work on a PostgreSQL store, over a connection of its own.
//
// A batch is one transaction: lock the store's row, ask which facts are known (unless the
// batch before knew none), COPY the new ones in, update the changed ones through arrays, commit. A
// batch whose connection is lost is done again on a new one, unless the server turns out to have
// committed it.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"
#include "store/fact_store.h"
#include "store/fact_versions.h"
#include "store/postgres/connection.h"
#include "store/postgres/target.h"
#include "store/writer_identity.h"

namespace shiplog {

class PostgresWriter final : public FactWriter {
 public:
  static Result<std::unique_ptr<FactWriter>> open(const PostgresTarget& target,
                                                  WriterOptions options,
                                                  std::chrono::milliseconds reconnect_for);
  ~PostgresWriter() override;
  PostgresWriter(const PostgresWriter&) = delete;
  PostgresWriter& operator=(const PostgresWriter&) = delete;

  Result<Applied> apply(Batch batch) override;
  Result<Unit> commit() override;

 private:
  // A fact that the store has in another version.
  struct Update {
    Generation stored_at = 0;
    std::string stored_owner = {};
    FactRecord record = {};
  };
  // What a batch comes to once the store has said what it knows.
  struct Plan {
    std::vector<const FactRecord*> new_facts = {};
    std::vector<std::unique_ptr<FactRecord>> merged = {};  // Those of new_facts that are ours.
    std::vector<Update> updates = {};

    void add_new(FactVersions versions, ChangeCounts& counts);
  };

  PostgresWriter(PostgresTarget target, WriterOptions options,
                 std::chrono::milliseconds reconnect_for);

  Result<Unit> connect();
  Result<Unit> sign_in();
  Error held();

  Result<Unit> take_lock();
  Result<Unit> begin_batch();
  void undo_batch();
  Error undone() const;

  Result<Applied> try_apply(const Batch& batch);
  Result<Applied> try_again(const Batch& batch);
  Result<bool> was_committed();

  Result<Applied> write(const Batch& batch);
  Result<Unit> move_cursor(const CursorMove& move);
  Result<bool> copied_as_new(const std::vector<FactVersions>& facts, ChangeCounts& counts);
  Result<Plan> plan(const std::vector<FactVersions>& facts, ChangeCounts& counts);
  Result<PostgresRows> find(const std::vector<FactVersions>& facts);
  Result<Unit> copy(const std::vector<const FactRecord*>& records);
  Result<Unit> update(const std::vector<Update>& updates);
  Result<Unit> note_departures(const std::vector<Update>& updates, Generation before);
  Result<Unit> note_progress();

  PostgresTarget target_;
  WriterOptions options_;
  std::chrono::milliseconds reconnect_for_;
  WriterIdentity identity_;
  std::unique_ptr<PostgresConnection> connection_ = {};

  bool expects_new_ = false;              // The batch before held new facts only.
  Generation generation_ = 0;             // The last one given out, within a transaction.
  std::int64_t batch_number_ = 0;         // Of this writer: of the batch that is under way.
  std::int64_t noted_batch_ = 0;          // The last one that the store will know it by.
  std::optional<Applied> awaiting_ = {};  // The outcome, should the commit have succeeded.
  bool is_holding_ = false;               // An atomic writer's transaction is under way.
  bool was_undone_ = false;               // It was lost.
};

}  // namespace shiplog
