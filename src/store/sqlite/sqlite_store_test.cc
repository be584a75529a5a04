#include "store/sqlite/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "store/fact_store.h"
#include "store/sql/statements.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class SqliteStoreFile : public testing::Test {
 protected:
  std::string path(const std::string& name = "shiplog.db") const {
    return (folder_.path() / name).string();
  }

  Error refusal(const std::string& name = "shiplog.db", SqliteOptions options = {}) const {
    Result<std::unique_ptr<FactStore>> store = SqliteStore::open(path(name), options);
    EXPECT_FALSE(store);
    return store ? Error{} : store.error();
  }

  static std::string bytes_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
  }

  // The steps in which SQLite would answer.
  std::vector<std::string> plan_of(const std::string& sql) const {
    std::vector<std::string> steps;
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_prepare_v2(database, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &statement,
                                 nullptr),
              SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      steps.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 3)));
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return steps;
  }

  void run_sql(const std::string& sql) const {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
  }

  static void add_facts(FactStore& store, int count) {
    Batch batch;
    for (int i = 0; i < count; ++i) {
      batch.records.push_back({.kind = FactKind::Issue,
                               .key = "issue " + std::to_string(i),
                               .owner = "acme/shop",
                               .line = std::string(200, 'x')});
    }
    const auto writer = store.open_writer({}).value();
    ASSERT_TRUE(writer->apply(std::move(batch)));
  }

 private:
  TemporaryFolder folder_;
};

mode_t permissions(const std::string& file) {
  struct stat status = {};
  EXPECT_EQ(stat(file.c_str(), &status), 0) << file;
  return status.st_mode & 0777U;
}

TEST_F(SqliteStoreFile, IsMadeOnFirstUseForNobodyElseToRead) {
  const auto store = SqliteStore::open(path("new/folders/shiplog.db")).value();
  add_facts(*store, 1);
  EXPECT_EQ(permissions(path("new")), 0700U);
  EXPECT_EQ(permissions(path("new/folders")), 0700U);
  EXPECT_EQ(permissions(path("new/folders/shiplog.db")), 0600U);
  EXPECT_EQ(permissions(path("new/folders/shiplog.db-wal")), 0600U);
  EXPECT_EQ(store->name(), "sqlite:" + path("new/folders/shiplog.db"));
}

TEST_F(SqliteStoreFile, KeepsItsFactsWhenClosed) {
  add_facts(*SqliteStore::open(path()).value(), 3);
  EXPECT_EQ(SqliteStore::open(path()).value()->generation().value(), 3);
}

TEST_F(SqliteStoreFile, IsNotATextFile) {
  for (const std::string& text : {std::string("x"), std::string("{\"kind\":\"person\"}\n"),
                                  std::string(5000, '\0'), std::string("SQLite format")}) {
    std::ofstream(path()) << text;
    const Error error = refusal();
    EXPECT_EQ(error.code, ErrorCode::InvalidInput);
    EXPECT_THAT(error.message, HasSubstr(path() + " is not a Shiplog store"));
    EXPECT_EQ(bytes_of(path()), text);
    EXPECT_FALSE(fs::exists(path() + "-wal"));
  }
}

TEST_F(SqliteStoreFile, IsNotAFolder) {
  fs::create_directory(path());
  EXPECT_THAT(refusal().message, HasSubstr("is not a Shiplog store: it is a folder"));
  EXPECT_EQ(SqliteStore::open("").error().code, ErrorCode::InvalidInput);
}

TEST_F(SqliteStoreFile, IsNotAnotherProgramsDatabase) {
  run_sql("CREATE TABLE fact (x); INSERT INTO fact VALUES (1)");
  const std::string before = bytes_of(path());
  const Error error = refusal();
  EXPECT_EQ(error.code, ErrorCode::InvalidInput);
  EXPECT_THAT(error.message, HasSubstr("another program"));
  EXPECT_EQ(bytes_of(path()), before);
}

TEST_F(SqliteStoreFile, MayBeAnEmptyFile) {
  std::ofstream(path()).flush();
  EXPECT_TRUE(SqliteStore::open(path()));
}

TEST_F(SqliteStoreFile, IsRefusedWhenANewerShiplogMadeIt) {
  add_facts(*SqliteStore::open(path()).value(), 1);
  run_sql("INSERT INTO migration VALUES (99, 'later', 'x', 0)");
  const Error error = refusal();
  EXPECT_EQ(error.code, ErrorCode::InvalidInput);
  EXPECT_THAT(error.message, HasSubstr("newer Shiplog"));
  EXPECT_THAT(error.message, HasSubstr("upgrade"));
}

TEST_F(SqliteStoreFile, IsRefusedWhenItsMigrationWasAnotherOne) {
  add_facts(*SqliteStore::open(path()).value(), 1);
  run_sql("UPDATE migration SET checksum = 'x'");
  EXPECT_THAT(refusal().message, HasSubstr("checksum"));
}

TEST_F(SqliteStoreFile, ResumesAnInterruptedMigration) {
  const Migration first = {.version = 1, .name = "first", .text = "CREATE TABLE a (x)"};
  const std::vector<Migration> broken = {
      first, {.version = 2, .name = "second", .text = "CREATE TABLE b (x); nonsense"}};
  const std::vector<Migration> whole = {
      first, {.version = 2, .name = "second", .text = "CREATE TABLE b (x); CREATE TABLE c (x)"}};
  EXPECT_EQ(refusal("shiplog.db", {.migrations = broken}).code, ErrorCode::Internal);
  EXPECT_TRUE(SqliteStore::open(path(), {.migrations = whole}));
  EXPECT_TRUE(SqliteStore::open(path(), {.migrations = whole}));
  run_sql("SELECT a.x, b.x, c.x FROM a, b, c");
}

// Begun at the responses, one repository costs a look at all of them.
TEST_F(SqliteStoreFile, LooksForResponsesFromTheirPullRequests) {
  add_facts(*SqliteStore::open(path()).value(), 1);
  const std::vector<std::string> plan = plan_of(std::string(sql::kSelectResponses));
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0], "SEARCH pull USING INDEX fact_by_owner (kind=? AND owner=?)");
  EXPECT_EQ(plan[1], "SEARCH response USING INDEX fact_by_owner (kind=? AND owner=?)");
}

TEST_F(SqliteStoreFile, IsMadeOnceWhenManyWantItAtOnce) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const Result<std::unique_ptr<FactStore>> store = SqliteStore::open(path());
      EXPECT_TRUE(store) << store.error().message;
    });
  }
  threads.clear();
  EXPECT_THAT(SqliteStore::open(path()).value()->check().value(), IsEmpty());
}

TEST_F(SqliteStoreFile, SaysThatItIsDamaged) {
  add_facts(*SqliteStore::open(path()).value(), 2000);
  std::string bytes = bytes_of(path());
  ASSERT_GT(bytes.size(), 100'000U);
  bytes.replace(20'000, 60'000, std::string(60'000, '\x5A'));
  std::ofstream(path(), std::ios::binary) << bytes;

  const auto store = SqliteStore::open(path()).value();
  const Result<Unit> scan =
      store->scan_kind(FactKind::Issue, [](const FactRecord&) { return Unit{}; });
  ASSERT_FALSE(scan);
  EXPECT_EQ(scan.error().code, ErrorCode::Internal);
  EXPECT_THAT(scan.error().message, HasSubstr(path() + " is damaged"));
  EXPECT_FALSE(store->check().value().empty());
}

TEST_F(SqliteStoreFile, ForgetsWritersThatDied) {
  add_facts(*SqliteStore::open(path()).value(), 1);
  char host[256] = {};
  ASSERT_EQ(gethostname(host, sizeof(host) - 1), 0);
  run_sql("INSERT INTO writer VALUES ('x', 'import of a process that died', 2147483646, '" +
          std::string(host) + "', 0, 0)");
  const auto store = SqliteStore::open(path()).value();
  const auto first = store->open_writer({.description = "import a", .is_atomic = true}).value();
  ASSERT_TRUE(first->apply({}));
  const auto second = store->open_writer({.patience = std::chrono::milliseconds(1)});
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message, HasSubstr("'import a'"));
  EXPECT_THAT(second.error().message, testing::Not(HasSubstr("died")));
}

}  // namespace
}  // namespace shiplog
