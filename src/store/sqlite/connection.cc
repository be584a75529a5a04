#include "store/sqlite/connection.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "store/sqlite/sqlite_error.h"

namespace shiplog {

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::bind(int parameter, std::int64_t value) {
  CHECK(sqlite3_bind_int64(statement_.get(), parameter, value) == SQLITE_OK);
}

void Statement::bind(int parameter, std::string_view text) {
  // A null pointer would bind NULL. SQLITE_TOOBIG cannot happen: lines have a limit far below.
  CHECK(sqlite3_bind_text64(statement_.get(), parameter, text.empty() ? "" : text.data(),
                            text.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
}

void Statement::bind(int parameter, const Moment& moment) {
  if (moment) {
    bind(parameter, moment->time_since_epoch().count());
  } else {
    CHECK(sqlite3_bind_null(statement_.get(), parameter) == SQLITE_OK);
  }
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    return false;
  }
  Error error = sqlite_error(sqlite3_db_handle(statement_.get()), store_name_);
  reset();
  return error;
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

Result<std::int64_t> Statement::run() {
  TRY(step());
  reset();
  return sqlite3_changes64(sqlite3_db_handle(statement_.get()));
}

int Statement::columns() const { return sqlite3_column_count(statement_.get()); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text),
                                            static_cast<std::size_t>(size));
}

Moment Statement::moment(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) {
    return std::nullopt;
  }
  return Timestamp(Duration(integer(column)));
}

void Connection::Closer::operator()(sqlite3* database) const { sqlite3_close(database); }

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path,
                                                     std::string store_name) {
  std::unique_ptr<Connection> connection(new Connection(std::move(store_name)));
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  connection->database_.reset(database);
  if (code != SQLITE_OK) {
    return sqlite_error(database, connection->store_name_);
  }
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_handler(database, &Connection::wait_for_lock, connection.get());
  return connection;
}

// SQLite's own waiting sleeps up to 100 ms at a time, so that a writer who never pauses
// would keep others out; short sleeps give everybody a turn.
int Connection::wait_for_lock(void* self, int attempts) {
  auto* connection = static_cast<Connection*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (attempts == 0) {
    connection->waiting_since_ = now;
  }
  if (now - connection->waiting_since_ >= connection->patience_) {
    return 0;
  }
  constexpr int kLongestSleepMs = 8;
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(1 + attempts, kLongestSleepMs)));
  return 1;
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) != SQLITE_OK) {
    return sqlite_error(database_.get(), store_name_);
  }
  Statement statement(prepared, store_name_);
  for (int i = 1; i <= sqlite3_bind_parameter_count(prepared); ++i) {
    CHECK(sqlite3_bind_parameter_name(prepared, i) == "$" + std::to_string(i));
  }
  return statement;
}

Result<Unit> Connection::execute(const std::string& sql) {
  if (sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return sqlite_error(database_.get(), store_name_);
  }
  return Unit{};
}

Result<std::int64_t> Connection::integer(std::string_view sql) {
  Statement statement = TRY(prepare(sql));
  return TRY(statement.step()) ? statement.integer(0) : 0;
}

Result<std::string> Connection::text(std::string_view sql) {
  Statement statement = TRY(prepare(sql));
  return TRY(statement.step()) ? std::string(statement.text(0)) : std::string();
}

void Connection::set_patience(std::chrono::milliseconds patience) { patience_ = patience; }

bool Connection::is_in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

void Connection::roll_back() {
  if (is_in_transaction()) {
    // It cannot fail in a way that leaves the transaction open, and there is nobody to tell.
    sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

bool Connection::was_busy() const { return is_busy(database_.get()); }

Result<Transaction> Transaction::begin(Connection& connection, Purpose purpose) {
  TRY(connection.execute(purpose == Purpose::Write ? "BEGIN IMMEDIATE" : "BEGIN"));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  if (connection_ != nullptr) {
    connection_->roll_back();
  }
}

Result<Unit> Transaction::commit() {
  TRY(connection_->execute("COMMIT"));
  connection_ = nullptr;
  return Unit{};
}

}  // namespace shiplog
