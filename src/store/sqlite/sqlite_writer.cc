#include "store/sqlite/sqlite_writer.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"
#include "store/fact_versions.h"
#include "store/sql/statements.h"
#include "store/sqlite/connection.h"
#include "store/writer_identity.h"

namespace shiplog {
namespace {

constexpr std::string_view kInsertFact =
    "INSERT INTO fact (seq, kind, key, owner, updated_at, earliest_commit_at, line) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, key) DO NOTHING";
constexpr std::string_view kFindFact =
    "SELECT seq, owner, updated_at, earliest_commit_at, line FROM fact "
    "WHERE kind = $1 AND key = $2";
constexpr std::string_view kUpdateFact =
    "UPDATE fact SET seq = $1, owner = $2, updated_at = $3, earliest_commit_at = $4, line = $5 "
    "WHERE seq = $6";
constexpr std::string_view kInsertDeparture =
    "INSERT INTO departure (seq, kind, owner) VALUES ($1, $2, $3)";

Result<std::vector<WriterIdentity>> writers(Connection& connection) {
  std::vector<WriterIdentity> found;
  Statement statement = TRY(connection.prepare(sql::kSelectWriters));
  while (TRY(statement.step())) {
    found.push_back({.id = std::string(statement.text(0)),
                     .description = std::string(statement.text(1)),
                     .process = statement.integer(2),
                     .host = std::string(statement.text(3)),
                     .started_at = Timestamp(Duration(statement.integer(4)))});
  }
  return found;
}

Result<Unit> sign_out(Connection& connection, const WriterIdentity& writer) {
  Statement statement = TRY(connection.prepare(sql::kDeleteWriter));
  statement.bind(1, writer.id);
  TRY(statement.run());
  return Unit{};
}

}  // namespace

Result<SqliteWriter::Statements> SqliteWriter::prepare(Connection& connection) {
  return Statements{.insert = TRY(connection.prepare(kInsertFact)),
                    .find = TRY(connection.prepare(kFindFact)),
                    .update = TRY(connection.prepare(kUpdateFact)),
                    .depart = TRY(connection.prepare(kInsertDeparture))};
}

Result<std::unique_ptr<FactWriter>> SqliteWriter::open(std::unique_ptr<Connection> connection,
                                                       WriterOptions options) {
  connection->set_patience(options.patience);
  Statements statements = TRY(prepare(*connection));
  WriterIdentity identity = identify_writer(options.description);
  std::unique_ptr<SqliteWriter> writer(new SqliteWriter(
      std::move(connection), std::move(statements), std::move(options), std::move(identity)));
  TRY(writer->sign_in());
  return std::unique_ptr<FactWriter>(std::move(writer));
}

SqliteWriter::SqliteWriter(std::unique_ptr<Connection> connection, Statements statements,
                           WriterOptions options, WriterIdentity identity)
    : connection_(std::move(connection)),
      statements_(std::move(statements)),
      options_(std::move(options)),
      identity_(std::move(identity)) {}

SqliteWriter::~SqliteWriter() {
  connection_->roll_back();
  // A row that stays behind does no harm: who signs in next removes those of the dead.
  constexpr std::chrono::milliseconds kShortPatience(200);
  connection_->set_patience(kShortPatience);
  static_cast<void>(sign_out(*connection_, identity_));
}

// Committed before the work begins, since a transaction that holds the store shows
// nothing of itself to those who wait for it.
Result<Unit> SqliteWriter::sign_in() {
  TRY(take_lock());
  const std::vector<WriterIdentity> others = TRY(writers(*connection_));
  for (const WriterIdentity& other : others) {
    if (is_gone(other)) {
      TRY(sign_out(*connection_, other));
    }
  }
  Statement statement = TRY(connection_->prepare(sql::kInsertWriter));
  statement.bind(1, identity_.id);
  statement.bind(2, identity_.description);
  statement.bind(3, identity_.process);
  statement.bind(4, identity_.host);
  statement.bind(5, identity_.started_at);
  TRY(statement.run());
  return connection_->execute("COMMIT");
}

Error SqliteWriter::held() {
  std::vector<WriterIdentity> others;
  if (Result<std::vector<WriterIdentity>> found = writers(*connection_)) {
    others = std::move(found).value();
  }
  std::erase_if(others, [this](const WriterIdentity& other) {
    return other.id == identity_.id || is_gone(other);
  });
  return held_by(connection_->store_name(), others, options_.patience);
}

Result<Unit> SqliteWriter::begin() {
  if (was_undone_) {
    return Error{ErrorCode::Unavailable, "everything since the last commit to the store " +
                                             connection_->store_name() +
                                             " was undone after an error; begin anew"};
  }
  if (!connection_->is_in_transaction()) {
    TRY(take_lock());
  }
  return options_.is_atomic ? connection_->execute("SAVEPOINT batch") : Result<Unit>(Unit{});
}

Result<Unit> SqliteWriter::take_lock() {
  Result<Unit> begun = connection_->execute("BEGIN IMMEDIATE");
  if (!begun) {
    return connection_->was_busy() ? held() : std::move(begun).error();
  }
  Result<Generation> generation = connection_->integer(sql::kSelectGeneration);
  if (!generation) {
    connection_->roll_back();
  }
  generation_ = TRY(std::move(generation));
  return Unit{};
}

Result<Unit> SqliteWriter::end() {
  return connection_->execute(options_.is_atomic ? "RELEASE batch" : "COMMIT");
}

void SqliteWriter::undo() {
  if (!options_.is_atomic) {
    connection_->roll_back();
    return;
  }
  const bool is_kept = connection_->is_in_transaction() &&
                       connection_->execute("ROLLBACK TO batch; RELEASE batch").has_value();
  was_undone_ = !is_kept;
  if (!is_kept) {
    connection_->roll_back();
  }
}

Result<Applied> SqliteWriter::apply(Batch batch) {
  TRY(check_records(batch.records));
  TRY(begin());
  const Generation before = generation_;
  Result<Applied> applied = write(batch);
  if (applied) {
    if (Result<Unit> ended = end(); !ended) {
      applied = std::move(ended).error();
    }
  }
  if (!applied) {
    undo();
    generation_ = before;
  }
  return applied;
}

Result<Unit> SqliteWriter::commit() {
  if (was_undone_) {
    return begin();
  }
  if (!connection_->is_in_transaction()) {
    return Unit{};
  }
  Result<Unit> committed = connection_->execute("COMMIT");
  if (!committed) {
    connection_->roll_back();
    was_undone_ = true;
  }
  return committed;
}

Result<Applied> SqliteWriter::write(const Batch& batch) {
  if (batch.cursor) {
    TRY(move_cursor(*batch.cursor));
  }
  const Generation before = generation_;
  Applied applied;
  const std::vector<const FactRecord*> ordered = in_key_order(batch.records);
  for (FactVersions rest = ordered; !rest.empty();) {
    const FactVersions versions = first_fact(rest);
    rest = rest.subspan(versions.size());
    TRY(write_fact(versions, applied.counts));
  }
  if (generation_ != before) {
    Statement statement = TRY(connection_->prepare(sql::kUpdateGeneration));
    statement.bind(1, generation_);
    TRY(statement.run());
  }
  applied.generation = generation_;
  return applied;
}

Result<Unit> SqliteWriter::move_cursor(const CursorMove& move) {
  Statement statement =
      TRY(connection_->prepare(move.from ? sql::kUpdateCursor : sql::kInsertCursor));
  if (move.from) {
    statement.bind(1, move.to);
    statement.bind(2, move.source);
    statement.bind(3, *move.from);
  } else {
    statement.bind(1, move.source);
    statement.bind(2, move.to);
  }
  if (TRY(statement.run()) == 0) {
    return cursor_conflict(move);
  }
  return Unit{};
}

// A run of new facts is inserted without asking; a run of known ones is looked up
// without trying to insert. So either costs one statement a fact.
Result<Unit> SqliteWriter::write_fact(FactVersions versions, ChangeCounts& counts) {
  if (expects_new_ && versions.size() == 1 && TRY(insert(*versions[0]))) {
    ++count_of(counts, versions[0]->kind).added;
    return Unit{};
  }
  const bool is_known = TRY(find(*versions[0]));
  expects_new_ = !is_known;
  if (!is_known) {
    TRY(insert(add_versions(versions, counts)));
    return Unit{};
  }
  const std::string owner = stored_.owner;
  if (merge_versions(stored_, versions, counts)) {
    return update(stored_at_, owner);
  }
  return Unit{};
}

// False when there is such a fact already.
Result<bool> SqliteWriter::insert(const FactRecord& record) {
  Statement& statement = statements_.insert;
  statement.bind(1, generation_ + 1);
  statement.bind(2, static_cast<std::int64_t>(record.kind));
  statement.bind(3, record.key);
  statement.bind(4, record.owner);
  statement.bind(5, record.updated_at);
  statement.bind(6, record.earliest_commit_at);
  statement.bind(7, record.line);
  const bool is_new = TRY(statement.run()) > 0;
  generation_ += is_new ? 1 : 0;
  return is_new;
}

Result<bool> SqliteWriter::find(const FactRecord& wanted) {
  Statement& statement = statements_.find;
  statement.bind(1, static_cast<std::int64_t>(wanted.kind));
  statement.bind(2, wanted.key);
  const bool is_known = TRY(statement.step());
  if (is_known) {
    stored_at_ = statement.integer(0);
    stored_.kind = wanted.kind;
    stored_.key = wanted.key;
    stored_.owner.assign(statement.text(1));
    stored_.updated_at = statement.moment(2);
    stored_.earliest_commit_at = statement.moment(3);
    stored_.line.assign(statement.text(4));
  }
  statement.reset();
  return is_known;
}

// Writes stored_ back, under the next number.
Result<Unit> SqliteWriter::update(Generation stored_at, std::string_view stored_owner) {
  ++generation_;
  Statement& statement = statements_.update;
  statement.bind(1, generation_);
  statement.bind(2, stored_.owner);
  statement.bind(3, stored_.updated_at);
  statement.bind(4, stored_.earliest_commit_at);
  statement.bind(5, stored_.line);
  statement.bind(6, stored_at);
  TRY(statement.run());
  if (stored_.owner == stored_owner) {
    return Unit{};
  }
  Statement& departure = statements_.depart;
  departure.bind(1, generation_);
  departure.bind(2, static_cast<std::int64_t>(stored_.kind));
  departure.bind(3, stored_owner);
  TRY(departure.run());
  return Unit{};
}

}  // namespace shiplog
