#include "columns/column_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/digest.h"
#include "columns/shard_columns.h"
#include "tests/builders/fact_builder.h"
#include "tests/builders/random_repository.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

const ColumnFileKey kKey = {.store_identity = "this store"};

class ColumnFile : public testing::Test {
 protected:
  ColumnFile() { std::filesystem::remove(path_); }
  ~ColumnFile() override { std::filesystem::remove(path_); }

  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void set_bytes(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string written(const Snapshot& snapshot) const {
    EXPECT_TRUE(write_column_file(path_, kKey, snapshot).has_value());
    return bytes();
  }
  Result<Snapshot> read() const { return read_column_file(path_, kKey, kAllParts, 1); }

  // What the file would be of the snapshot that it holds: equal bytes, equal columns.
  std::string copy_of(const Snapshot& snapshot) const {
    const std::string copy = path_ + ".copy";
    EXPECT_TRUE(write_column_file(copy, kKey, snapshot).has_value());
    std::ifstream file(copy, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove(copy);
    return bytes;
  }

  std::string path_ =
      testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name();
};

Snapshot two_repositories() {
  std::vector<Fact> facts = RandomRepository(7, 30).facts();
  facts.push_back(pull_request("elsewhere").in("R_2").titled("a title").opened(day(1)));
  Snapshot snapshot = snapshot_of(facts);
  snapshot.generation = 42;
  snapshot.clocks = {.from = day(30), .until = day(40)};
  return snapshot;
}

TEST_F(ColumnFile, GivesBackWhatWasWritten) {
  const Snapshot snapshot = two_repositories();
  const std::string bytes = written(snapshot);
  const Result<Snapshot> read = this->read();
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(read->generation, 42);
  EXPECT_EQ(read->complete_until, snapshot.complete_until);
  EXPECT_EQ(read->clocks, snapshot.clocks);
  ASSERT_EQ(read->shards.size(), 2U);
  EXPECT_EQ(read->shards[1]->text(read->shards[1]->changes().title[0]), "a title");
  EXPECT_EQ(copy_of(*read), bytes);
}

TEST_F(ColumnFile, IsTheSameInWhateverOrderFactsCome) {
  std::vector<Fact> facts = RandomRepository(3, 40).facts();
  for (const char* id : {"ada", "bob", "eve"}) {
    facts.push_back(person(id, {"alias"}));
    facts.push_back(review(std::string("v") + id, "p1", day(3), "approved", id));
  }
  const std::string bytes = written(snapshot_of(facts));
  std::mt19937 random(1);
  for (int time = 0; time < 20; ++time) {
    std::ranges::shuffle(facts, random);
    ASSERT_EQ(written(snapshot_of(facts)), bytes);
  }
}

TEST_F(ColumnFile, IsTheSameInWhateverOrderAnImpossibleGraphComes) {
  std::vector<Fact> facts = {commit("a", {"c"}).at(day(1)),
                             commit("b", {"a", "b"}).at(day(2)),
                             commit("c", {"b", "z"}).at(day(3)),
                             commit("z").at(day(0)),
                             commit("m", {"c", "a", "z"}).at(day(4)),
                             pull_request("p").opened(day(1)).merged(day(4), "m"),
                             pull_request("q").opened(day(1)).merged(day(3), "c"),
                             deployment("D0", "z").succeeded(day(0)),
                             deployment("D1", "b").succeeded(day(5)),
                             deployment("D2", "c").succeeded(day(6)),
                             deployment("D3", "b").succeeded(day(7))};
  const std::string bytes = written(snapshot_of(facts));
  std::mt19937 random(2);
  for (int time = 0; time < 50; ++time) {
    std::ranges::shuffle(facts, random);
    ASSERT_EQ(written(snapshot_of(facts)), bytes);
  }
}

TEST_F(ColumnFile, IsMissingAtFirst) { EXPECT_EQ(read().error().code, ErrorCode::NotFound); }

TEST_F(ColumnFile, IsNotTakenForAnother) {
  written(two_repositories());
  EXPECT_EQ(read_column_file(path_, {.store_identity = "other"}, {}, 1).error().code,
            ErrorCode::Conflict);
  EXPECT_EQ(
      read_column_file(path_, {.store_identity = "this store", .reading = {.hotfix = "x"}}, {}, 1)
          .error()
          .code,
      ErrorCode::Conflict);
}

TEST_F(ColumnFile, WithAnyByteChangedIsRefusedOrTheSame) {
  const std::string bytes = written(two_repositories());
  std::size_t accepted = 0;
  std::size_t tried = 0;
  const std::size_t step = std::getenv("SHIPLOG_LONG_TESTS") != nullptr ? 1 : 13;
  for (std::size_t at = 0; at < bytes.size(); at += at < 200 ? 1 : step) {
    ++tried;
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    set_bytes(changed);
    if (const Result<Snapshot> snapshot = read()) {
      ASSERT_EQ(copy_of(*snapshot), bytes) << "byte " << at;
      ++accepted;
    }
  }
  // Only what fills the gap after the directory may change unnoticed.
  EXPECT_LT(accepted, tried / 100);
}

TEST_F(ColumnFile, CutShortAnywhereIsRefused) {
  const std::string bytes = written(two_repositories());
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 100) {
    set_bytes(bytes.substr(0, size));
    ASSERT_FALSE(read().has_value()) << "at " << size;
  }
  set_bytes(bytes + "x");
  EXPECT_FALSE(read().has_value());
}

TEST_F(ColumnFile, OfJunkIsRefused) {
  set_bytes(std::string(10'000, 'x'));
  EXPECT_EQ(read().error().code, ErrorCode::InvalidInput);
  std::filesystem::remove(path_);
  std::filesystem::create_directory(path_);
  EXPECT_FALSE(read().has_value());
}

TEST_F(ColumnFile, LeavesReadersTheOneTheyMapped) {
  const Snapshot snapshot = two_repositories();
  written(snapshot);
  const Snapshot mapped = read().value();
  written(Snapshot{});
  EXPECT_EQ(copy_of(mapped).size(), copy_of(snapshot).size());
  EXPECT_TRUE(read().value().shards.empty());
}

TEST_F(ColumnFile, NeedsOnlyTheNumbersToBeSound) {
  std::string bytes = written(two_repositories());
  const Snapshot whole = read().value();
  bytes[bytes.size() - sections_of(*whole.shards.back()).texts.size()] ^= 1;
  set_bytes(bytes);
  EXPECT_EQ(read().error().code, ErrorCode::InvalidInput);
  const Snapshot numbers = read_column_file(path_, kKey, {}, 1).value();
  const Shard& shard = *numbers.shards[1];
  EXPECT_EQ(shard.changes().created_at[0], day(1));
  EXPECT_EQ(shard.text(shard.people().login[shard.changes().author[0]]), "ada");
}

TEST_F(ColumnFile, KeepsPartsThatWereNotAskedForFromReaders) {
  written(two_repositories());
  const Snapshot numbers = read_column_file(path_, kKey, {}, 1).value();
  const Shard& shard = *numbers.shards[1];
  EXPECT_EQ(numbers.parts, Parts{});
  EXPECT_DEATH(shard.text(shard.changes().title[0]), "texts");
  EXPECT_DEATH(shard.work(), "work");
  const Snapshot work = read_column_file(path_, kKey, {.work = true}, 1).value();
  EXPECT_EQ(work.shards[1]->work().attention.remarks.size(), 1U);
}

TEST(Columns, AreAllListed) {
  // Every column takes two pointers, and a shard's tables hold nothing else.
  EXPECT_EQ(sizeof(ShardTables<Fixed>), kColumnCount * sizeof(Fixed<char>));
  std::size_t listed = 0;
  ShardTables<Fixed> tables;
  for_each_column(tables, [&listed](auto& /*column*/) { ++listed; });
  EXPECT_EQ(listed, kColumnCount);
}

// Old columns must never be taken for what this code would lay out. When this fails, what
// is derived or how it lies has changed: raise kColumnsVersion, and then the digest here.
TEST_F(ColumnFile, OfAnotherLayoutHasAnotherVersion) {
  const std::vector<Fact> facts = {
      repository("R_1", "octo/cat", "main"),
      bot("ci"),
      person("ada", {"lovelace"}),
      commit("c0").at(day(0)).headline("Begin"),
      commit("c1", {"c0"}).at(day(1)),
      commit("c2", {"c1"}).at(day(2)).reverting("c1"),
      pull_request("p1").opened(day(0)).titled("One").into("main").merged(day(1), "c1"),
      pull_request("p2").opened(day(1)).from("hotfix").merged(day(2), "c2").lines(3, 4),
      pull_request("p3").opened(day(1)).event("closed", day(2)).event("reopened", day(3)).draft(),
      review("v1", "p1", day(1), "approved", "bob"),
      review("v2", "p1", day(0, 1), "changes_requested", "bob"),
      comment("k1", "p1", day(0, 2), "cyd"),
      deployment("D0", "c0").succeeded(day(0)),
      deployment("D1", "c1").of("api").succeeded(day(1)).ref("v1"),
      deployment("D2", "c2").of("api").succeeded(day(2)),
      deployment("D3", "c1").of("api").succeeded(day(3)).fixing("D0"),
      release("r1", day(3), "c2"),
      incident("I", day(2)).naming("D2").resolved(day(4)),
      issue("J", day(3, 1), {"outage"}),
      WorkflowRun{.id = "W",
                  .repository = kRepository,
                  .name = "CI",
                  .created_at = day(1),
                  .sha = "c1",
                  .conclusion = "failure"},
      Correction{.id = "C",
                 .at = day(4),
                 .by = "ada",
                 .of = "pull_request",
                 .target = "p3",
                 .field = "excluded",
                 .value = "true",
                 .reason = "a trial"}};
  EXPECT_EQ(kColumnsVersion, 7U);
  EXPECT_EQ(sha256_hex(written(snapshot_of(facts))).substr(0, 16), "5930f0165298ac60");
}

}  // namespace
}  // namespace shiplog
