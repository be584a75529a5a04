// PostgresServer: a PostgreSQL 15 of the tests' own, on a private socket, from Debian's
// package. It ends with the thread that started it, however that ends, so that a test that
// crashes leaves no server behind; start it from the main thread.

#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

namespace shiplog {

class PostgresServer {
 public:
  // Why there can be none on this machine; empty when there can.
  static std::string missing();
  static std::string missing_pgbouncer();

  // The one that a test program's tests share; started when first asked for.
  static PostgresServer& shared();

  // With `is_durable` it syncs to the disk, which only a power cut can tell.
  explicit PostgresServer(const std::filesystem::path& parent, bool is_durable = false);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // Makes an empty database, in UTF-8 unless another encoding is named, and gives its URL.
  std::string new_database(const std::string& encoding = "UTF8");

  // The same database through a PgBouncer in transaction mode, started when first needed.
  std::string through_pgbouncer(const std::string& url);

  // Runs SQL as the administrator, in the database of the URL.
  void run_sql(const std::string& url, const std::string& sql);

  enum class Stop { Fast, Immediate };  // As of pg_ctl: tidily, or like a crash.
  void stop(Stop how);
  void start();
  void restart(Stop how) {
    stop(how);
    start();
  }

 private:
  void start_pgbouncer();

  std::filesystem::path folder_;
  bool is_durable_ = false;
  int databases_ = 0;
  pid_t server_ = 0;
  pid_t pgbouncer_ = 0;
};

}  // namespace shiplog
