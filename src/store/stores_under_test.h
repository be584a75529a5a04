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
#include "store/sqlite/sqlite_store.h"
#include "tests/temporary_folder.h"

namespace shiplog {

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;

  // Why this machine cannot run it; empty when it can.
  virtual std::string missing() { return {}; }

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

inline std::vector<StoreUnderTestMaker> stores_under_test() {
  return {{"Memory", [] { return std::make_unique<MemoryUnderTest>(); }},
          {"Sqlite", [] { return std::make_unique<SqliteUnderTest>(); }}};
}

}  // namespace shiplog
