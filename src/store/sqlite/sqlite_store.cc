#include "store/sqlite/sqlite_store.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"
#include "store/sql/sql_session.h"
#include "store/sql/statements.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_writer.h"
#include "store/sqlite/store_file.h"

namespace shiplog {
namespace {

constexpr std::size_t kIdleReadersMax = 8;

void read_row(const Statement& statement, FactRecord& record) {
  record.kind = static_cast<FactKind>(statement.integer(0));
  record.key.assign(statement.text(1));
  record.owner.assign(statement.text(2));
  record.updated_at = statement.moment(3);
  record.earliest_commit_at = statement.moment(4);
  record.line.assign(statement.text(5));
}

Result<Unit> visit_rows(Statement& statement, RecordVisitor visit) {
  FactRecord record;
  while (TRY(statement.step())) {
    read_row(statement, record);
    TRY(visit(record));
  }
  return Unit{};
}

Result<Unit> visit_owned(Connection& connection, std::string_view sql, std::string_view owner,
                         RecordVisitor visit) {
  Statement statement = TRY(connection.prepare(sql));
  statement.bind(1, owner);
  return visit_rows(statement, visit);
}

Result<std::vector<std::string>> texts(Connection& connection, std::string_view sql) {
  Statement statement = TRY(connection.prepare(sql));
  std::vector<std::string> found;
  while (TRY(statement.step())) {
    found.emplace_back(statement.text(0));
  }
  return found;
}

Result<std::vector<std::string>> damages(Connection& connection) {
  std::vector<std::string> found = TRY(texts(connection, "PRAGMA integrity_check"));
  std::erase(found, "ok");
  if (!found.empty()) {
    return found;
  }
  const std::int64_t misnumbered = TRY(connection.integer(sql::kCountMisnumbered));
  if (misnumbered != 0) {
    found.push_back(std::to_string(misnumbered) +
                    " facts are numbered beyond the store's generation");
  }
  return found;
}

Result<Changes> everything(Connection& connection, Generation until) {
  Changes changes{.until = until};
  changes.repositories = TRY(texts(connection, sql::kSelectRepositories));
  changes.organisation = TRY(connection.integer(sql::kOrganisationHasFacts)) != 0;
  return changes;
}

class SqliteSession final : public SqlSession {
 public:
  explicit SqliteSession(Connection& connection) : connection_(connection) {}

  Result<SqlAnswer> run(std::string_view sql, const std::vector<SqlValue>& parameters) override {
    Statement statement = TRY(connection_.prepare(sql));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const int position = static_cast<int>(i) + 1;
      std::visit([&](const auto& value) { statement.bind(position, value); }, parameters[i]);
    }
    SqlAnswer answer;
    if (!sql.starts_with("SELECT")) {
      answer.touched = TRY(statement.run());
      return answer;
    }
    while (TRY(statement.step())) {
      std::vector<std::string>& row = answer.rows.emplace_back();
      for (int column = 0; column < statement.columns(); ++column) {
        row.emplace_back(statement.text(column));
      }
    }
    return answer;
  }

 private:
  Connection& connection_;
};

constexpr std::string_view kCountFact = "SELECT COUNT(*) FROM fact WHERE kind = $1 AND key = $2";

}  // namespace

Result<std::unique_ptr<FactStore>> SqliteStore::open(const std::string& path,
                                                     SqliteOptions options) {
  std::error_code failure;
  const std::string absolute = std::filesystem::absolute(path, failure).string();
  if (path.empty() || failure) {
    return Error{ErrorCode::InvalidInput, "the store needs a file name; write --store sqlite:PATH"};
  }
  std::unique_ptr<SqliteStore> store(new SqliteStore(absolute, "sqlite:" + absolute));
  TRY(ensure_store_file(absolute, store->name_));
  std::unique_ptr<Connection> connection = TRY(connect(absolute, store->name_));
  TRY(migrate(*connection, options.migrations));
  store->idle_readers_.push_back(std::move(connection));
  return std::unique_ptr<FactStore>(std::move(store));
}

Result<std::string> SqliteStore::identity() {
  const Reader connection = TRY(reader());
  return connection->text(sql::kSelectIdentity);
}

Result<std::unique_ptr<FactWriter>> SqliteStore::open_writer(WriterOptions options) {
  return SqliteWriter::open(TRY(connect(path_, name_)), std::move(options));
}

void SqliteStore::ReturnToPool::operator()(Connection* connection) const {
  std::unique_ptr<Connection> returned(connection);
  returned->roll_back();
  const std::scoped_lock lock(store->mutex_);
  if (store->idle_readers_.size() < kIdleReadersMax) {
    store->idle_readers_.push_back(std::move(returned));
  }
}

Result<SqliteStore::Reader> SqliteStore::reader() {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_readers_.empty()) {
      Reader reader(idle_readers_.back().release(), ReturnToPool{this});
      idle_readers_.pop_back();
      return reader;
    }
  }
  std::unique_ptr<Connection> connection = TRY(connect(path_, name_));
  return Reader(connection.release(), ReturnToPool{this});
}

Result<std::optional<std::string>> SqliteStore::cursor(std::string_view source) {
  const Reader connection = TRY(reader());
  Statement statement = TRY(connection->prepare(sql::kSelectCursor));
  statement.bind(1, source);
  return TRY(statement.step()) ? std::optional(std::string(statement.text(0))) : std::nullopt;
}

Result<Generation> SqliteStore::generation() {
  const Reader connection = TRY(reader());
  return connection->integer(sql::kSelectGeneration);
}

Result<Changes> SqliteStore::changes_since(Generation generation) {
  const Reader connection = TRY(reader());
  const Transaction view = TRY(Transaction::begin(*connection, Transaction::Purpose::Read));
  const Generation until = TRY(connection->integer(sql::kSelectGeneration));
  if (generation == 0) {
    return everything(*connection, until);
  }
  Statement statement = TRY(connection->prepare(sql::kSelectChanged));
  statement.bind(1, generation);
  Changes changes{.until = until};
  while (TRY(statement.step())) {
    if (statement.text(0).empty()) {
      changes.organisation = true;
    } else {
      changes.repositories.emplace_back(statement.text(0));
    }
  }
  return changes;
}

Result<std::vector<std::string>> SqliteStore::repositories() {
  const Reader connection = TRY(reader());
  return texts(*connection, sql::kSelectRepositories);
}

Result<Unit> SqliteStore::scan_kind(FactKind kind, RecordVisitor visit) {
  const Reader connection = TRY(reader());
  Statement statement = TRY(connection->prepare(sql::kSelectKind));
  statement.bind(1, static_cast<std::int64_t>(kind));
  return visit_rows(statement, visit);
}

Result<Unit> SqliteStore::scan_repository(std::string_view repository, RecordVisitor visit) {
  const Reader connection = TRY(reader());
  const Transaction view = TRY(Transaction::begin(*connection, Transaction::Purpose::Read));
  TRY(visit_owned(*connection, sql::kSelectOwned, repository, visit));
  return visit_owned(*connection, sql::kSelectResponses, repository, visit);
}

Result<Unit> SqliteStore::scan_organisation(RecordVisitor visit) {
  const Reader connection = TRY(reader());
  const Transaction view = TRY(Transaction::begin(*connection, Transaction::Purpose::Read));
  TRY(visit_owned(*connection, sql::kSelectOwned, "", visit));
  return visit_owned(*connection, sql::kSelectResponses, "", visit);
}

Result<Unit> SqliteStore::scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) {
  const Reader connection = TRY(reader());
  Statement statement = TRY(connection->prepare(sql::kSelectOwnedOfKind));
  statement.bind(1, static_cast<std::int64_t>(kind));
  statement.bind(2, owner);
  return visit_rows(statement, visit);
}

Result<std::optional<FactRecord>> SqliteStore::find(FactKind kind, std::string_view key) {
  const Reader connection = TRY(reader());
  Statement statement = TRY(connection->prepare(sql::kSelectFact));
  statement.bind(1, static_cast<std::int64_t>(kind));
  statement.bind(2, key);
  if (!TRY(statement.step())) {
    return std::optional<FactRecord>();
  }
  FactRecord record;
  read_row(statement, record);
  return std::optional(std::move(record));
}

Result<std::vector<bool>> SqliteStore::has(FactKind kind, const std::vector<std::string>& keys) {
  const Reader connection = TRY(reader());
  Statement statement = TRY(connection->prepare(kCountFact));
  std::vector<bool> found;
  for (const std::string& key : keys) {
    statement.reset();
    statement.bind(1, static_cast<std::int64_t>(kind));
    statement.bind(2, key);
    TRY(statement.step());
    found.push_back(statement.integer(0) != 0);
  }
  return found;
}

Result<Unit> SqliteStore::transact(Work work) {
  const Reader connection = TRY(reader());
  Transaction transaction = TRY(Transaction::begin(*connection, Transaction::Purpose::Write));
  SqliteSession session(*connection);
  TRY(work(session));
  return transaction.commit();
}

Result<std::vector<std::string>> SqliteStore::check() {
  const Reader connection = TRY(reader());
  Result<std::vector<std::string>> found = damages(*connection);
  if (!found && found.error().code == ErrorCode::Internal) {
    // Some damage keeps SQLite from even looking for more.
    return std::vector<std::string>{found.error().message};
  }
  return found;
}

}  // namespace shiplog
