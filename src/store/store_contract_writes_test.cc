// What every store promises to those who write: versions, counts, batches, cursors.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "store/store_contract.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StoreWrites : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Over, StoreWrites, testing::ValuesIn(stores_under_test()), name_of_store);

TEST_P(StoreWrites, BeginEmpty) {
  EXPECT_EQ(generation(), 0);
  EXPECT_THAT(value_of(store().repositories()), IsEmpty());
  EXPECT_THAT(of_kind(store(), FactKind::PullRequest), IsEmpty());
  EXPECT_EQ(value_of(store().cursor("git:acme/shop")), std::nullopt);
  EXPECT_EQ(changes_since(0).until, 0);
  EXPECT_THAT(changes_since(0).repositories, IsEmpty());
  EXPECT_FALSE(changes_since(0).organisation);
  EXPECT_THAT(value_of(store().check()), IsEmpty());
}

TEST_P(StoreWrites, GiveBackEveryFieldOfARecord) {
  FactRecord record = updated(pull_request("acme/shop#1", "acme/shop", R"({"kind":"x"})"), 77);
  record.earliest_commit_at = Timestamp(std::chrono::microseconds(-62135596800000000));
  apply({record});

  const std::vector<FactRecord> found = of_kind(store(), FactKind::PullRequest);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FactKind::PullRequest);
  EXPECT_EQ(found[0].key, record.key);
  EXPECT_EQ(found[0].owner, record.owner);
  EXPECT_EQ(found[0].updated_at, record.updated_at);
  EXPECT_EQ(found[0].earliest_commit_at, record.earliest_commit_at);
  EXPECT_EQ(found[0].line, record.line);
}

TEST_P(StoreWrites, KeepWhatIsAbsentAbsent) {
  apply({fact(FactKind::Person, "ada", "")});
  const std::vector<FactRecord> found = of_kind(store(), FactKind::Person);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].updated_at, std::nullopt);
  EXPECT_EQ(found[0].earliest_commit_at, std::nullopt);
}

TEST_P(StoreWrites, CountWhatIsAddedChangedAndUnchanged) {
  EXPECT_EQ(told(apply({pull_request("1"), pull_request("2")}).counts),
            "2 added, 0 changed, 0 unchanged");
  const Applied again =
      apply({pull_request("1"), updated(pull_request("2"), 5), pull_request("3")});
  EXPECT_EQ(told(again.counts), "1 added, 1 changed, 1 unchanged");
  const ChangeCount& pulls = again.counts[static_cast<std::size_t>(FactKind::PullRequest) - 1];
  EXPECT_EQ(pulls.added, 1);
  EXPECT_EQ(pulls.changed, 1);
  EXPECT_EQ(pulls.unchanged, 1);
}

TEST_P(StoreWrites, KeepTheNewerVersionWhicheverComesLast) {
  apply({updated(pull_request("1", "acme/shop", "old"), 10)});
  apply({updated(pull_request("1", "acme/shop", "new"), 20)});
  apply({updated(pull_request("1", "acme/shop", "between"), 15)});
  apply({pull_request("1", "acme/shop", "without a time")});
  const std::vector<FactRecord> found = of_kind(store(), FactKind::PullRequest);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].line, "new");
  EXPECT_EQ(found[0].updated_at, at_second(20));
}

TEST_P(StoreWrites, KeepTheEarliestCommitOfAllVersions) {
  FactRecord first = updated(pull_request("1"), 10);
  first.earliest_commit_at = at_second(100);
  FactRecord older_version = updated(pull_request("1"), 5);
  older_version.earliest_commit_at = at_second(50);
  apply({first});
  EXPECT_EQ(told(apply({older_version}).counts), "0 added, 1 changed, 0 unchanged");
  const std::vector<FactRecord> found = of_kind(store(), FactKind::PullRequest);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].earliest_commit_at, at_second(50));
  EXPECT_EQ(found[0].updated_at, at_second(10));
}

TEST_P(StoreWrites, TakeTheSameFactTwiceInABatch) {
  const Applied applied = apply({updated(pull_request("1", "acme/shop", "a"), 2), pull_request("2"),
                                 updated(pull_request("1", "acme/shop", "b"), 3),
                                 updated(pull_request("1", "acme/shop", "c"), 1)});
  EXPECT_EQ(told(applied.counts), "2 added, 1 changed, 1 unchanged");
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest)[0].line, "b");

  const Applied again = apply({updated(pull_request("1", "acme/shop", "d"), 4),
                               updated(pull_request("1", "acme/shop", "e"), 5)});
  EXPECT_EQ(told(again.counts), "0 added, 2 changed, 0 unchanged");
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest)[0].line, "e");
}

TEST_P(StoreWrites, TellFactsOfDifferentKindsApart) {
  apply({fact(FactKind::Issue, "1", "acme/shop"), fact(FactKind::Release, "1", "acme/shop")});
  EXPECT_EQ(of_kind(store(), FactKind::Issue).size(), 1U);
  EXPECT_EQ(of_kind(store(), FactKind::Release).size(), 1U);
}

TEST_P(StoreWrites, NumberOnlyWhatChanged) {
  const Generation first = apply({pull_request("1"), pull_request("2")}).generation;
  EXPECT_GT(first, 0);
  EXPECT_EQ(generation(), first);
  EXPECT_EQ(apply({pull_request("1"), pull_request("2")}).generation, first);
  EXPECT_GT(apply({pull_request("3")}).generation, first);
}

TEST_P(StoreWrites, TakeAnEmptyBatch) {
  EXPECT_EQ(told(apply({}).counts), "0 added, 0 changed, 0 unchanged");
  EXPECT_EQ(generation(), 0);
}

TEST_P(StoreWrites, MoveTheCursorWithTheBatch) {
  const auto writer = writer_of(store());
  apply_with(*writer, {.records = {pull_request("1")},
                       .cursor = CursorMove{.source = "git:a", .from = {}, .to = "c1"}});
  EXPECT_EQ(value_of(store().cursor("git:a")), "c1");
  EXPECT_EQ(value_of(another().cursor("git:b")), std::nullopt);
  apply_with(*writer, {.cursor = CursorMove{.source = "git:a", .from = "c1", .to = "c2"}});
  EXPECT_EQ(value_of(another().cursor("git:a")), "c2");
  apply_with(*writer, {.cursor = CursorMove{.source = "git:a", .from = "c2", .to = "c2"}});
  EXPECT_EQ(value_of(another().cursor("git:a")), "c2");
}

TEST_P(StoreWrites, StoreNothingWhenTheCursorIsElsewhere) {
  const auto writer = writer_of(store());
  const auto try_from = [&](std::optional<std::string> from) {
    return writer->apply({.records = {pull_request("2")},
                          .cursor = CursorMove{.source = "s", .from = from, .to = "z"}});
  };
  Result<Applied> refused = try_from("never seen");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
  apply_with(*writer, {.cursor = CursorMove{.source = "s", .from = {}, .to = "c1"}});
  for (const auto& from : {std::optional<std::string>(), std::optional<std::string>("c0")}) {
    refused = try_from(from);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_THAT(refused.error().message, HasSubstr("'s'"));
  }
  EXPECT_EQ(value_of(store().cursor("s")), "c1");
  EXPECT_THAT(of_kind(store(), FactKind::PullRequest), IsEmpty());
  EXPECT_EQ(generation(), 0);
  // And the writer goes on.
  EXPECT_EQ(total(apply_with(*writer, {.records = {pull_request("2")}}).counts).added, 1);
}

TEST_P(StoreWrites, RefuseWhatSomeStoreCouldNotHold) {
  const auto writer = writer_of(store());
  const std::string long_id(kKeyBytesMax + 1, 'k');
  for (const FactRecord& odd :
       {pull_request(long_id), pull_request("1", long_id), pull_request(std::string("a\0b", 3)),
        pull_request("1", std::string("\0", 1)), pull_request("1", "o", std::string("\0", 1))}) {
    const Result<Applied> refused = writer->apply({.records = {pull_request("fine"), odd}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidInput);
  }
  EXPECT_EQ(generation(), 0);
}

TEST_P(StoreWrites, HoldOddStringsAndLongLines) {
  const std::vector<std::string> odd = {"it's \"quoted\"",
                                        "back\\slash \\N \\.",
                                        "tab\tand\nbreak",
                                        "\x1f",
                                        "\xF0\x9F\x9A\xA2",
                                        "{a,\"b\",NULL}",
                                        "NULL",
                                        "%s $1 ?1 :x",
                                        " lead and trail ",
                                        std::string(kKeyBytesMax, 'k')};
  std::vector<FactRecord> records;
  for (const std::string& text : odd) {
    records.push_back(fact(FactKind::Issue, text, text, text));
  }
  const std::string long_line = "{\"title\":\"" + std::string(1'000'000, 'x') + "\"}";
  records.push_back(fact(FactKind::Issue, "long", "o", long_line));
  apply(records);
  EXPECT_EQ(told(apply(records).counts), "0 added, 0 changed, 11 unchanged");

  for (FactRecord& record : records) {
    record.updated_at = at_second(1);
  }
  EXPECT_EQ(told(apply(records).counts), "0 added, 11 changed, 0 unchanged");
  for (const FactRecord& found : of_kind(store(), FactKind::Issue)) {
    if (found.key == "long") {
      EXPECT_EQ(found.line, long_line);
    } else {
      EXPECT_EQ(found.owner, found.key);
      EXPECT_EQ(found.line, found.key);
    }
  }
  EXPECT_EQ(of_kind(store(), FactKind::Issue).size(), records.size());
}

TEST_P(StoreWrites, TakeBatchesOfManyRecordsOfAllOutcomes) {
  std::vector<FactRecord> records;
  for (int i = 0; i < 3000; ++i) {
    records.push_back(updated(pull_request("p" + std::to_string(i * 7919 % 3000)), 1));
  }
  EXPECT_EQ(told(apply(records).counts), "3000 added, 0 changed, 0 unchanged");
  std::vector<FactRecord> mixed;
  for (int i = 0; i < 4000; ++i) {
    mixed.push_back(updated(pull_request("p" + std::to_string(i)), 1 + i % 2));
  }
  EXPECT_EQ(told(apply(mixed).counts), "1000 added, 1500 changed, 1500 unchanged");
  EXPECT_EQ(generation(), 3000 + 1000 + 1500);
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest).size(), 4000U);
  EXPECT_THAT(value_of(store().check()), IsEmpty());
}

TEST_P(StoreWrites, TakeRunsOfNewAndOfKnownFactsFromOneWriter) {
  const auto writer = writer_of(store());
  const auto outcome = [&](int from, int until) {
    Batch batch;
    for (int i = from; i < until; ++i) {
      batch.records.push_back(pull_request("p" + std::to_string(i)));
    }
    return told(apply_with(*writer, std::move(batch)).counts);
  };
  EXPECT_EQ(outcome(0, 10), "10 added, 0 changed, 0 unchanged");
  EXPECT_EQ(outcome(10, 20), "10 added, 0 changed, 0 unchanged");
  EXPECT_EQ(outcome(15, 25), "5 added, 0 changed, 5 unchanged");
  EXPECT_EQ(outcome(0, 25), "0 added, 0 changed, 25 unchanged");
  EXPECT_EQ(outcome(25, 30), "5 added, 0 changed, 0 unchanged");
  EXPECT_EQ(outcome(29, 31), "1 added, 0 changed, 1 unchanged");
  EXPECT_EQ(generation(), 31);
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest).size(), 31U);
}

TEST_P(StoreWrites, ShowNothingOfAnAtomicWriterBeforeItCommits) {
  const auto writer = writer_of(store(), {.description = "import x", .is_atomic = true});
  apply_with(*writer, {.records = {pull_request("1")},
                       .cursor = CursorMove{.source = "s", .from = {}, .to = "c1"}});
  apply_with(*writer, {.records = {pull_request("2")},
                       .cursor = CursorMove{.source = "s", .from = "c1", .to = "c2"}});
  EXPECT_THAT(of_kind(another(), FactKind::PullRequest), IsEmpty());
  EXPECT_EQ(value_of(another().cursor("s")), std::nullopt);
  EXPECT_EQ(value_of(another().generation()), 0);
  ASSERT_TRUE(writer->commit());
  EXPECT_THAT(keys_of(of_kind(another(), FactKind::PullRequest)), ElementsAre("1", "2"));
  EXPECT_EQ(value_of(another().cursor("s")), "c2");

  apply_with(*writer, {.records = {pull_request("3")}});
  ASSERT_TRUE(writer->commit());
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(of_kind(another(), FactKind::PullRequest).size(), 3U);
}

TEST_P(StoreWrites, UndoAnAtomicWriterThatIsDropped) {
  apply({pull_request("0")});
  {
    const auto writer = writer_of(store(), {.is_atomic = true});
    apply_with(*writer, {.records = {pull_request("1"), updated(pull_request("0"), 9)},
                         .cursor = CursorMove{.source = "s", .from = {}, .to = "c1"}});
  }
  EXPECT_THAT(keys_of(of_kind(store(), FactKind::PullRequest)), ElementsAre("0"));
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest)[0].updated_at, std::nullopt);
  EXPECT_EQ(value_of(store().cursor("s")), std::nullopt);
  EXPECT_EQ(generation(), 1);
  EXPECT_EQ(apply({pull_request("2")}).generation, 2);
}

TEST_P(StoreWrites, KeepAnAtomicWritersEarlierBatchesWhenOneIsRefused) {
  const auto writer = writer_of(store(), {.is_atomic = true});
  apply_with(*writer, {.records = {pull_request("1")}});
  const Result<Applied> refused =
      writer->apply({.records = {pull_request("2")},
                     .cursor = CursorMove{.source = "s", .from = "x", .to = "y"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
  apply_with(*writer, {.records = {pull_request("3")}});
  ASSERT_TRUE(writer->commit());
  EXPECT_THAT(keys_of(of_kind(store(), FactKind::PullRequest)), ElementsAre("1", "3"));
}

TEST_P(StoreWrites, TellASecondWriterWhoHoldsTheStore) {
  const auto first = writer_of(store(), {.description = "import facts.ndjson", .is_atomic = true});
  apply_with(*first, {.records = {pull_request("1")}});
  const Result<std::unique_ptr<FactWriter>> second = another().open_writer(
      {.description = "import other.ndjson", .patience = std::chrono::milliseconds(50)});
  // Some stores notice when the writer is opened, some when it writes.
  std::string message;
  ErrorCode code = ErrorCode::Internal;
  if (!second) {
    message = second.error().message;
    code = second.error().code;
  } else {
    const Result<Applied> held = second.value()->apply({.records = {pull_request("2")}});
    ASSERT_FALSE(held);
    message = held.error().message;
    code = held.error().code;
  }
  EXPECT_EQ(code, ErrorCode::Unavailable);
  EXPECT_THAT(message, HasSubstr("import facts.ndjson"));
  EXPECT_THAT(message, testing::Not(HasSubstr("import other.ndjson")));
}

TEST_P(StoreWrites, LetASecondWriterWaitItsTurn) {
  auto first = writer_of(store(), {.description = "first", .is_atomic = true});
  apply_with(*first, {.records = {pull_request("1")}});
  std::jthread second([&] {
    const auto writer = writer_of(another(), {.description = "second"});
    apply_with(*writer, {.records = {pull_request("2")}});
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  ASSERT_TRUE(first->commit());
  first.reset();
  second.join();
  EXPECT_THAT(keys_of(of_kind(store(), FactKind::PullRequest)), ElementsAre("1", "2"));
}

TEST_P(StoreWrites, MixManyWritersWithoutLoss) {
  constexpr int kWriters = 3;
  constexpr int kBatches = 10;
  std::vector<std::jthread> threads;
  for (int w = 0; w < kWriters; ++w) {
    threads.emplace_back([this, w] {
      const auto writer = writer_of(w % 2 == 0 ? store() : another());
      for (int b = 0; b < kBatches; ++b) {
        // Each batch holds a fact of its own and one that all of them fight for.
        const std::string own = std::to_string(w) + "/" + std::to_string(b);
        apply_with(*writer, {.records = {pull_request(own), updated(pull_request("shared"), b)}});
      }
    });
  }
  threads.clear();
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest).size(), kWriters * kBatches + 1U);
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest).back().updated_at, at_second(kBatches - 1));
}

}  // namespace
}  // namespace shiplog
