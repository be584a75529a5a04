#include "store/postgres/schema.h"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/postgres/connection.h"
#include "store/sql/dialect.h"
#include "store/sql/migrations.h"

namespace shiplog {
namespace {

// Two processes that start at once must not both make the tables. The lock ends with its
// transaction, so a pooler between us and the server does not matter; the number is
// "Shlg", as in the header of an SQLite store.
constexpr const char* kLockMigrations = "SELECT pg_advisory_xact_lock(1399352423)";

Result<std::span<const Migration>> still_to_run(PostgresConnection& connection,
                                                std::span<const Migration> migrations) {
  const PostgresRows present =
      TRY(connection.query("SELECT (to_regclass('migration') IS NOT NULL)::INT"));
  if (present.integer(0, 0) == 0) {
    return migrations;
  }
  const PostgresRows rows = TRY(connection.query(kSelectMigrations));
  std::vector<AppliedMigration> applied;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    applied.push_back({.version = rows.integer(i, 0),
                       .name = std::string(rows.text(i, 1)),
                       .checksum = std::string(rows.text(i, 2))});
  }
  return pending_migrations(migrations, applied, connection.target().name());
}

Result<bool> run_next_migration(PostgresConnection& connection,
                                std::span<const Migration> migrations) {
  TRY(connection.execute("BEGIN"));
  TRY(connection.execute(kLockMigrations));
  // Before looking, since only a statement that locks something hears of tables that
  // another process has made meanwhile.
  TRY(connection.execute(std::string(kCreateMigrationTable)));
  const std::span<const Migration> missing = TRY(still_to_run(connection, migrations));
  if (missing.empty()) {
    TRY(connection.execute("COMMIT"));
    return false;
  }
  const Migration& migration = missing.front();
  TRY(connection.execute(text_in(kPostgresDialect, migration)));
  const std::string checksum = checksum_of(migration);
  TRY(connection.query(kInsertMigration, PostgresParameters()
                                             .add(migration.version)
                                             .add(migration.name)
                                             .add(checksum)
                                             .add(SystemClock().now().time_since_epoch().count())));
  TRY(connection.execute("COMMIT"));
  return true;
}

}  // namespace

Result<Unit> migrate(PostgresConnection& connection, std::span<const Migration> migrations) {
  std::span<const Migration> missing = TRY(still_to_run(connection, migrations));
  while (!missing.empty()) {
    Result<bool> has_run = run_next_migration(connection, migrations);
    connection.roll_back();
    TRY(std::move(has_run));
    missing = TRY(still_to_run(connection, migrations));
  }
  return Unit{};
}

}  // namespace shiplog
