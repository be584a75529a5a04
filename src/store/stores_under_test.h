// The stores that the contract is tested over: how each comes into being, empty, and how
// a second process would reach it.

#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "store/fact_store.h"
#include "store/memory/memory_store.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/sqlite_store.h"
#include "tests/postgres_server.h"
#include "tests/temporary_folder.h"

namespace shiplog {

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;

  // Why this machine cannot run it; empty when it can.
  virtual std::string missing() { return {}; }

  virtual void open() {}

  virtual FactStore& store() = 0;
  virtual FactStore& another() = 0;
};

struct StoreUnderTestMaker {
  std::string name = {};
  std::function<std::unique_ptr<StoreUnderTest>()> make = {};

  friend std::ostream& operator<<(std::ostream& out, const StoreUnderTestMaker& maker) {
    return out << maker.name;
  }
};

class MemoryUnderTest final : public StoreUnderTest {
 public:
  FactStore& store() override { return store_; }
  FactStore& another() override { return store_; }

 private:
  MemoryStore store_;
};

class SqliteUnderTest final : public StoreUnderTest {
 public:
  FactStore& store() override { return *store_; }
  FactStore& another() override { return *another_; }

 private:
  static std::unique_ptr<FactStore> open(const TemporaryFolder& folder) {
    return SqliteStore::open((folder.path() / "shiplog.db").string()).value();
  }

  TemporaryFolder folder_;
  std::unique_ptr<FactStore> store_ = open(folder_);
  std::unique_ptr<FactStore> another_ = open(folder_);
};

class PostgresUnderTest : public StoreUnderTest {
 public:
  std::string missing() override { return PostgresServer::missing(); }
  void open() override {
    const std::string where = url();
    store_ = PostgresStore::open(where).value();
    another_ = PostgresStore::open(where).value();
  }
  FactStore& store() override { return *store_; }
  FactStore& another() override { return *another_; }

 protected:
  virtual std::string url() { return PostgresServer::shared().new_database(); }

 private:
  std::unique_ptr<FactStore> store_ = {};
  std::unique_ptr<FactStore> another_ = {};
};

// PgBouncer in transaction mode gives each transaction whichever server process is free.
class PgbouncerUnderTest final : public PostgresUnderTest {
 public:
  std::string missing() override { return PostgresServer::missing_pgbouncer(); }

 protected:
  std::string url() override {
    PostgresServer& server = PostgresServer::shared();
    return server.through_pgbouncer(server.new_database());
  }
};

inline std::vector<StoreUnderTestMaker> stores_under_test() {
  return {{"Memory", [] { return std::make_unique<MemoryUnderTest>(); }},
          {"Sqlite", [] { return std::make_unique<SqliteUnderTest>(); }},
          {"Postgres", [] { return std::make_unique<PostgresUnderTest>(); }},
          {"PostgresBehindPgbouncer", [] { return std::make_unique<PgbouncerUnderTest>(); }}};
}

}  // namespace shiplog
