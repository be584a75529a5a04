#include "store/postgres/postgres_store.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/function_ref.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"
#include "store/postgres/connection.h"
#include "store/postgres/postgres_writer.h"
#include "store/postgres/schema.h"
#include "store/postgres/target.h"
#include "store/postgres/wire.h"
#include "store/sql/sql_session.h"
#include "store/sql/statements.h"

namespace shiplog {
namespace {

constexpr std::size_t kIdleConnectionsMax = 8;
constexpr int kAttemptsMax = 3;

// One state for all statements of a call. Compiling them would take far longer than
// running them, and PostgreSQL's guess at that is misled by tables it has not yet analysed.
constexpr const char* kBeginView =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off";

// An index is not usable when building it was interrupted.
constexpr std::string_view kSelectInvalidIndexes =
    "SELECT indexrelid::REGCLASS::TEXT FROM pg_index "
    "WHERE NOT indisvalid AND indrelid = 'fact'::REGCLASS";

// Reads every line, toasted ones too.
constexpr std::string_view kCountEmptyLines = "SELECT COUNT(*) FROM fact WHERE MD5(line) = MD5('')";

void read_record(const PostgresRows& row, FactRecord& record) {
  record.kind = static_cast<FactKind>(row.integer(0, 0));
  record.key.assign(row.text(0, 1));
  record.owner.assign(row.text(0, 2));
  record.updated_at = row.moment(0, 3);
  record.earliest_commit_at = row.moment(0, 4);
  record.line.assign(row.text(0, 5));
}

std::vector<std::string> texts(const PostgresRows& rows) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found.emplace_back(rows.text(i, 0));
  }
  return found;
}

Result<Changes> changes_in_view(PostgresConnection& connection, Generation since) {
  const PostgresRows until = TRY(connection.query(sql::kSelectGeneration));
  Changes changes{.until = until.integer(0, 0)};
  if (since == 0) {
    const PostgresRows all = TRY(connection.query(sql::kSelectRepositories));
    const PostgresRows organisation = TRY(connection.query(sql::kOrganisationHasFacts));
    changes.repositories = texts(all);
    changes.organisation = organisation.integer(0, 0) != 0;
    return changes;
  }
  const PostgresRows rows =
      TRY(connection.query(sql::kSelectChanged, PostgresParameters().add(since)));
  changes.repositories = texts(rows);
  changes.organisation = std::erase(changes.repositories, "") > 0;
  return changes;
}

Result<std::int64_t> count(PostgresConnection& connection, std::string_view sql) {
  const PostgresRows rows = TRY(connection.query(sql));
  return rows.integer(0, 0);
}

Result<std::vector<std::string>> damages(PostgresConnection& connection) {
  const PostgresRows invalid = TRY(connection.query(kSelectInvalidIndexes));
  std::vector<std::string> found;
  for (const std::string& index : texts(invalid)) {
    found.push_back("the index " + index + " is not valid; rebuild it with REINDEX");
  }
  const std::int64_t empty = TRY(count(connection, kCountEmptyLines));
  if (empty != 0) {
    found.push_back(std::to_string(empty) + " facts have lost their line");
  }
  const std::int64_t misnumbered = TRY(count(connection, sql::kCountMisnumbered));
  if (misnumbered != 0) {
    found.push_back(std::to_string(misnumbered) +
                    " facts are numbered beyond the store's generation");
  }
  return found;
}

class PostgresSession final : public SqlSession {
 public:
  explicit PostgresSession(PostgresConnection& connection) : connection_(connection) {}

  Result<SqlAnswer> run(std::string_view sql, const std::vector<SqlValue>& values) override {
    PostgresParameters parameters;
    for (const SqlValue& value : values) {
      std::visit([&](const auto& each) { parameters.add(each); }, value);
    }
    const PostgresRows rows = TRY(connection_.query(sql, parameters));
    SqlAnswer answer{.touched = rows.touched()};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::vector<std::string>& row = answer.rows.emplace_back();
      for (int column = 0; column < rows.columns(); ++column) {
        row.emplace_back(rows.text(i, column));
      }
    }
    return answer;
  }

 private:
  PostgresConnection& connection_;
};

Result<Unit> in_transaction(PostgresConnection& connection, SqlTransactions::Work work) {
  TRY(connection.execute("BEGIN"));
  PostgresSession session(connection);
  TRY(work(session));
  return connection.execute("COMMIT");
}

constexpr std::string_view kSelectKnown =
    "SELECT EXISTS (SELECT 1 FROM fact WHERE fact.kind = $1 AND fact.key = wanted.key)::INT4::INT8 "
    "FROM UNNEST($2::TEXT[]) WITH ORDINALITY AS wanted (key, position) ORDER BY wanted.position";

}  // namespace

Result<std::unique_ptr<FactStore>> PostgresStore::open(const std::string& url,
                                                       PostgresOptions options) {
  PostgresTarget target = TRY(PostgresTarget::parse(url));
  std::unique_ptr<PostgresStore> store(new PostgresStore(std::move(target), options));
  Result<std::unique_ptr<PostgresConnection>> opened = PostgresConnection::open(store->target_);
  if (!opened && PostgresConnection::is_starting(store->target_)) {
    opened = PostgresConnection::reopen(store->target_, options.reconnect_for);
  }
  std::unique_ptr<PostgresConnection> connection = TRY(std::move(opened));
  TRY(migrate(*connection, options.migrations));
  store->give_back(std::move(connection));
  return std::unique_ptr<FactStore>(std::move(store));
}

Result<std::unique_ptr<PostgresConnection>> PostgresStore::take_connection() {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<PostgresConnection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return PostgresConnection::reopen(target_, options_.reconnect_for);
}

void PostgresStore::give_back(std::unique_ptr<PostgresConnection> connection) {
  const std::scoped_lock lock(mutex_);
  if (connection->is_lost()) {
    // What one of them met, the others that were idle have met too.
    idle_.clear();
    return;
  }
  connection->roll_back();
  if (idle_.size() < kIdleConnectionsMax) {
    idle_.push_back(std::move(connection));
  }
}

template <typename T>
Result<T> PostgresStore::read(FunctionRef<Result<T>(PostgresConnection&)> work,
                              FunctionRef<bool()> may_repeat) {
  for (int attempt = 1;; ++attempt) {
    std::unique_ptr<PostgresConnection> connection = TRY(take_connection());
    const Result<Unit> begun = connection->execute(kBeginView);
    Result<T> result = begun ? work(*connection) : Result<T>(begun.error());
    const bool is_lost = connection->is_lost();
    give_back(std::move(connection));
    if (result || !is_lost || !may_repeat() || attempt == kAttemptsMax) {
      return result;
    }
  }
}

template <typename T>
Result<T> PostgresStore::read(FunctionRef<Result<T>(PostgresConnection&)> work) {
  return read<T>(work, [] { return true; });
}

Result<std::unique_ptr<FactWriter>> PostgresStore::open_writer(WriterOptions options) {
  return PostgresWriter::open(target_, std::move(options), options_.reconnect_for);
}

Result<std::string> PostgresStore::identity() {
  return read<std::string>([](PostgresConnection& connection) -> Result<std::string> {
    const PostgresRows rows = TRY(connection.query(sql::kSelectIdentity));
    return std::string(rows.text(0, 0));
  });
}

Result<std::optional<std::string>> PostgresStore::cursor(std::string_view source) {
  using Cursor = std::optional<std::string>;
  return read<Cursor>([&](PostgresConnection& connection) -> Result<Cursor> {
    const PostgresRows rows =
        TRY(connection.query(sql::kSelectCursor, PostgresParameters().add(source)));
    return rows.size() == 0 ? Cursor() : Cursor(rows.text(0, 0));
  });
}

Result<Generation> PostgresStore::generation() {
  return read<Generation>(
      [](PostgresConnection& connection) { return count(connection, sql::kSelectGeneration); });
}

Result<Changes> PostgresStore::changes_since(Generation generation) {
  return read<Changes>(
      [&](PostgresConnection& connection) { return changes_in_view(connection, generation); });
}

Result<std::vector<std::string>> PostgresStore::repositories() {
  using Ids = std::vector<std::string>;
  return read<Ids>([](PostgresConnection& connection) -> Result<Ids> {
    const PostgresRows rows = TRY(connection.query(sql::kSelectRepositories));
    return texts(rows);
  });
}

Result<Unit> PostgresStore::scan_kind(FactKind kind, RecordVisitor visit) {
  return scan(sql::kSelectKind, PostgresParameters().add(static_cast<std::int64_t>(kind)), visit);
}

Result<Unit> PostgresStore::scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) {
  return scan(sql::kSelectOwnedOfKind,
              PostgresParameters().add(static_cast<std::int64_t>(kind)).add(owner), visit);
}

Result<std::optional<FactRecord>> PostgresStore::find(FactKind kind, std::string_view key) {
  using Found = std::optional<FactRecord>;
  return read<Found>([&](PostgresConnection& connection) -> Result<Found> {
    const PostgresRows rows = TRY(connection.query(
        sql::kSelectFact, PostgresParameters().add(static_cast<std::int64_t>(kind)).add(key)));
    if (rows.size() == 0) {
      return Found();
    }
    FactRecord record;
    read_record(rows, record);
    return Found(std::move(record));
  });
}

Result<Unit> PostgresStore::scan(std::string_view sql, const PostgresParameters& parameters,
                                 RecordVisitor visit) {
  bool has_visited = false;
  FactRecord record;
  const auto work = [&](PostgresConnection& connection) {
    return connection.stream(sql, parameters, [&](const PostgresRows& row) -> Result<Unit> {
      has_visited = true;
      read_record(row, record);
      return visit(record);
    });
  };
  return read<Unit>(work, [&] { return !has_visited; });
}

Result<Unit> PostgresStore::scan_repository(std::string_view repository, RecordVisitor visit) {
  bool has_visited = false;
  FactRecord record;
  const auto visit_row = [&](const PostgresRows& row) -> Result<Unit> {
    has_visited = true;
    read_record(row, record);
    return visit(record);
  };
  const auto work = [&](PostgresConnection& connection) -> Result<Unit> {
    const PostgresParameters owner = PostgresParameters().add(repository);
    TRY(connection.stream(sql::kSelectOwned, owner, visit_row));
    return connection.stream(sql::kSelectResponses, owner, visit_row);
  };
  return read<Unit>(work, [&] { return !has_visited; });
}

Result<Unit> PostgresStore::scan_organisation(RecordVisitor visit) {
  return scan_repository("", visit);
}

Result<std::vector<bool>> PostgresStore::has(FactKind kind, const std::vector<std::string>& keys) {
  using Found = std::vector<bool>;
  return read<Found>([&](PostgresConnection& connection) -> Result<Found> {
    wire::Array wanted(wire::kText);
    for (const std::string& key : keys) {
      wanted.append(std::string_view(key));
    }
    const PostgresRows rows =
        TRY(connection.query(kSelectKnown, PostgresParameters()
                                               .add(static_cast<std::int64_t>(kind))
                                               .add(wire::kTextArray, std::move(wanted))));
    Found found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      found.push_back(rows.integer(i, 0) != 0);
    }
    return found;
  });
}

Result<Unit> PostgresStore::transact(Work work) {
  for (int attempt = 1;; ++attempt) {
    std::unique_ptr<PostgresConnection> connection = TRY(take_connection());
    const Result<Unit> done = in_transaction(*connection, work);
    const bool is_lost = connection->is_lost();
    give_back(std::move(connection));
    if (done || !is_lost || attempt == kAttemptsMax) {
      return done;
    }
  }
}

Result<std::vector<std::string>> PostgresStore::check() {
  Result<std::vector<std::string>> found = read<std::vector<std::string>>(
      [](PostgresConnection& connection) { return damages(connection); });
  if (!found && found.error().code == ErrorCode::Internal) {
    return std::vector<std::string>{found.error().message};
  }
  return found;
}

}  // namespace shiplog
