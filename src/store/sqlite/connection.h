// A connection to an SQLite database, and the statements prepared on it.
//
// A thin skin over SQLite's C API: errors become Errors, and what must be closed is
// closed. Used by one thread at a time.

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/fact_record.h"

struct sqlite3;
struct sqlite3_stmt;

namespace shiplog {

// Borrows its connection. Texts given to bind() are not copied: they must outlive the
// next reset(). Texts read from a column last until the next step() or reset().
class Statement {
 public:
  Statement(Statement&& other) noexcept = default;
  Statement& operator=(Statement&& other) noexcept = default;

  // Parameters and columns are counted from 1 and from 0, as SQL and SQLite do.
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::string_view text);
  void bind(int parameter, const Moment& moment);

  // Whether there is a row to read.
  Result<bool> step();
  void reset();

  // step() for what has no rows, then reset(). Gives the number of rows it touched.
  Result<std::int64_t> run();

  int columns() const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  Moment moment(int column) const;

 private:
  friend class Connection;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, std::string_view store_name)
      : statement_(statement), store_name_(store_name) {}

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  std::string_view store_name_;
};

class Connection {
 public:
  // The file must be there. `store_name` is for messages.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, std::string store_name);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The statement's parameters must be named $1, $2 … in the order of their appearance.
  Result<Statement> prepare(std::string_view sql);

  // Several statements without parameters, whose rows do not matter.
  Result<Unit> execute(const std::string& sql);

  // The single value that a statement without parameters gives; 0 when it gives no row.
  Result<std::int64_t> integer(std::string_view sql);
  Result<std::string> text(std::string_view sql);

  // How long a statement waits for another process's lock.
  void set_patience(std::chrono::milliseconds patience);

  // False once SQLite itself has rolled back, as it does when the disk is full.
  bool is_in_transaction() const;
  void roll_back();

  // Whether the last error was a lock that did not become free.
  bool was_busy() const;

  const std::string& store_name() const { return store_name_; }

 private:
  struct Closer {
    void operator()(sqlite3* database) const;
  };
  explicit Connection(std::string store_name) : store_name_(std::move(store_name)) {}
  static int wait_for_lock(void* connection, int attempts);

  std::string store_name_;
  std::unique_ptr<sqlite3, Closer> database_ = {};
  std::chrono::milliseconds patience_ = std::chrono::seconds(5);
  std::chrono::steady_clock::time_point waiting_since_ = {};
};

// Begins at once, and commits or, when dropped, rolls back.
class Transaction {
 public:
  // Writers take the lock at the beginning, since a reader that turns into a writer
  // midway may find that its view is already out of date.
  enum class Purpose : std::uint8_t { Read, Write };
  static Result<Transaction> begin(Connection& connection, Purpose purpose);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<Unit> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace shiplog
