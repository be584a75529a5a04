#include "store/sql/migrations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "store/postgres/connection.h"
#include "store/postgres/postgres_store.h"
#include "store/sql/dialect.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_store.h"
#include "tests/postgres_server.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Migrations, AreNumberedWithoutAGapAndSayWhy) {
  std::int64_t expected = 1;
  for (const Migration& migration : embedded_migrations()) {
    EXPECT_EQ(migration.version, expected++);
    EXPECT_FALSE(migration.name.empty());
    EXPECT_THAT(migration.text, StartsWith("-- "));
  }
  EXPECT_GT(expected, 1);
}

TEST(Migrations, LeaveNoPlaceholderOpen) {
  for (const Dialect& dialect : {kSqliteDialect, kPostgresDialect}) {
    for (const Migration& migration : embedded_migrations()) {
      EXPECT_THAT(text_in(dialect, migration), Not(HasSubstr("${")));
    }
  }
}

TEST(Migrations, AreDueFromWhereTheStoreIs) {
  const std::vector<Migration> known = {{.version = 1, .name = "a", .text = "A"},
                                        {.version = 2, .name = "b", .text = "B"}};
  const auto due = [&](const std::vector<AppliedMigration>& applied) {
    return pending_migrations(known, applied, "sqlite:x");
  };
  const AppliedMigration first = {.version = 1, .name = "a", .checksum = checksum_of(known[0])};
  EXPECT_EQ(due({})->size(), 2U);
  EXPECT_EQ(due({first})->front().version, 2);
  const Result<std::span<const Migration>> gap = due({{.version = 2, .name = "b", .checksum = ""}});
  ASSERT_FALSE(gap);
  EXPECT_THAT(gap.error().message, HasSubstr("sqlite:x"));
}

using Columns = std::map<std::string, std::string>;  // "table.column" → "TYPE NOT NULL"

Columns sqlite_columns(Connection& connection) {
  Columns columns;
  Statement statement =
      connection
          .prepare(
              "SELECT m.name || '.' || c.name, "
              "CASE c.type WHEN 'INTEGER' THEN 'BIGINT' ELSE c.type END, c.\"notnull\" "
              "FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c "
              "WHERE m.type = 'table'")
          .value();
  while (statement.step().value()) {
    columns[std::string(statement.text(0))] =
        std::string(statement.text(1)) + (statement.integer(2) != 0 ? " NOT NULL" : "");
  }
  return columns;
}

Columns postgres_columns(PostgresConnection& connection) {
  const PostgresRows rows = connection
                                .query(
                                    "SELECT table_name || '.' || column_name, UPPER(data_type), "
                                    "(is_nullable = 'NO')::INT FROM information_schema.columns "
                                    "WHERE table_schema = 'public'")
                                .value();
  Columns columns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    columns[std::string(rows.text(i, 0))] =
        std::string(rows.text(i, 1)) + (rows.integer(i, 2) != 0 ? " NOT NULL" : "");
  }
  return columns;
}

TEST(Migrations, MakeTheSameTablesOnBothDatabases) {
  if (const std::string why = PostgresServer::missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "shiplog.db").string();
  const std::string url = PostgresServer::shared().new_database();
  ASSERT_TRUE(SqliteStore::open(path));
  ASSERT_TRUE(PostgresStore::open(url));
  const auto sqlite = Connection::open(path, "x").value();
  const auto postgres = PostgresConnection::open(PostgresTarget::parse(url).value()).value();
  const Columns columns = sqlite_columns(*sqlite);
  EXPECT_EQ(columns, postgres_columns(*postgres));
  EXPECT_EQ(columns.at("fact.seq"), "BIGINT NOT NULL");
}

}  // namespace
}  // namespace shiplog
