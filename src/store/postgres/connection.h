// A connection to PostgreSQL: parameters in, rows out, errors in words.
//
// Statements are never named and nothing of a session is relied on, so that each
// transaction may reach another server process, as behind PgBouncer in transaction mode.
// Used by one thread at a time.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "store/postgres/target.h"
#include "store/postgres/wire.h"

struct pg_conn;
struct pg_result;

namespace shiplog {

// $1, $2 … in this order.
class PostgresParameters {
 public:
  PostgresParameters& add(std::int64_t value);
  PostgresParameters& add(std::string_view text);
  PostgresParameters& add(unsigned array_type, wire::Array array);

 private:
  friend class PostgresConnection;
  std::vector<unsigned> types_ = {};
  std::vector<std::string> values_ = {};
};

// Rows that have arrived. Texts last as long as it does.
class PostgresRows {
 public:
  std::size_t size() const;
  int columns() const;
  std::int64_t integer(std::size_t row, int column) const;
  std::string_view text(std::size_t row, int column) const;
  Moment moment(std::size_t row, int column) const;

  // How many rows an INSERT, UPDATE or DELETE touched.
  std::int64_t touched() const;

 private:
  friend class PostgresConnection;
  struct Clearer {
    void operator()(pg_result* result) const;
  };
  explicit PostgresRows(pg_result* result) : result_(result) {}

  std::unique_ptr<pg_result, Clearer> result_;
};

class PostgresConnection {
 public:
  // Tries once. Unavailable when no server answers or it is starting or stopping,
  // Unauthorized or NotFound when it answers and refuses.
  static Result<std::unique_ptr<PostgresConnection>> open(const PostgresTarget& target);

  // Tries again, ever less often, while the server is away: a restart takes a second.
  static Result<std::unique_ptr<PostgresConnection>> reopen(const PostgresTarget& target,
                                                            std::chrono::milliseconds patience);
  // A server answers, and says that it is starting or stopping.
  static bool is_starting(const PostgresTarget& target);

  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  Result<PostgresRows> query(std::string_view sql, const PostgresParameters& parameters = {});

  // Several statements without parameters, whose rows do not matter.
  Result<Unit> execute(const std::string& sql);

  // Gives the rows one by one as they arrive, each as the only one of a PostgresRows.
  // When the visitor ends it early, the connection is of no more use.
  using RowVisitor = FunctionRef<Result<Unit>(const PostgresRows& row)>;
  Result<Unit> stream(std::string_view sql, const PostgresParameters& parameters, RowVisitor visit);

  // COPY … FROM STDIN. send_copy() may be called any number of times in between.
  Result<Unit> begin_copy(std::string_view sql);
  Result<Unit> send_copy(std::string_view bytes);
  Result<Unit> end_copy();

  // The server, or the way to it, is gone: nothing but a new connection helps. Whatever
  // was not committed is undone.
  bool is_lost() const;

  // The SQLSTATE of the last error, such as "55P03"; empty when it had none.
  const std::string& last_state() const { return last_state_; }

  bool is_in_transaction() const;
  void roll_back();

  const PostgresTarget& target() const { return target_; }

 private:
  struct Closer {
    void operator()(pg_conn* connection) const;
  };
  PostgresConnection(const PostgresTarget& target, pg_conn* connection)
      : target_(target), connection_(connection) {}

  Error error_of(const pg_result* result);
  Result<PostgresRows> checked(pg_result* result);
  Result<Unit> drain();

  PostgresTarget target_;
  std::unique_ptr<pg_conn, Closer> connection_;
  std::string last_state_ = {};
  bool is_broken_ = false;  // The server is gone, or rows that nobody wants are on their way.
};

}  // namespace shiplog
