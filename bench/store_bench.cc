// How fast facts come to rest: through a FactWriter, durable batch by batch, against a raw
// loop that writes the same rows into the same tables and does nothing else.
//
//   store_bench [ROWS] [BATCH]     (default: 200000 rows, 2000 a batch)
//
// The raw loops commit after the same batches, in the order in which the rows came, and
// start from the same tables with the same settings. Best of three runs each, in turn.

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/digest.h"
#include "bench/measured.h"
#include "domain/fact_record.h"
#include "store/fact_store.h"
#include "store/postgres/postgres_store.h"
#include "store/postgres/wire.h"
#include "store/sql/migrations.h"
#include "store/sqlite/sqlite_store.h"
#include "tests/postgres_server.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using Batches = std::vector<std::vector<FactRecord>>;

constexpr int kRuns = 3;

// The mix of a busy repository: for each pull request two commits, a review and a comment.
FactRecord record_of(std::size_t number) {
  const std::string pull = "acme/shop#" + std::to_string(number / 5);
  const std::string sha = sha256_hex(std::to_string(number)).substr(0, 40);
  switch (number % 5) {
    case 0:
      return {
          .kind = FactKind::PullRequest,
          .key = pull,
          .owner = "acme/shop",
          .updated_at = Timestamp(std::chrono::seconds(number)),
          .earliest_commit_at = Timestamp(std::chrono::seconds(number)),
          .line = R"({"kind":"pull_request","id":")" + pull + "\"," + std::string(560, 'p') + "}"};
    case 1:
    case 2:
      return {.kind = FactKind::Commit,
              .key = "acme/shop\x1f" + sha,
              .owner = "acme/shop",
              .line = R"({"kind":"commit","sha":")" + sha + "\"," + std::string(220, 'c') + "}"};
    case 3:
      return {.kind = FactKind::Review,
              .key = "R_" + sha.substr(0, 20),
              .owner = pull,
              .line = R"({"kind":"review","id":"R_)" + sha.substr(0, 20) + "\"," +
                      std::string(110, 'r') + "}"};
    default:
      return {.kind = FactKind::Comment,
              .key = "C_" + sha.substr(0, 20),
              .owner = pull,
              .line = R"({"kind":"comment","id":"C_)" + sha.substr(0, 20) + "\"," +
                      std::string(90, 'm') + "}"};
  }
}

Batches prepared(std::size_t rows, std::size_t batch) {
  Batches batches;
  for (std::size_t i = 0; i < rows; ++i) {
    if (i % batch == 0) {
      batches.emplace_back();
    }
    batches.back().push_back(record_of(i));
  }
  return batches;
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Copies of the batches are made beforehand: an importer builds its records only once.
double import_seconds(FactStore& store, Batches batches) {
  const auto writer = store.open_writer({.description = "bench"}).value();
  return seconds_of([&] {
    for (std::vector<FactRecord>& records : batches) {
      CHECK(writer->apply({.records = std::move(records)}));
    }
  });
}

void bind_text(sqlite3_stmt* statement, int at, const std::string& text) {
  sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void bind_moment(sqlite3_stmt* statement, int at, const Moment& moment) {
  if (moment) {
    sqlite3_bind_int64(statement, at, moment->time_since_epoch().count());
  } else {
    sqlite3_bind_null(statement, at);
  }
}

void execute(sqlite3* database, const std::string& sql) {
  CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

double raw_sqlite_seconds(const std::string& path, const Batches& batches) {
  sqlite3* database = nullptr;
  CHECK(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  execute(database,
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
          "PRAGMA wal_autocheckpoint = 16384; PRAGMA secure_delete = OFF");
  for (const Migration& migration : embedded_migrations()) {
    execute(database, text_in(kSqliteDialect, migration));
  }
  sqlite3_stmt* insert = nullptr;
  CHECK(sqlite3_prepare_v2(database, "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)", -1, &insert,
                           nullptr) == SQLITE_OK);
  const double seconds = seconds_of([&] {
    std::int64_t seq = 0;
    for (const std::vector<FactRecord>& records : batches) {
      execute(database, "BEGIN IMMEDIATE");
      for (const FactRecord& record : records) {
        sqlite3_bind_int64(insert, 1, ++seq);
        sqlite3_bind_int(insert, 2, static_cast<int>(record.kind));
        bind_text(insert, 3, record.key);
        bind_text(insert, 4, record.owner);
        bind_moment(insert, 5, record.updated_at);
        bind_moment(insert, 6, record.earliest_commit_at);
        bind_text(insert, 7, record.line);
        CHECK(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
      }
      execute(database, "COMMIT");
    }
  });
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return seconds;
}

void execute(PGconn* connection, const std::string& sql) {
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  CHECK(status == PGRES_COMMAND_OK || status == PGRES_COPY_IN);
  PQclear(result);
}

double raw_postgres_seconds(const std::string& url, const Batches& batches) {
  PGconn* connection = PQconnectdb(url.c_str());
  for (const Migration& migration : embedded_migrations()) {
    execute(connection, text_in(kPostgresDialect, migration));
  }
  const double seconds = seconds_of([&] {
    std::int64_t seq = 0;
    std::string bytes;
    for (const std::vector<FactRecord>& records : batches) {
      execute(connection, "BEGIN");
      execute(connection, "COPY fact FROM STDIN (FORMAT BINARY)");
      bytes.clear();
      wire::append_copy_head(bytes);
      for (const FactRecord& record : records) {
        wire::append_copy_row(bytes, ++seq, record);
      }
      wire::append_copy_end(bytes);
      CHECK(PQputCopyData(connection, bytes.data(), static_cast<int>(bytes.size())) == 1);
      CHECK(PQputCopyEnd(connection, nullptr) == 1);
      while (PGresult* result = PQgetResult(connection)) {
        CHECK(PQresultStatus(result) == PGRES_COMMAND_OK);
        PQclear(result);
      }
      execute(connection, "COMMIT");
    }
  });
  PQfinish(connection);
  return seconds;
}

struct Best {
  double raw = 1e9;
  double first = 1e9;
  double again = 1e9;
};

void print(const char* name, const char* raw_name, std::size_t rows, const Best& best,
           double target) {
  const auto rate = [rows](double seconds) { return static_cast<double>(rows) / seconds; };
  fmt::print("{:<12} raw {:<16} {:>10.0f} rows/s\n", name, raw_name, rate(best.raw));
  fmt::print("{:<12} first import         {:>10.0f} rows/s   {:.2f} x raw   (target >= {:.1f})\n",
             name, rate(best.first), best.raw / best.first, target);
  fmt::print("{:<12} import again         {:>10.0f} rows/s   {:.2f} x first (target >= 1.5)\n",
             name, rate(best.again), best.first / best.again);
  const std::string figures =
      "store." + std::string(name == std::string_view("SQLite") ? "sqlite" : "postgres");
  measured(figures + ".first", best.raw / best.first);
  measured(figures + ".again", best.first / best.again);
  measured(figures + ".rows", rate(best.first));
}

Best run_sqlite(const Batches& batches) {
  Best best;
  for (int run = 0; run < kRuns; ++run) {
    const TemporaryFolder folder;
    best.raw = std::min(best.raw, raw_sqlite_seconds((folder.path() / "raw.db").string(), batches));
    const auto store = SqliteStore::open((folder.path() / "shiplog.db").string()).value();
    best.first = std::min(best.first, import_seconds(*store, batches));
    best.again = std::min(best.again, import_seconds(*store, batches));
  }
  return best;
}

Best run_postgres(const Batches& batches) {
  PostgresServer server(std::filesystem::temp_directory_path(), /*is_durable=*/true);
  Best best;
  for (int run = 0; run < kRuns; ++run) {
    best.raw = std::min(best.raw, raw_postgres_seconds(server.new_database(), batches));
    const auto store = PostgresStore::open(server.new_database()).value();
    best.first = std::min(best.first, import_seconds(*store, batches));
    best.again = std::min(best.again, import_seconds(*store, batches));
  }
  return best;
}

int main_of(int count, char** words) {
  const auto number = [&](int at, std::size_t otherwise) {
    return count > at ? std::strtoull(words[at], nullptr, 10) : otherwise;
  };
  const std::size_t rows = number(1, 200'000);
  const Batches batches = prepared(rows, number(2, 2'000));
  print("SQLite", "prepared insert", rows, run_sqlite(batches), 0.8);
  if (const std::string why = PostgresServer::missing(); !why.empty()) {
    fmt::print("PostgreSQL   skipped: {}\n", why);
    return 0;
  }
  print("PostgreSQL", "binary COPY", rows, run_postgres(batches), 0.7);
  return 0;
}

}  // namespace
}  // namespace shiplog

int main(int count, char** words) { return shiplog::main_of(count, words); }
