#include "store/postgres/postgres_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/fact_store.h"
#include "store/postgres/target.h"
#include "tests/postgres_server.h"

namespace shiplog {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(PostgresTarget, NeverSaysAPassword) {
  for (const std::string url :
       {"postgresql://ada:hunter2@localhost:1/db", "postgresql://ada:hunter2@host:port/db",
        "postgresql://ada:pass@hunter2@host/db", "postgresql://ada:pass/hunter2@host/db",
        "postgresql://ada:hunter2%zz@host/db", "postgresql:///db?password=hunter2",
        "postgresql://host/db?password=hunter2&nonsense=1", "postgresql://ada:hunter2",
        "postgresql://ada:x:hunter2@host/db", "hunter2://x", ""}) {
    const Result<PostgresTarget> target = PostgresTarget::parse(url);
    EXPECT_THAT(target ? target->name() : target.error().message, Not(HasSubstr("hunter2"))) << url;
    const auto store = PostgresStore::open(url);
    ASSERT_FALSE(store) << url;
    EXPECT_THAT(store.error().message, Not(HasSubstr("hunter2"))) << url;
  }
  EXPECT_EQ(PostgresTarget::parse("postgresql:///db?password=hunter2")->redacted("is hunter2 ok\n"),
            "is *** ok");
}

TEST(PostgresTarget, HasANameThatLeadsThere) {
  const auto name = [](const char* url) { return PostgresTarget::parse(url)->name(); };
  EXPECT_EQ(name("postgresql:///shiplog"), "postgresql:///shiplog");
  EXPECT_EQ(name("postgres://ada:secret@db.example:5433/x"), "postgresql://ada@db.example:5433/x");
  EXPECT_EQ(name("postgresql://ada@:5433/x?host=/run/pg"), "postgresql://ada@:5433/x?host=/run/pg");
}

TEST(PostgresTarget, SaysThatNoServerAnswers) {
  const auto store = PostgresStore::open("postgresql://ada@/db?host=/nowhere");
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(store.error().message, HasSubstr("postgresql://ada@/db?host=/nowhere"));
  EXPECT_THAT(store.error().message, HasSubstr("is PostgreSQL running"));
}

class PostgresStoreServer : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = PostgresServer::missing(); !why.empty()) {
      GTEST_SKIP() << why;
    }
    server_ = &PostgresServer::shared();
    url_ = server_->new_database();
  }

  static Error refusal(const std::string& url, PostgresOptions options = {}) {
    const auto store = PostgresStore::open(url, options);
    EXPECT_FALSE(store);
    return store ? Error{} : store.error();
  }

  static Batch batch_of(const std::string& key) {
    return {.records = {{.kind = FactKind::Issue, .key = key, .owner = "acme/shop", .line = "{}"}}};
  }

  static std::size_t count_issues(FactStore& store) {
    std::size_t count = 0;
    const Result<Unit> scan = store.scan_kind(FactKind::Issue, [&](const FactRecord&) {
      ++count;
      return Unit{};
    });
    EXPECT_TRUE(scan) << scan.error().message;
    return count;
  }

  PostgresServer* server_ = nullptr;
  std::string url_ = {};
};

TEST_F(PostgresStoreServer, SaysThatTheDatabaseDoesNotExist) {
  std::string url = url_;
  url.replace(url.find("/test"), 5, "/none");
  const Error error = refusal(url);
  EXPECT_EQ(error.code, ErrorCode::NotFound);
  EXPECT_THAT(error.message, HasSubstr("createdb"));
}

TEST_F(PostgresStoreServer, SaysThatTheRoleIsNotLetIn) {
  std::string url = url_;
  url.replace(url.find("postgres@"), 9, "nobody_known@");
  EXPECT_EQ(refusal(url).code, ErrorCode::Unauthorized);
}

TEST_F(PostgresStoreServer, RefusesADatabaseInAnotherEncoding) {
  const Error error = refusal(server_->new_database("LATIN1"));
  EXPECT_EQ(error.code, ErrorCode::InvalidInput);
  EXPECT_THAT(error.message, HasSubstr("UTF8"));
}

TEST_F(PostgresStoreServer, RefusesTablesOfAnotherProgram) {
  server_->run_sql(url_, "CREATE TABLE fact (x INT)");
  const Error error = refusal(url_);
  EXPECT_EQ(error.code, ErrorCode::InvalidInput);
  EXPECT_THAT(error.message, HasSubstr("another program"));
  server_->run_sql(url_, "DROP TABLE fact");
  EXPECT_TRUE(PostgresStore::open(url_));
}

TEST_F(PostgresStoreServer, RefusesAStoreOfANewerShiplog) {
  ASSERT_TRUE(PostgresStore::open(url_));
  server_->run_sql(url_, "INSERT INTO migration VALUES (99, 'later', 'x', 0)");
  EXPECT_THAT(refusal(url_).message, HasSubstr("newer Shiplog"));
}

TEST_F(PostgresStoreServer, RefusesAStoreWhoseMigrationWasAnotherOne) {
  ASSERT_TRUE(PostgresStore::open(url_));
  server_->run_sql(url_, "UPDATE migration SET checksum = 'x'");
  EXPECT_THAT(refusal(url_).message, HasSubstr("checksum"));
}

TEST_F(PostgresStoreServer, ResumesAnInterruptedMigration) {
  const Migration first = {.version = 1, .name = "first", .text = "CREATE TABLE a (x INT)"};
  const std::vector<Migration> broken = {
      first, {.version = 2, .name = "second", .text = "CREATE TABLE b (x INT); nonsense"}};
  const std::vector<Migration> whole = {
      first, {.version = 2, .name = "second", .text = "CREATE TABLE b (x INT)"}};
  EXPECT_EQ(refusal(url_, {.migrations = broken}).code, ErrorCode::Internal);
  EXPECT_TRUE(PostgresStore::open(url_, {.migrations = whole}));
  EXPECT_TRUE(PostgresStore::open(url_, {.migrations = whole}));
  server_->run_sql(url_, "SELECT a.x, b.x FROM a, b");
}

TEST_F(PostgresStoreServer, MakesItsTablesOnceWhenManyWantThemAtOnce) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto store = PostgresStore::open(url_);
      EXPECT_TRUE(store) << store.error().message;
    });
  }
  threads.clear();
  EXPECT_THAT(PostgresStore::open(url_).value()->check().value(), IsEmpty());
}

TEST_F(PostgresStoreServer, CanBeReadByARoleThatMayNotWrite) {
  const auto store = PostgresStore::open(url_).value();
  ASSERT_TRUE(store->open_writer({}).value()->apply(batch_of("1")));
  server_->run_sql(url_,
                   "CREATE ROLE reader LOGIN; "
                   "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
  std::string url = url_;
  url.replace(url.find("postgres@"), 9, "reader@");
  const auto reading = PostgresStore::open(url);
  ASSERT_TRUE(reading) << reading.error().message;
  EXPECT_EQ(count_issues(*reading.value()), 1U);
  const auto writer = reading.value()->open_writer({});
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, ErrorCode::Forbidden);
  server_->run_sql(url_, "DROP OWNED BY reader; DROP ROLE reader");
}

// Writes one fact a batch until `is_done`, and tells how many were acknowledged.
void write_until(const std::atomic<bool>& is_done, FactStore& store, std::int64_t& acknowledged) {
  const auto writer = store.open_writer({.description = "import"}).value();
  std::optional<std::string> at;
  while (!is_done) {
    const std::string to = std::to_string(acknowledged);
    const Result<Applied> applied = writer->apply(
        {.records = {{.kind = FactKind::Issue, .key = to, .owner = "acme/shop", .line = "{}"}},
         .cursor = CursorMove{.source = "s", .from = at, .to = to}});
    ASSERT_TRUE(applied) << applied.error().message;
    ++acknowledged;
    ASSERT_EQ(applied->counts[static_cast<std::size_t>(FactKind::Issue) - 1].added, 1);
    at = to;
    const Result<std::optional<std::string>> cursor = store.cursor("s");
    ASSERT_TRUE(cursor) << cursor.error().message;
    ASSERT_EQ(*cursor, at);
  }
}

TEST_F(PostgresStoreServer, GoesOnThroughRestartsWithoutLoss) {
  const auto store = PostgresStore::open(url_).value();
  std::atomic<bool> is_done = false;
  std::int64_t acknowledged = 0;
  std::jthread import([&] { write_until(is_done, *store, acknowledged); });
  for (const auto how : {PostgresServer::Stop::Immediate, PostgresServer::Stop::Fast,
                         PostgresServer::Stop::Immediate}) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    server_->restart(how);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  is_done = true;
  import.join();
  EXPECT_GT(acknowledged, 0);
  EXPECT_EQ(count_issues(*store), static_cast<std::size_t>(acknowledged));
  EXPECT_EQ(store->generation().value(), acknowledged);
  EXPECT_THAT(store->check().value(), IsEmpty());
}

TEST_F(PostgresStoreServer, SaysWhatARestartUndid) {
  const auto store = PostgresStore::open(url_).value();
  const auto writer = store->open_writer({.is_atomic = true}).value();
  ASSERT_TRUE(writer->apply(batch_of("1")));
  server_->restart(PostgresServer::Stop::Immediate);
  const Result<Applied> lost = writer->apply(batch_of("2"));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::Unavailable);
  const Result<Unit> committed = writer->commit();
  ASSERT_FALSE(committed);
  EXPECT_THAT(committed.error().message, HasSubstr("undone"));
  EXPECT_EQ(count_issues(*store), 0U);
}

TEST_F(PostgresStoreServer, SaysThatACommitWasUndone) {
  const auto store = PostgresStore::open(url_).value();
  const auto writer = store->open_writer({.is_atomic = true}).value();
  ASSERT_TRUE(writer->apply(batch_of("1")));
  server_->restart(PostgresServer::Stop::Immediate);
  EXPECT_FALSE(writer->commit());
  EXPECT_EQ(count_issues(*store), 0U);
}

TEST_F(PostgresStoreServer, GivesUpWhenTheServerStaysAway) {
  const auto store =
      PostgresStore::open(url_, {.reconnect_for = std::chrono::milliseconds(100)}).value();
  const auto writer = store->open_writer({}).value();
  server_->stop(PostgresServer::Stop::Fast);
  const Result<Applied> away = writer->apply(batch_of("1"));
  const Result<Generation> unread = store->generation();
  server_->start();
  ASSERT_FALSE(away);
  EXPECT_EQ(away.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(away.error().message, HasSubstr(store->name()));
  ASSERT_FALSE(unread);
  EXPECT_EQ(unread.error().code, ErrorCode::Unavailable);
  // Once it is back, so are we.
  EXPECT_TRUE(writer->apply(batch_of("1")));
  EXPECT_EQ(store->generation().value(), 1);
}

}  // namespace
}  // namespace shiplog
