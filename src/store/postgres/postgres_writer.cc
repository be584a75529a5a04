#include "store/postgres/postgres_writer.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"
#include "store/fact_versions.h"
#include "store/postgres/connection.h"
#include "store/postgres/postgres_error.h"
#include "store/postgres/target.h"
#include "store/postgres/wire.h"
#include "store/sql/statements.h"
#include "store/writer_identity.h"

namespace shiplog {
namespace {

constexpr int kAttemptsMax = 5;
constexpr std::size_t kCopyChunkBytes = 1U << 18U;

// The planner does not know how large the arrays are that it joins with, and with fresh
// tables not how large those are; the index is always right here. What is thus forbidden
// counts as very costly, which would start the compiler for every statement.
constexpr std::string_view kPlanByIndex =
    "SET LOCAL statement_timeout = '10min'; SET LOCAL jit = off; SET LOCAL enable_seqscan = off; "
    "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

// Serialises writers, so that numbers become visible in their order. Only who holds the
// lock bears the application name by which those who wait find out whom they wait for.
constexpr std::string_view kLockStore =
    "WITH locked AS MATERIALIZED (SELECT generation FROM meta FOR UPDATE) "
    "SELECT generation, set_config('application_name', $1, TRUE), "
    "set_config('synchronous_commit', CASE current_setting('synchronous_commit') "
    "WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, TRUE) FROM locked";

constexpr std::string_view kHolderPrefix = "shiplog writer ";
constexpr std::string_view kSelectHolder =
    "SELECT writer.id, description, process, host, started_at FROM writer "
    "JOIN pg_stat_activity AS activity ON activity.application_name = $1 || writer.id "
    "WHERE activity.datname = current_database()";

constexpr std::string_view kSelectBatch = "SELECT batch FROM writer WHERE id = $1";
constexpr std::string_view kNoteProgress =
    "WITH noted AS (UPDATE writer SET batch = $1 WHERE id = $2) "
    "UPDATE meta SET generation = $3";

constexpr std::string_view kFindFacts =
    "SELECT wanted.position, fact.seq, fact.owner, fact.updated_at, fact.earliest_commit_at, "
    "fact.line FROM UNNEST($1::SMALLINT[], $2::TEXT[]) WITH ORDINALITY "
    "AS wanted (kind, key, position) "
    "JOIN fact ON fact.kind = wanted.kind AND fact.key = wanted.key ORDER BY wanted.position";
constexpr std::string_view kCopyFacts =
    "COPY fact (seq, kind, key, owner, updated_at, earliest_commit_at, line) "
    "FROM STDIN (FORMAT BINARY)";
constexpr std::string_view kUpdateFacts =
    "UPDATE fact SET seq = changed.seq, owner = changed.owner, updated_at = changed.updated_at, "
    "earliest_commit_at = changed.earliest_commit_at, line = changed.line "
    "FROM UNNEST($1::BIGINT[], $2::BIGINT[], $3::TEXT[], $4::BIGINT[], $5::BIGINT[], $6::TEXT[]) "
    "AS changed (stored_at, seq, owner, updated_at, earliest_commit_at, line) "
    "WHERE fact.seq = changed.stored_at";
constexpr std::string_view kInsertDepartures =
    "INSERT INTO departure (seq, kind, owner) "
    "SELECT * FROM UNNEST($1::BIGINT[], $2::SMALLINT[], $3::TEXT[])";

WriterIdentity identity_in(const PostgresRows& rows, std::size_t row) {
  return {.id = std::string(rows.text(row, 0)),
          .description = std::string(rows.text(row, 1)),
          .process = rows.integer(row, 2),
          .host = std::string(rows.text(row, 3)),
          .started_at = Timestamp(Duration(rows.integer(row, 4)))};
}

std::vector<FactVersions> facts_of(const std::vector<const FactRecord*>& ordered) {
  std::vector<FactVersions> facts;
  for (FactVersions rest = ordered; !rest.empty();) {
    facts.push_back(first_fact(rest));
    rest = rest.subspan(facts.back().size());
  }
  return facts;
}

}  // namespace

Result<std::unique_ptr<FactWriter>> PostgresWriter::open(const PostgresTarget& target,
                                                         WriterOptions options,
                                                         std::chrono::milliseconds reconnect_for) {
  std::unique_ptr<PostgresWriter> writer(
      new PostgresWriter(target, std::move(options), reconnect_for));
  TRY(writer->connect());
  TRY(writer->sign_in());
  return std::unique_ptr<FactWriter>(std::move(writer));
}

PostgresWriter::PostgresWriter(PostgresTarget target, WriterOptions options,
                               std::chrono::milliseconds reconnect_for)
    : target_(std::move(target)),
      options_(std::move(options)),
      reconnect_for_(reconnect_for),
      identity_(identify_writer(options_.description)) {}

PostgresWriter::~PostgresWriter() {
  if (connection_ && !connection_->is_lost()) {
    connection_->roll_back();
    // A row that stays behind does no harm: who signs in next removes those of the dead.
    static_cast<void>(
        connection_->query(sql::kDeleteWriter, PostgresParameters().add(identity_.id)));
  }
}

Result<Unit> PostgresWriter::connect() {
  connection_ = TRY(PostgresConnection::reopen(target_, reconnect_for_));
  return Unit{};
}

// Committed before the work begins, since a transaction that holds the store shows
// nothing of itself to those who wait for it.
Result<Unit> PostgresWriter::sign_in() {
  const PostgresRows others = TRY(connection_->query(sql::kSelectWriters));
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (const WriterIdentity other = identity_in(others, i); is_gone(other)) {
      TRY(connection_->query(sql::kDeleteWriter, PostgresParameters().add(other.id)));
    }
  }
  TRY(connection_->query(sql::kInsertWriter,
                         PostgresParameters()
                             .add(identity_.id)
                             .add(identity_.description)
                             .add(identity_.process)
                             .add(identity_.host)
                             .add(identity_.started_at.time_since_epoch().count())));
  return Unit{};
}

Error PostgresWriter::held() {
  std::vector<WriterIdentity> holders;
  const Result<PostgresRows> rows =
      connection_->query(kSelectHolder, PostgresParameters().add(kHolderPrefix));
  for (std::size_t i = 0; rows && i < rows->size(); ++i) {
    holders.push_back(identity_in(*rows, i));
  }
  return held_by(target_.name(), holders, options_.patience);
}

Result<Unit> PostgresWriter::take_lock() {
  const std::int64_t patience_ms = std::max<std::int64_t>(options_.patience.count(), 1);
  TRY(connection_->execute("BEGIN; SET LOCAL lock_timeout = " + std::to_string(patience_ms) + "; " +
                           std::string(kPlanByIndex)));
  const std::string name = std::string(kHolderPrefix) + identity_.id;
  Result<PostgresRows> locked = connection_->query(kLockStore, PostgresParameters().add(name));
  if (!locked && connection_->last_state() == kLockNotAvailable) {
    connection_->roll_back();
    return held();
  }
  const PostgresRows rows = TRY(std::move(locked));
  generation_ = rows.integer(0, 0);
  return Unit{};
}

Result<Unit> PostgresWriter::begin_batch() {
  if (was_undone_) {
    return undone();
  }
  if (!is_holding_) {
    TRY(take_lock());
    is_holding_ = options_.is_atomic;
  }
  return options_.is_atomic ? connection_->execute("SAVEPOINT batch") : Result<Unit>(Unit{});
}

void PostgresWriter::undo_batch() {
  if (is_holding_ && connection_->is_in_transaction() &&
      connection_->execute("ROLLBACK TO batch; RELEASE batch")) {
    return;
  }
  connection_->roll_back();
}

Error PostgresWriter::undone() const {
  return {ErrorCode::Unavailable, "everything since the last commit to the store " +
                                      target_.name() + " was undone after an error; begin anew"};
}

Result<Applied> PostgresWriter::apply(Batch batch) {
  TRY(check_records(batch.records));
  ++batch_number_;
  awaiting_.reset();
  // Only an atomic writer's connection holds something that a new one would lack.
  const bool was_holding = is_holding_;
  for (int attempt = 1;; ++attempt) {
    Result<Applied> applied = attempt == 1 ? try_apply(batch) : try_again(batch);
    if (applied) {
      return applied;
    }
    const bool is_lost = connection_->is_lost();
    if (is_holding_ && (is_lost || !connection_->is_in_transaction())) {
      is_holding_ = false;
      was_undone_ = was_holding;
    }
    const bool is_repeatable = is_lost || is_worth_repeating(connection_->last_state());
    if (!is_repeatable || was_holding || attempt == kAttemptsMax) {
      return applied;
    }
    if (is_lost) {
      TRY(connect());
    }
  }
}

Result<Applied> PostgresWriter::try_apply(const Batch& batch) {
  TRY(begin_batch());
  Result<Applied> applied = write(batch);
  if (applied) {
    awaiting_ = *applied;
    Result<Unit> ended = connection_->execute(options_.is_atomic ? "RELEASE batch" : "COMMIT");
    if (!ended) {
      applied = std::move(ended).error();
    }
  }
  if (!applied) {
    undo_batch();
  }
  return applied;
}

Result<Applied> PostgresWriter::try_again(const Batch& batch) {
  if (awaiting_ && TRY(was_committed())) {
    return *awaiting_;
  }
  return try_apply(batch);
}

// Asked under the lock: the server may still be committing for the lost connection, and
// holds the lock until that is decided.
Result<bool> PostgresWriter::was_committed() {
  TRY(take_lock());
  const PostgresRows rows =
      TRY(connection_->query(kSelectBatch, PostgresParameters().add(identity_.id)));
  connection_->roll_back();
  return rows.size() == 1 && rows.integer(0, 0) == noted_batch_;
}

Result<Unit> PostgresWriter::commit() {
  if (was_undone_) {
    return undone();
  }
  if (!is_holding_) {
    return Unit{};
  }
  is_holding_ = false;
  Result<Unit> committed = connection_->execute("COMMIT");
  if (!committed && connection_->is_lost()) {
    TRY(connect());
    if (noted_batch_ != 0 && TRY(was_committed())) {
      return Unit{};
    }
  }
  was_undone_ = !committed;
  return committed;
}

Result<Applied> PostgresWriter::write(const Batch& batch) {
  if (batch.cursor) {
    TRY(move_cursor(*batch.cursor));
  }
  const Generation before = generation_;
  Applied applied;
  const std::vector<const FactRecord*> ordered = in_key_order(batch.records);
  const std::vector<FactVersions> facts = facts_of(ordered);
  if (!TRY(copied_as_new(facts, applied.counts))) {
    Plan changes = TRY(plan(facts, applied.counts));
    TRY(copy(changes.new_facts));
    TRY(update(changes.updates));
    expects_new_ = changes.new_facts.size() == facts.size();
  }
  if (generation_ != before || batch.cursor) {
    TRY(note_progress());
  }
  applied.generation = generation_;
  return applied;
}

Result<Unit> PostgresWriter::move_cursor(const CursorMove& move) {
  PostgresParameters parameters;
  if (move.from) {
    parameters.add(move.to).add(move.source).add(*move.from);
  } else {
    parameters.add(move.source).add(move.to);
  }
  const PostgresRows moved =
      TRY(connection_->query(move.from ? sql::kUpdateCursor : sql::kInsertCursor, parameters));
  if (moved.touched() == 0) {
    return cursor_conflict(move);
  }
  return Unit{};
}

// Facts come in runs of new and of known ones, so after a batch of new ones the next is
// sent without asking. False when that was wrong, or was not to be expected.
Result<bool> PostgresWriter::copied_as_new(const std::vector<FactVersions>& facts,
                                           ChangeCounts& counts) {
  if (facts.empty() || (!expects_new_ && generation_ != 0)) {
    return false;
  }
  const Generation before = generation_;
  ChangeCounts counts_if_new = counts;
  Plan changes;
  for (const FactVersions& versions : facts) {
    changes.add_new(versions, counts_if_new);
  }
  TRY(connection_->execute("SAVEPOINT guess"));
  Result<Unit> copied = copy(changes.new_facts);
  if (copied) {
    counts = counts_if_new;
    expects_new_ = true;
    return true;
  }
  if (connection_->last_state() != kUniqueViolation) {
    return std::move(copied).error();
  }
  generation_ = before;
  TRY(connection_->execute("ROLLBACK TO guess; RELEASE guess"));
  return false;
}

Result<PostgresRows> PostgresWriter::find(const std::vector<FactVersions>& facts) {
  wire::Array kinds(wire::kInt2);
  wire::Array keys(wire::kText);
  for (const FactVersions& versions : facts) {
    kinds.append(static_cast<std::int16_t>(versions[0]->kind));
    keys.append(std::string_view(versions[0]->key));
  }
  return connection_->query(kFindFacts, PostgresParameters()
                                            .add(wire::kInt2Array, std::move(kinds))
                                            .add(wire::kTextArray, std::move(keys)));
}

Result<PostgresWriter::Plan> PostgresWriter::plan(const std::vector<FactVersions>& facts,
                                                  ChangeCounts& counts) {
  Plan changes;
  if (facts.empty()) {
    return changes;
  }
  const PostgresRows known = TRY(find(facts));
  std::size_t row = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const FactVersions& versions = facts[i];
    if (row == known.size() || known.integer(row, 0) != static_cast<std::int64_t>(i) + 1) {
      changes.add_new(versions, counts);
      continue;
    }
    FactRecord stored;
    stored.kind = versions[0]->kind;
    stored.key = versions[0]->key;
    stored.owner.assign(known.text(row, 2));
    stored.updated_at = known.moment(row, 3);
    stored.earliest_commit_at = known.moment(row, 4);
    stored.line.assign(known.text(row, 5));
    if (merge_versions(stored, versions, counts)) {
      changes.updates.push_back({.stored_at = known.integer(row, 1),
                                 .stored_owner = std::string(known.text(row, 2)),
                                 .record = std::move(stored)});
    }
    ++row;
  }
  return changes;
}

void PostgresWriter::Plan::add_new(FactVersions versions, ChangeCounts& counts) {
  if (versions.size() == 1) {
    ++count_of(counts, versions[0]->kind).added;
    new_facts.push_back(versions[0]);
    return;
  }
  merged.push_back(std::make_unique<FactRecord>(add_versions(versions, counts)));
  new_facts.push_back(merged.back().get());
}

Result<Unit> PostgresWriter::copy(const std::vector<const FactRecord*>& records) {
  if (records.empty()) {
    return Unit{};
  }
  TRY(connection_->begin_copy(kCopyFacts));
  std::string chunk;
  wire::append_copy_head(chunk);
  for (const FactRecord* record : records) {
    wire::append_copy_row(chunk, ++generation_, *record);
    if (chunk.size() >= kCopyChunkBytes) {
      TRY(connection_->send_copy(chunk));
      chunk.clear();
    }
  }
  wire::append_copy_end(chunk);
  TRY(connection_->send_copy(chunk));
  return connection_->end_copy();
}

Result<Unit> PostgresWriter::update(const std::vector<Update>& updates) {
  if (updates.empty()) {
    return Unit{};
  }
  wire::Array stored_at(wire::kInt8);
  wire::Array seq(wire::kInt8);
  wire::Array owner(wire::kText);
  wire::Array updated_at(wire::kInt8);
  wire::Array earliest_commit_at(wire::kInt8);
  wire::Array line(wire::kText);
  const Generation before = generation_;
  for (const Update& update : updates) {
    stored_at.append(update.stored_at);
    seq.append(++generation_);
    owner.append(std::string_view(update.record.owner));
    updated_at.append(update.record.updated_at);
    earliest_commit_at.append(update.record.earliest_commit_at);
    line.append(std::string_view(update.record.line));
  }
  TRY(connection_->query(kUpdateFacts, PostgresParameters()
                                           .add(wire::kInt8Array, std::move(stored_at))
                                           .add(wire::kInt8Array, std::move(seq))
                                           .add(wire::kTextArray, std::move(owner))
                                           .add(wire::kInt8Array, std::move(updated_at))
                                           .add(wire::kInt8Array, std::move(earliest_commit_at))
                                           .add(wire::kTextArray, std::move(line))));
  return note_departures(updates, before);
}

// `before` is the generation from which the updates were numbered.
Result<Unit> PostgresWriter::note_departures(const std::vector<Update>& updates,
                                             Generation before) {
  wire::Array seq(wire::kInt8);
  wire::Array kind(wire::kInt2);
  wire::Array owner(wire::kText);
  bool has_any = false;
  Generation number = before;
  for (const Update& update : updates) {
    ++number;
    if (update.stored_owner != update.record.owner) {
      has_any = true;
      seq.append(number);
      kind.append(static_cast<std::int16_t>(update.record.kind));
      owner.append(std::string_view(update.stored_owner));
    }
  }
  if (has_any) {
    TRY(connection_->query(kInsertDepartures, PostgresParameters()
                                                  .add(wire::kInt8Array, std::move(seq))
                                                  .add(wire::kInt2Array, std::move(kind))
                                                  .add(wire::kTextArray, std::move(owner))));
  }
  return Unit{};
}

Result<Unit> PostgresWriter::note_progress() {
  TRY(connection_->query(
      kNoteProgress, PostgresParameters().add(batch_number_).add(identity_.id).add(generation_)));
  noted_batch_ = batch_number_;
  return Unit{};
}

}  // namespace shiplog
