// A refreshed snapshot is the one that laying everything out anew would give, whatever
// changed in between.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "columns/column_file.h"
#include "domain/fact_record.h"
#include "services/query/snapshot_service.h"
#include "store/memory/memory_store.h"
#include "tests/builders/fact_builder.h"

namespace shiplog {
namespace {

// One random fact about a few repositories, people and services, so that most edits touch
// something that was there before.
class RandomEdits {
 public:
  explicit RandomEdits(std::uint32_t seed) : random_(seed) {}

  Fact next() {
    const std::string repository = "R_" + number(4);
    const Timestamp time = day(below(30), below(24));
    switch (below(11)) {
      case 0:
        return person(some_person(), {some_person()});
      case 1:
        return incident("i" + number(6), time).in(repository).of(below(2) == 0 ? "api" : "web");
      case 2:
        return incident("i" + number(6), time).naming("d" + number(12));
      case 3:
        return withdrawn(below(2) == 0 ? "deployment" : "pull_request",
                         (below(2) == 0 ? "d" : "p") + number(12), time);
      case 4:
        return review("v" + number(20), "p" + number(12), time, "approved", some_person());
      case 5:
        return commit("c" + number(20), {"c" + number(20)}).in(repository).at(time);
      case 6:
      case 7:
        return deployment("d" + number(12), "c" + number(20))
            .repository(repository)
            .of(below(2) == 0 ? "api" : "web")
            .succeeded(time);
      case 8:
        return some_correction(time);
      default:
        return pull_request("p" + number(12))
            .in(repository)
            .by(some_person())
            .opened(day(0))
            .updated(time)
            .merged(time, "c" + number(20));
    }
  }

 private:
  Fact some_correction(Timestamp at) {
    const bool is_pull = below(2) == 0;
    const bool is_incident = !is_pull && below(2) == 0;
    return Correction{.id = "k" + number(9),
                      .at = at,
                      .by = some_person(),
                      .of = is_pull       ? "pull_request"
                            : is_incident ? "incident"
                                          : "deployment",
                      .target = is_pull       ? "p" + number(12)
                                : is_incident ? "i" + number(6)
                                              : "d" + number(12),
                      .field = is_incident     ? "deployment"
                               : below(2) == 0 ? "failed"
                                               : "excluded",
                      .value = is_incident     ? "d" + number(12)
                               : below(3) == 0 ? "false"
                                               : "true",
                      .reason = "because"};
  }
  int below(int end) { return static_cast<int>(random_() % static_cast<std::uint32_t>(end)); }
  std::string number(int end) { return std::to_string(below(end)); }
  std::string some_person() { return "person" + number(5); }

  std::mt19937 random_;
};

// Equal bytes, equal columns.
std::string bytes_of(Snapshot snapshot) {
  snapshot.generation = 0;
  const std::string path = testing::TempDir() + "snapshot_refresh_test.columns";
  EXPECT_TRUE(write_column_file(path, {}, snapshot).has_value());
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(path);
  return bytes;
}

TEST(SnapshotRefresh, EqualsARebuildAfterAnyEdits) {
  const std::uint32_t histories = std::getenv("SHIPLOG_LONG_TESTS") != nullptr ? 300 : 8;
  for (std::uint32_t seed = 0; seed < histories; ++seed) {
    MemoryStore store;
    const auto writer = store.open_writer({}).value();
    SnapshotService refreshed(store, {.threads = 1});
    RandomEdits edits(seed);
    for (int round = 0; round < 25; ++round) {
      Batch batch;
      for (int edit = 0; edit < 1 + round % 4; ++edit) {
        batch.records.push_back(to_record(edits.next()));
      }
      ASSERT_TRUE(writer->apply(std::move(batch)).has_value());
      SnapshotService rebuilt(store, {.threads = 1});
      for (const Timestamp now : {kNever, day(15)}) {
        const Reading reading = {.now = now};
        ASSERT_EQ(bytes_of(*refreshed.current(reading).value()),
                  bytes_of(*rebuilt.current(reading).value()))
            << "seed " << seed << ", round " << round;
      }
    }
  }
}

}  // namespace
}  // namespace shiplog
