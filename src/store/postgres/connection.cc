#include "store/postgres/connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "store/postgres/postgres_error.h"
#include "store/postgres/target.h"
#include "store/postgres/wire.h"

namespace shiplog {
namespace {

constexpr int kBinary = 1;
constexpr int kServerVersionMin = 150000;

// As libpq takes them; borrows the values.
struct RawParameters {
  explicit RawParameters(const std::vector<std::string>& from) : formats(from.size(), kBinary) {
    for (const std::string& value : from) {
      values.push_back(value.data());
      lengths.push_back(static_cast<int>(value.size()));
    }
  }
  int count() const { return static_cast<int>(values.size()); }

  std::vector<const char*> values = {};
  std::vector<int> lengths = {};
  std::vector<int> formats;
};

pg_conn* connect(const PostgresTarget& target) {
  // What comes before dbname the URL may override; what comes after, it may not.
  constexpr std::array<const char*, 6> kNames = {"connect_timeout",           "tcp_user_timeout",
                                                 "fallback_application_name", "dbname",
                                                 "client_encoding",           nullptr};
  const std::array<const char*, 6> values = {"10",   "30000", "shiplog", target.url().c_str(),
                                             "UTF8", nullptr};
  constexpr int kExpandDbname = 1;
  return PQconnectdbParams(kNames.data(), values.data(), kExpandDbname);
}

void ignore_notice(void* /*unused*/, const char* /*message*/) {}

Error refused(const PostgresTarget& target, const std::string& message) {
  const std::string store = "the store " + target.name();
  const std::string said = " (" + target.redacted(message) + ")";
  if (PQping(target.url().c_str()) != PQPING_OK) {
    return {ErrorCode::Unavailable, store + " cannot be reached" + said +
                                        "; is PostgreSQL running there, and its address right?"};
  }
  if (message.find("does not exist") != std::string::npos &&
      message.find("database") != std::string::npos) {
    return {ErrorCode::NotFound, store + " does not exist" + said + "; make it with createdb"};
  }
  return {ErrorCode::Unauthorized,
          store + " does not let this role in" + said +
              "; check the user, ~/.pgpass or PGPASSWORD, and the server's pg_hba.conf"};
}

Result<Unit> check_server(pg_conn* connection, const PostgresTarget& target) {
  if (PQserverVersion(connection) < kServerVersionMin) {
    return Error{
        ErrorCode::InvalidInput,
        "the store " + target.name() + " is on a PostgreSQL older than 15; upgrade the server"};
  }
  const char* encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
    return Error{ErrorCode::InvalidInput, "the store " + target.name() +
                                              " is not encoded in UTF8; make the database with "
                                              "createdb --encoding UTF8 --template template0"};
  }
  return Unit{};
}

}  // namespace

PostgresParameters& PostgresParameters::add(std::int64_t value) {
  types_.push_back(wire::kInt8);
  wire::append_int64(values_.emplace_back(), value);
  return *this;
}

PostgresParameters& PostgresParameters::add(std::string_view text) {
  types_.push_back(wire::kText);
  values_.emplace_back(text);
  return *this;
}

PostgresParameters& PostgresParameters::add(unsigned array_type, wire::Array array) {
  types_.push_back(array_type);
  values_.push_back(array.finish());
  return *this;
}

void PostgresRows::Clearer::operator()(pg_result* result) const { PQclear(result); }

std::size_t PostgresRows::size() const {
  return static_cast<std::size_t>(PQntuples(result_.get()));
}

std::string_view PostgresRows::text(std::size_t row, int column) const {
  const int at = static_cast<int>(row);
  return {PQgetvalue(result_.get(), at, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), at, column))};
}

int PostgresRows::columns() const { return PQnfields(result_.get()); }

std::int64_t PostgresRows::integer(std::size_t row, int column) const {
  return wire::read_integer(text(row, column));
}

Moment PostgresRows::moment(std::size_t row, int column) const {
  if (PQgetisnull(result_.get(), static_cast<int>(row), column) != 0) {
    return std::nullopt;
  }
  return Timestamp(Duration(integer(row, column)));
}

std::int64_t PostgresRows::touched() const {
  return std::strtoll(PQcmdTuples(result_.get()), nullptr, 10);
}

void PostgresConnection::Closer::operator()(pg_conn* connection) const { PQfinish(connection); }

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const PostgresTarget& target) {
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(target, connect(target)));
  pg_conn* raw = connection->connection_.get();
  if (PQstatus(raw) != CONNECTION_OK) {
    return refused(target, PQerrorMessage(raw));
  }
  PQsetNoticeProcessor(raw, ignore_notice, nullptr);
  TRY(check_server(raw, target));
  return connection;
}

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::reopen(
    const PostgresTarget& target, std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kLongestPause(2000);
  std::chrono::milliseconds pause(50);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    Result<std::unique_ptr<PostgresConnection>> connection = open(target);
    if (connection || std::chrono::steady_clock::now() + pause > deadline) {
      return connection;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

bool PostgresConnection::is_starting(const PostgresTarget& target) {
  return PQping(target.url().c_str()) == PQPING_REJECT;
}

Error PostgresConnection::error_of(const pg_result* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  last_state_ = state == nullptr ? "" : state;
  // An error that is not the server's is of the way to it. The status of the connection
  // does not always say so: it stays good when the server went after its last word.
  is_broken_ = is_broken_ || last_state_.empty() || is_loss(last_state_);
  const std::string_view message =
      result == nullptr ? PQerrorMessage(connection_.get()) : PQresultErrorMessage(result);
  return postgres_error(last_state_, message, target_);
}

Result<PostgresRows> PostgresConnection::checked(pg_result* result) {
  PostgresRows rows(result);
  switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_COPY_IN:
      last_state_.clear();
      return rows;
    default:
      return error_of(result);
  }
}

Result<PostgresRows> PostgresConnection::query(std::string_view sql,
                                               const PostgresParameters& parameters) {
  const RawParameters raw(parameters.values_);
  return checked(PQexecParams(connection_.get(), std::string(sql).c_str(), raw.count(),
                              parameters.types_.data(), raw.values.data(), raw.lengths.data(),
                              raw.formats.data(), kBinary));
}

Result<Unit> PostgresConnection::execute(const std::string& sql) {
  TRY(checked(PQexec(connection_.get(), sql.c_str())));
  return Unit{};
}

Result<Unit> PostgresConnection::stream(std::string_view sql, const PostgresParameters& parameters,
                                        RowVisitor visit) {
  const RawParameters raw(parameters.values_);
  if (PQsendQueryParams(connection_.get(), std::string(sql).c_str(), raw.count(),
                        parameters.types_.data(), raw.values.data(), raw.lengths.data(),
                        raw.formats.data(), kBinary) == 0) {
    return error_of(nullptr);
  }
  PQsetSingleRowMode(connection_.get());
  is_broken_ = true;
  while (pg_result* result = PQgetResult(connection_.get())) {
    const PostgresRows row = TRY(checked(result));
    if (PQresultStatus(result) == PGRES_SINGLE_TUPLE) {
      TRY(visit(row));
    }
  }
  is_broken_ = false;
  return Unit{};
}

Result<Unit> PostgresConnection::drain() {
  Result<Unit> outcome = Unit{};
  while (pg_result* result = PQgetResult(connection_.get())) {
    if (Result<PostgresRows> rows = checked(result); !rows && outcome) {
      outcome = std::move(rows).error();
    }
  }
  return outcome;
}

Result<Unit> PostgresConnection::begin_copy(std::string_view sql) {
  TRY(checked(PQexec(connection_.get(), std::string(sql).c_str())));
  return Unit{};
}

Result<Unit> PostgresConnection::send_copy(std::string_view bytes) {
  if (PQputCopyData(connection_.get(), bytes.data(), static_cast<int>(bytes.size())) == 1) {
    return Unit{};
  }
  return error_of(nullptr);
}

Result<Unit> PostgresConnection::end_copy() {
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) {
    return error_of(nullptr);
  }
  return drain();
}

bool PostgresConnection::is_lost() const {
  return is_broken_ || PQstatus(connection_.get()) != CONNECTION_OK;
}

bool PostgresConnection::is_in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_.get());
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void PostgresConnection::roll_back() {
  if (is_in_transaction()) {
    PQclear(PQexec(connection_.get(), "ROLLBACK"));
  }
}

}  // namespace shiplog
