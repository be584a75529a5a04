// What was acknowledged stays, whatever happens to the process, the power or the disk.
//
// Shortened in a normal run; SHIPLOG_LONG_TESTS=1 runs the loops in full.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "domain/facts.h"
#include "store/fact_store.h"
#include "tests/postgres_server.h"
#include "tests/resilience/child_process.h"
#include "tests/resilience/mounted_disk.h"
#include "tests/resilience/numbered_batches.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

int rounds(int shortened, int in_full) {
  return getenv("SHIPLOG_LONG_TESTS") != nullptr ? in_full : shortened;
}

// A moment between the first batch and a few hundred later.
void wait_a_random_moment(std::mt19937& random) {
  std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 250));
}

// The last number that the writer said in full.
std::int64_t last_acknowledged(const std::string& said) {
  const std::size_t end = said.rfind('\n');
  if (end == std::string::npos) {
    return 0;
  }
  const std::size_t begin = said.rfind('\n', end - 1);
  return std::atoll(said.c_str() + (begin == std::string::npos ? 0 : begin + 1));
}

// Every line of the store, in the order of an export.
std::string exported(FactStore& store) {
  std::string lines;
  for (const FactKind kind : kinds_by_name()) {
    const Result<Unit> scan = store.scan_kind(kind, [&](const FactRecord& record) {
      lines += record.key + "\t" + record.owner + "\t" + record.line + "\n";
      return Unit{};
    });
    EXPECT_TRUE(scan) << scan.error().message;
  }
  return lines;
}

std::unique_ptr<FactStore> opened(const std::string& place) {
  Result<std::unique_ptr<FactStore>> store = open_store(place);
  EXPECT_TRUE(store) << store.error().message;
  return store ? std::move(store).value() : nullptr;
}

// The store holds whole batches, at least those that were acknowledged, and is sound.
std::int64_t expect_sound(const std::string& place, std::int64_t acknowledged) {
  const auto store = opened(place);
  if (!store) {
    return 0;
  }
  EXPECT_THAT(store->check().value(), IsEmpty());
  const std::int64_t stored = batches_stored(*store).value();
  EXPECT_GE(stored, acknowledged);
  std::int64_t facts = 0;
  EXPECT_TRUE(store->scan_kind(FactKind::Issue, [&](const FactRecord&) {
    ++facts;
    return Unit{};
  }));
  EXPECT_EQ(facts, stored * kFactsPerBatch);
  return stored;
}

void finish_and_compare(const std::string& place, const std::string& place_of_another,
                        std::int64_t last) {
  for (const std::string& each : {place, place_of_another}) {
    ChildProcess writer({BATCH_WRITER, each, std::to_string(last)});
    const std::string said = writer.finish();
    ASSERT_EQ(writer.exit_code(), 0) << said;
  }
  // Not EXPECT_EQ, which would print megabytes.
  EXPECT_TRUE(exported(*opened(place)) == exported(*opened(place_of_another)))
      << "an interrupted import came to other lines than one that was not";
}

constexpr std::int64_t kEndless = 1'000'000;

void kill_again_and_again(const std::string& place, const std::string& place_of_another) {
  std::mt19937 random(20240501);
  std::int64_t stored = 0;
  for (int round = 0; round < rounds(4, 40); ++round) {
    ChildProcess writer({BATCH_WRITER, place, std::to_string(kEndless)});
    wait_a_random_moment(random);
    writer.end_with(SIGKILL);
    const std::int64_t acknowledged = last_acknowledged(writer.finish());
    stored = expect_sound(place, std::max(stored, acknowledged));
  }
  EXPECT_GT(stored, 0);
  finish_and_compare(place, place_of_another, stored + 20);
}

TEST(StoreResilience, SqliteKeepsWhatItAcknowledgedWhenKilled) {
  const TemporaryFolder folder;
  kill_again_and_again((folder.path() / "killed.db").string(),
                       (folder.path() / "calm.db").string());
}

TEST(StoreResilience, PostgresKeepsWhatItAcknowledgedWhenTheWriterIsKilled) {
  if (const std::string why = PostgresServer::missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  PostgresServer& server = PostgresServer::shared();
  kill_again_and_again(server.new_database(), server.new_database());
}

TEST(StoreResilience, PostgresKeepsWhatItAcknowledgedWhenTheServerCrashes) {
  if (const std::string why = PostgresServer::missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  PostgresServer& server = PostgresServer::shared();
  const std::string place = server.new_database();
  std::mt19937 random(20240502);
  ChildProcess writer({BATCH_WRITER, place, std::to_string(kEndless)});
  for (int round = 0; round < rounds(2, 10); ++round) {
    wait_a_random_moment(random);
    server.restart(round % 2 == 0 ? PostgresServer::Stop::Immediate : PostgresServer::Stop::Fast);
  }
  wait_a_random_moment(random);
  writer.end_with(SIGKILL);
  const std::string said = writer.finish();
  // Killed by us, so it never gave up.
  ASSERT_EQ(writer.exit_code(), -1) << said;
  const std::int64_t stored = expect_sound(place, last_acknowledged(said));
  EXPECT_GT(stored, 0);
  finish_and_compare(place, server.new_database(), stored + 20);
}

TEST(StoreResilience, SqliteKeepsWhatItAcknowledgedInAPowerCut) {
  MountedDisk disk(MountedDisk::Kind::File, "256M");
  if (const std::string why = disk.missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  const std::string place = (disk.path() / "new" / "shiplog.db").string();
  std::mt19937 random(20240503);
  std::int64_t stored = 0;
  for (int round = 0; round < rounds(3, 30); ++round) {
    ChildProcess writer({BATCH_WRITER, place, std::to_string(kEndless)});
    wait_a_random_moment(random);
    // Stopped first, so that nothing is acknowledged while the power goes.
    writer.end_with(SIGSTOP);
    disk.cut_power();
    writer.end_with(SIGKILL);
    const std::int64_t acknowledged = last_acknowledged(writer.finish());
    disk.mount_anew();
    stored = expect_sound(place, std::max(stored, acknowledged));
  }
  EXPECT_GT(stored, 0);
  const TemporaryFolder folder;
  finish_and_compare(place, (folder.path() / "calm.db").string(), stored + 20);
}

TEST(StoreResilience, PostgresKeepsWhatItAcknowledgedInAPowerCut) {
  if (const std::string why = PostgresServer::missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  if (rounds(0, 1) == 0) {
    GTEST_SKIP() << "runs in the long tests only: it makes a server on a disk of its own";
  }
  MountedDisk disk(MountedDisk::Kind::File, "1G");
  if (const std::string why = disk.missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  PostgresServer server(disk.path(), /*is_durable=*/true);
  const std::string place = server.new_database();
  sync();
  std::mt19937 random(20240504);
  std::int64_t stored = 0;
  for (int round = 0; round < 5; ++round) {
    ChildProcess writer({BATCH_WRITER, place, std::to_string(kEndless)});
    wait_a_random_moment(random);
    writer.end_with(SIGSTOP);
    disk.cut_power();
    writer.end_with(SIGKILL);
    const std::int64_t acknowledged = last_acknowledged(writer.finish());
    server.stop(PostgresServer::Stop::Immediate);
    disk.mount_anew();
    server.start();
    stored = expect_sound(place, std::max(stored, acknowledged));
  }
  EXPECT_GT(stored, 0);
}

TEST(StoreResilience, SqliteSaysThatItsDiskIsFullAndGoesOnWhenThereIsRoom) {
  MountedDisk disk(MountedDisk::Kind::Memory, "2m");
  if (const std::string why = disk.missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  const std::string place = (disk.path() / "shiplog.db").string();
  ChildProcess writer({BATCH_WRITER, place, std::to_string(kEndless)});
  const std::string said = writer.finish();
  EXPECT_EQ(writer.exit_code(), 1);
  EXPECT_THAT(said, HasSubstr("the disk is full under the store sqlite:" + place));
  const std::size_t message = said.find("the disk");
  ASSERT_NE(message, std::string::npos);
  ASSERT_TRUE(disk.remount("size=256m"));
  const std::int64_t stored = expect_sound(place, last_acknowledged(said.substr(0, message)));
  EXPECT_GT(stored, 0);
  const TemporaryFolder folder;
  finish_and_compare(place, (folder.path() / "calm.db").string(), stored + 20);
}

TEST(StoreResilience, SqliteSaysThatItsDiskIsReadOnly) {
  MountedDisk disk(MountedDisk::Kind::Memory, "16m");
  if (const std::string why = disk.missing(); !why.empty()) {
    GTEST_SKIP() << why;
  }
  const std::string place = (disk.path() / "shiplog.db").string();
  ASSERT_EQ(ChildProcess({BATCH_WRITER, place, "3"}).finish(), "1\n2\n3\n");
  ASSERT_TRUE(disk.remount("ro"));
  for (const std::string& path : {place, (disk.path() / "none" / "new.db").string()}) {
    const auto store = open_store(path);
    const auto error = store ? store.value()->open_writer({}).error() : store.error();
    EXPECT_EQ(error.code, ErrorCode::Forbidden) << error.message;
    EXPECT_THAT(error.message, HasSubstr(path));
  }
}

}  // namespace
}  // namespace shiplog
