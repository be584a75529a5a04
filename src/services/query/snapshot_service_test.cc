#include "services/query/snapshot_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "columns/column_file.h"
#include "domain/fact_record.h"
#include "store/memory/memory_store.h"
#include "tests/builders/fact_builder.h"

namespace shiplog {
namespace {

using Shared = std::shared_ptr<const Snapshot>;

class SnapshotServiceTest : public testing::Test {
 protected:
  SnapshotServiceTest() : writer_(store_.open_writer({}).value()) {}

  void put(const std::vector<Fact>& facts) {
    Batch batch;
    for (const Fact& fact : facts) {
      batch.records.push_back(to_record(fact));
    }
    ASSERT_TRUE(writer_->apply(std::move(batch)).has_value());
  }

  static Shared current(SnapshotService& service, const Reading& reading = {}) {
    return service.current(reading).value();
  }

  static std::shared_ptr<const Shard> shard(const Shared& snapshot, const std::string& id) {
    for (const auto& one : snapshot->shards) {
      if (one->repository_id == id) {
        return one;
      }
    }
    return nullptr;
  }

  MemoryStore store_;
  std::unique_ptr<FactWriter> writer_;
};

TEST_F(SnapshotServiceTest, SortsRepositoriesByName) {
  put({repository("1", "b/b"), repository("2", "a/a"),
       pull_request("p").in("a/zz").opened(day(0))});
  SnapshotService service(store_, {});
  const Shared snapshot = current(service);
  ASSERT_EQ(snapshot->shards.size(), 3U);
  EXPECT_EQ(snapshot->shards[0]->full_name, "a/a");
  EXPECT_EQ(snapshot->shards[1]->full_name, "a/zz");
  EXPECT_EQ(snapshot->shards[2]->full_name, "b/b");
  EXPECT_EQ(snapshot->complete_until, day(0));
}

TEST_F(SnapshotServiceTest, IsEmptyOverAnEmptyStore) {
  SnapshotService service(store_, {});
  EXPECT_TRUE(current(service)->shards.empty());
  EXPECT_EQ(current(service)->complete_until, Timestamp::min());
}

TEST_F(SnapshotServiceTest, KnowsUntilWhenSyncedRepositoriesAreComplete) {
  put({repository("1", "a/a"), repository("2", "b/b"), repository("3", "c/c"),
       pull_request("p").in("1").opened(day(1))});
  SnapshotService service(store_, {});
  const Shared imported = current(service);
  EXPECT_EQ(data_end(*imported, *shard(imported, "1")), day(1));

  ASSERT_TRUE(store_.sync_log().remember({{.repository = "1", .complete_until = day(9)},
                                          {.repository = "2", .complete_until = day(5)},
                                          {.repository = "3"}}));
  const Shared synced = current(service);
  EXPECT_EQ(synced->shards, imported->shards);
  EXPECT_EQ(current(service), synced);
  const Shard* const first = synced->shards[0].get();
  const Shard* const second = synced->shards[1].get();
  const Shard* const third = synced->shards[2].get();
  EXPECT_EQ(data_end(*synced, *first), day(9));
  EXPECT_EQ(data_end(*synced, std::vector{first, second}), day(5));
  EXPECT_EQ(data_end(*synced, std::vector{third}), day(1));
  EXPECT_TRUE(is_incomplete(*synced, "3"));
  EXPECT_FALSE(is_incomplete(*synced, "1"));
}

TEST_F(SnapshotServiceTest, SharesTheMemoryOfWhatDidNotChange) {
  put({repository("1", "a/a"), repository("2", "b/b"), pull_request("p").in("1").opened(day(0))});
  SnapshotService service(store_, {});
  const Shared before = current(service);
  put({pull_request("q").in("2").opened(day(1)), person("somebody new")});
  const Shared after = current(service);
  EXPECT_EQ(shard(after, "1"), shard(before, "1"));
  EXPECT_NE(shard(after, "2"), shard(before, "2"));
  EXPECT_EQ(shard(after, "2")->change_count(), 1U);
  EXPECT_EQ(shard(before, "2")->change_count(), 0U);
  EXPECT_EQ(current(service), after);
}

TEST_F(SnapshotServiceTest, LaysOutAnewWhatAnAliasConcerns) {
  put({pull_request("p").in("1").by("ada").opened(day(0)),
       review("v", "p", day(1), "approved", "lovelace"),
       pull_request("q").in("2").by("bob").opened(day(0))});
  SnapshotService service(store_, {});
  const Shared before = current(service);
  EXPECT_EQ(shard(before, "1")->changes().first_review_at[0], day(1));
  put({person("ada", {"lovelace"}), person("lovelace")});
  const Shared after = current(service);
  EXPECT_EQ(shard(after, "1")->changes().first_review_at[0], kNever);
  EXPECT_EQ(shard(after, "2"), shard(before, "2"));
}

TEST_F(SnapshotServiceTest, LaysOutAnewWhatAnotherRepositorysIncidentConcerns) {
  put({deployment("D", "x").repository("1").of("api").succeeded(day(0)),
       deployment("E", "x").repository("2").of("web").succeeded(day(0))});
  SnapshotService service(store_, {});
  const Shared before = current(service);
  put({incident("I", day(0, 1)).in("3").of("api")});
  const Shared after = current(service);
  EXPECT_EQ(shard(after, "1")->deployments().failure[0], Confidence::Possible);
  EXPECT_EQ(shard(after, "2"), shard(before, "2"));
  put({incident("J", day(0, 1)).in("3").naming("E")});
  EXPECT_EQ(shard(current(service), "2")->deployments().failure[0], Confidence::Confirmed);
  EXPECT_EQ(shard(current(service), "1"), shard(after, "1"));
}

TEST_F(SnapshotServiceTest, CutsOnlyRepositoriesThatReachBeyondTheClock) {
  put({pull_request("p").in("1").opened(day(0)), pull_request("q").in("2").opened(day(9))});
  SnapshotService service(store_, {});
  const Shared late = current(service, {.now = day(10)});
  EXPECT_EQ(current(service, {.now = day(11)}), late);
  const Shared early = current(service, {.now = day(1)});
  EXPECT_EQ(shard(early, "1"), shard(late, "1"));
  EXPECT_EQ(shard(early, "2")->change_count(), 0U);
  EXPECT_EQ(early->complete_until, day(0));
  EXPECT_EQ(current(service, {.now = day(1)}), early);
  EXPECT_EQ(current(service, {.now = day(12)}), late);
}

TEST_F(SnapshotServiceTest, SharesColumnsBetweenClocksThatReachTheSame) {
  put({pull_request("p").in("1").opened(day(0)), pull_request("q").in("2").opened(day(9))});
  SnapshotService service(store_, {});
  const Shared today = current(service, {.now = day(3)});
  EXPECT_EQ(current(service, {.now = day(8)}), today);
  const Shared then = current(service, {.now = day(9)});
  EXPECT_EQ(shard(then, "1"), shard(today, "1"));
  EXPECT_EQ(shard(then, "2")->change_count(), 1U);
}

TEST_F(SnapshotServiceTest, SaysWhichPatternIsWrong) {
  SnapshotService service(store_, {});
  const auto snapshot = service.current({.hotfix = "("});
  ASSERT_FALSE(snapshot.has_value());
  EXPECT_EQ(snapshot.error().code, ErrorCode::InvalidInput);
}

TEST_F(SnapshotServiceTest, KeepsTheEarliestCommitTimeOfTheStore) {
  put({pull_request("p").opened(day(5)).updated(day(1)).listing("a", day(1))});
  put({pull_request("p").opened(day(5)).updated(day(2)).listing("b", day(3))});
  SnapshotService service(store_, {});
  EXPECT_EQ(current(service)->shards[0]->changes().first_commit_at[0], day(1));
}

TEST_F(SnapshotServiceTest, ReportsProgress) {
  put({repository("1", "a/a"), repository("2", "b/b"), repository("3", "c/c")});
  std::vector<std::size_t> done;
  SnapshotService service(store_, {.on_progress = [&done](std::size_t count, std::size_t total) {
                            EXPECT_EQ(total, 3U);
                            done.push_back(count);
                          }});
  current(service);
  EXPECT_THAT(done, testing::ElementsAre(1, 2, 3));
}

class SnapshotFileTest : public SnapshotServiceTest {
 protected:
  SnapshotFileTest() {
    std::filesystem::remove(path_);
    put({pull_request("p").in("1").opened(day(0)), pull_request("q").in("2").opened(day(1))});
  }
  ~SnapshotFileTest() override { std::filesystem::remove(path_); }

  SnapshotOptions options() {
    return {.column_file = path_, .on_progress = [this](std::size_t, std::size_t) { ++laid_out_; }};
  }

  std::string path_ = testing::TempDir() + "snapshot_file_test.columns";
  int laid_out_ = 0;
};

TEST_F(SnapshotFileTest, LaysOutOnlyWhatChangedSinceTheFile) {
  {
    SnapshotService service(store_, options());
    current(service);
  }
  EXPECT_EQ(laid_out_, 2);
  SnapshotService second(store_, options());
  EXPECT_EQ(current(second)->shards.size(), 2U);
  EXPECT_EQ(laid_out_, 2);
  put({pull_request("r").in("2").opened(day(2))});
  SnapshotService third(store_, options());
  EXPECT_EQ(shard(current(third), "2")->change_count(), 2U);
  EXPECT_EQ(shard(current(third), "1")->text(shard(current(third), "1")->changes().id[0]), "p");
  EXPECT_EQ(laid_out_, 3);
}

TEST_F(SnapshotFileTest, ServesEveryClockThatCutsNothing) {
  {
    SnapshotService service(store_, options());
    current(service, {.now = day(5)});
  }
  SnapshotService second(store_, options());
  current(second, {.now = day(6)});
  EXPECT_EQ(laid_out_, 2);
}

TEST_F(SnapshotFileTest, KeepsWhatAClockBeforeTheLastFactGives) {
  put({commit("c").in("2").at(day(90))});
  for (const int today : {5, 6, 7}) {
    SnapshotService service(store_, options());
    EXPECT_EQ(current(service, {.now = day(today)})->complete_until, day(1));
  }
  EXPECT_EQ(laid_out_, 2);
}

TEST_F(SnapshotFileTest, StaysOfTheLatestClock) {
  for (const int today : {5, 0, 5}) {
    SnapshotService service(store_, options());
    EXPECT_EQ(current(service, {.now = day(today)})->complete_until, day(std::min(today, 1)));
  }
  EXPECT_EQ(laid_out_, 3);
}

TEST_F(SnapshotFileTest, IsOfTheActualClockRatherThanOfTheFuture) {
  put({commit("c").in("2").at(day(90))});
  for (const int asked : {100, 5, 5}) {
    SnapshotOptions options = this->options();
    options.actual_now = day(5);
    SnapshotService service(store_, options);
    current(service, {.now = day(asked)});
  }
  EXPECT_EQ(laid_out_, 3);
}

TEST_F(SnapshotFileTest, GivesMorePartsWhenTheyAreAskedFor) {
  {
    SnapshotService service(store_, options());
    current(service);
  }
  SnapshotService second(store_, options());
  const Shared numbers = second.current({}, {}).value();
  EXPECT_FALSE(numbers->parts.texts);
  const Shared texts = second.current({}, {.texts = true}).value();
  EXPECT_EQ(shard(texts, "1")->text(shard(texts, "1")->changes().id[0]), "p");
  EXPECT_EQ(second.current({}, {}).value(), texts);
  EXPECT_EQ(laid_out_, 2);
}

TEST_F(SnapshotFileTest, KeepsNoPartThatItDidNotCheck) {
  {
    SnapshotService service(store_, options());
    current(service);
  }
  {
    std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(-1, std::ios::end);
    file.put('\x7f');
  }
  put({pull_request("r").in("2").opened(day(2))});
  SnapshotService service(store_, options());
  EXPECT_EQ(service.current({}, {}).value()->shards.size(), 2U);
  EXPECT_EQ(laid_out_, 4);
}

TEST_F(SnapshotFileTest, IsNotTakenForAnotherStores) {
  {
    SnapshotService service(store_, options());
    current(service);
  }
  MemoryStore other;
  auto writer = other.open_writer({}).value();
  Batch batch;
  batch.records = {to_record(pull_request("z").in("9").opened(day(0))),
                   to_record(pull_request("y").in("9").opened(day(1)))};
  ASSERT_TRUE(writer->apply(std::move(batch)).has_value());
  SnapshotService service(other, options());
  EXPECT_EQ(current(service)->shards.at(0)->repository_id, "9");
}

TEST_F(SnapshotFileTest, OnlyNotesThatItCannotBeWritten) {
  std::string note;
  SnapshotOptions unwritable = options();
  unwritable.column_file = "/nowhere/at/all.columns";
  unwritable.on_note = [&note](std::string_view text) { note = text; };
  SnapshotService service(store_, unwritable);
  EXPECT_EQ(current(service)->shards.size(), 2U);
  EXPECT_NE(note.find("/nowhere/at/all.columns"), std::string::npos);
}

TEST_F(SnapshotServiceTest, ServesReadersWhileItRefreshes) {
  put({pull_request("p0").in("1").opened(day(0))});
  SnapshotService service(store_, {.threads = 2});
  std::vector<std::jthread> readers;
  std::atomic<bool> has_ended = false;
  std::atomic<std::size_t> reads = 0;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      std::size_t seen = 0;
      while (!has_ended) {
        const Shared snapshot = current(service);
        const auto& changes = snapshot->shards.at(0)->changes();
        EXPECT_GE(changes.id.size(), seen);
        seen = changes.id.size();
        for (const Timestamp created_at : changes.created_at) {
          EXPECT_LE(created_at, snapshot->complete_until);
        }
        ++reads;
      }
    });
  }
  for (int number = 1; number <= 50; ++number) {
    put({pull_request("p" + std::to_string(number)).in("1").opened(day(number))});
    EXPECT_EQ(current(service)->shards.at(0)->change_count(), static_cast<std::size_t>(number) + 1);
  }
  has_ended = true;
  readers.clear();
  EXPECT_GT(reads, 0U);
}

}  // namespace
}  // namespace shiplog
