// The contract of every FactStore: the fixture over which the suites
// store_contract_*_test.cc run once for each kind of store.
//
// A new kind of store adds its harness here, and is held to what the others promise.

#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/fact_store.h"
#include "store/stores_under_test.h"

namespace shiplog {

// Only what a store looks at is said; the line is a text like any other.
inline FactRecord fact(FactKind kind, std::string key, std::string owner, std::string line = "{}") {
  return {.kind = kind, .key = std::move(key), .owner = std::move(owner), .line = std::move(line)};
}

inline FactRecord pull_request(std::string key, std::string owner = "acme/shop",
                               std::string line = "{}") {
  return fact(FactKind::PullRequest, std::move(key), std::move(owner), std::move(line));
}

inline Timestamp at_second(std::int64_t second) { return Timestamp(std::chrono::seconds(second)); }

inline FactRecord updated(FactRecord record, std::int64_t second) {
  record.updated_at = at_second(second);
  return record;
}

inline ChangeCount total(const ChangeCounts& counts) {
  ChangeCount sum;
  for (const ChangeCount& count : counts) {
    sum.added += count.added;
    sum.changed += count.changed;
    sum.unchanged += count.unchanged;
  }
  return sum;
}

// "2 added, 1 changed, 0 unchanged"
inline std::string told(const ChangeCounts& counts) {
  const ChangeCount sum = total(counts);
  return std::to_string(sum.added) + " added, " + std::to_string(sum.changed) + " changed, " +
         std::to_string(sum.unchanged) + " unchanged";
}

class StoreContract : public testing::TestWithParam<StoreUnderTestMaker> {
 protected:
  void SetUp() override {
    harness_ = GetParam().make();
    if (const std::string why = harness_->missing(); !why.empty()) {
      GTEST_SKIP() << why;
    }
    harness_->open();
  }

  FactStore& store() { return harness_->store(); }
  // Another handle on the same store, as another process would have.
  FactStore& another() { return harness_->another(); }

  static std::unique_ptr<FactWriter> writer_of(FactStore& store, WriterOptions options = {}) {
    Result<std::unique_ptr<FactWriter>> writer = store.open_writer(std::move(options));
    EXPECT_TRUE(writer) << writer.error().message;
    return std::move(writer).value();
  }

  Applied apply(std::vector<FactRecord> records) {
    return apply_with(*writer_of(store()), {.records = std::move(records)});
  }

  static Applied apply_with(FactWriter& writer, Batch batch) {
    Result<Applied> applied = writer.apply(std::move(batch));
    EXPECT_TRUE(applied) << applied.error().message;
    return applied ? std::move(applied).value() : Applied{};
  }

  using Scan = std::function<Result<Unit>(RecordVisitor)>;

  static std::vector<FactRecord> collected(const Scan& scan) {
    std::vector<FactRecord> found;
    const Result<Unit> done = scan([&](const FactRecord& record) -> Result<Unit> {
      found.push_back(record);
      return Unit{};
    });
    EXPECT_TRUE(done) << done.error().message;
    return found;
  }

  static std::vector<FactRecord> of_kind(FactStore& store, FactKind kind) {
    return collected([&](RecordVisitor visit) { return store.scan_kind(kind, visit); });
  }

  static std::vector<FactRecord> of_repository(FactStore& store, std::string_view id) {
    return collected([&](RecordVisitor visit) { return store.scan_repository(id, visit); });
  }

  static std::vector<FactRecord> of_organisation(FactStore& store) {
    return collected([&](RecordVisitor visit) { return store.scan_organisation(visit); });
  }

  static std::vector<std::string> keys_of(const std::vector<FactRecord>& records) {
    std::vector<std::string> keys;
    for (const FactRecord& record : records) {
      keys.push_back(record.key);
    }
    return keys;
  }

  Generation generation() { return value_of(store().generation()); }
  Changes changes_since(Generation since) { return value_of(store().changes_since(since)); }

  template <typename T>
  static T value_of(Result<T> result) {
    EXPECT_TRUE(result) << result.error().message;
    return result ? std::move(result).value() : T{};
  }

 private:
  std::unique_ptr<StoreUnderTest> harness_;
};

inline std::string name_of_store(const testing::TestParamInfo<StoreUnderTestMaker>& info) {
  return info.param.name;
}

}  // namespace shiplog
