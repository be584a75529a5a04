// What every store promises to those who read: changes, repositories, scans.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "store/store_contract.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class StoreReads : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Over, StoreReads, testing::ValuesIn(stores_under_test()), name_of_store);

FactRecord review(std::string key, std::string pull_request_key, std::string line = "{}") {
  return fact(FactKind::Review, std::move(key), std::move(pull_request_key), std::move(line));
}

TEST_P(StoreReads, NameTheRepositoriesThatChanged) {
  apply({pull_request("b1", "acme/b"), fact(FactKind::Release, "r", "acme/a")});
  const Changes all = changes_since(0);
  EXPECT_THAT(all.repositories, ElementsAre("acme/a", "acme/b"));
  EXPECT_FALSE(all.organisation);
  EXPECT_EQ(all.until, generation());

  apply({updated(pull_request("b1", "acme/b"), 1), fact(FactKind::Release, "r", "acme/a")});
  const Changes later = changes_since(all.until);
  EXPECT_THAT(later.repositories, ElementsAre("acme/b"));
  EXPECT_THAT(changes_since(later.until).repositories, IsEmpty());
  EXPECT_EQ(changes_since(later.until).until, later.until);
}

TEST_P(StoreReads, SayWhenTheOrganisationChanged) {
  apply({fact(FactKind::Person, "ada", "")});
  EXPECT_TRUE(changes_since(0).organisation);
  EXPECT_THAT(changes_since(0).repositories, IsEmpty());
  const Generation before = generation();
  apply({pull_request("1")});
  EXPECT_FALSE(changes_since(before).organisation);
  EXPECT_TRUE(changes_since(before - 1).organisation);
}

TEST_P(StoreReads, FindAReviewsRepositoryThroughItsPullRequest) {
  apply({pull_request("p1", "acme/a")});
  const Generation before = generation();
  apply({review("r1", "p1"), fact(FactKind::Comment, "c1", "p1")});
  EXPECT_THAT(changes_since(before).repositories, ElementsAre("acme/a"));
  EXPECT_FALSE(changes_since(before).organisation);
  EXPECT_THAT(keys_of(of_repository(store(), "acme/a")), UnorderedElementsAre("p1", "r1", "c1"));
}

TEST_P(StoreReads, FindAReviewsRepositoryWhenItsPullRequestComesLater) {
  apply({review("r1", "p1")});
  EXPECT_THAT(changes_since(0).repositories, IsEmpty());
  EXPECT_FALSE(changes_since(0).organisation);
  EXPECT_THAT(value_of(store().repositories()), IsEmpty());
  const Generation before = generation();
  apply({pull_request("p1", "acme/a")});
  EXPECT_THAT(changes_since(before).repositories, ElementsAre("acme/a"));
  EXPECT_THAT(keys_of(of_repository(store(), "acme/a")), ElementsAre("p1", "r1"));
}

TEST_P(StoreReads, NoteBothRepositoriesWhenAPullRequestMoves) {
  apply({pull_request("p1", "acme/a"), pull_request("p2", "acme/a"), review("r1", "p1")});
  const Generation before = generation();
  apply({updated(pull_request("p1", "acme/b"), 1)});
  EXPECT_THAT(changes_since(before).repositories, ElementsAre("acme/a", "acme/b"));
  EXPECT_THAT(keys_of(of_repository(store(), "acme/a")), ElementsAre("p2"));
  EXPECT_THAT(keys_of(of_repository(store(), "acme/b")), ElementsAre("p1", "r1"));

  const Generation after = generation();
  apply({updated(pull_request("p2", "acme/a"), 1)});
  EXPECT_THAT(changes_since(after).repositories, ElementsAre("acme/a"));
}

TEST_P(StoreReads, NoteBothRepositoriesWhenAReviewOrAnIncidentMoves) {
  apply({pull_request("p1", "acme/a"), pull_request("p2", "acme/b"), review("r1", "p1", "a"),
         fact(FactKind::Incident, "i", "acme/c", "a")});
  Generation before = generation();
  apply({review("r1", "p2", "b")});
  EXPECT_THAT(changes_since(before).repositories, ElementsAre("acme/a", "acme/b"));
  EXPECT_FALSE(changes_since(before).organisation);
  before = generation();
  apply({fact(FactKind::Incident, "i", "", "b")});
  EXPECT_THAT(changes_since(before).repositories, ElementsAre("acme/c"));
  EXPECT_TRUE(changes_since(before).organisation);
  EXPECT_THAT(keys_of(of_organisation(store())), ElementsAre("i"));
}

TEST_P(StoreReads, ListRepositoriesKnownByAFactOrByReference) {
  apply({fact(FactKind::Repository, "acme/known", "acme/known"), pull_request("1", "acme/Zebra"),
         pull_request("2", "acme/known"),
         fact(FactKind::Commit,
              "acme/\xC3\xA9\x1f"
              "abc",
              "acme/\xC3\xA9"),
         review("r", "acme/not-a-repository"), fact(FactKind::Person, "ada", "")});
  EXPECT_THAT(value_of(store().repositories()),
              ElementsAre("acme/Zebra", "acme/known", "acme/\xC3\xA9"));
}

TEST_P(StoreReads, ScanAKindInTheBytewiseOrderOfKeys) {
  apply({pull_request("b"), pull_request("a#10"), pull_request("\xC3\xA9"), pull_request("a#9"),
         pull_request("B"), pull_request("a"), pull_request("a-1"),
         pull_request("a\x1f"
                      "1")});
  EXPECT_THAT(keys_of(of_kind(store(), FactKind::PullRequest)),
              ElementsAre("B", "a",
                          "a\x1f"
                          "1",
                          "a#10", "a#9", "a-1", "b", "\xC3\xA9"));
}

TEST_P(StoreReads, ScanWhatOfAKindBelongsToAnOwner) {
  apply({pull_request("p"), review("r2", "p"), review("r1", "p"), review("r3", "q"),
         fact(FactKind::Comment, "c1", "p")});
  std::vector<std::string> keys;
  const auto visit = [&keys](const FactRecord& record) -> Result<Unit> {
    keys.push_back(record.key);
    return Unit{};
  };
  ASSERT_TRUE(store().scan_owned(FactKind::Review, "p", visit));
  EXPECT_THAT(keys, ElementsAre("r1", "r2"));
}

TEST_P(StoreReads, FindARecordByItsKey) {
  apply({pull_request("p", "acme/shop", R"({"id":"p"})")});
  const std::optional<FactRecord> found = value_of(store().find(FactKind::PullRequest, "p"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->line, R"({"id":"p"})");
  EXPECT_EQ(found->owner, "acme/shop");
  EXPECT_FALSE(value_of(store().find(FactKind::Review, "p")));
  EXPECT_FALSE(value_of(store().find(FactKind::PullRequest, "q")));
}

TEST_P(StoreReads, ScanARepositorysPullRequestsBeforeTheirReviews) {
  std::vector<FactRecord> records;
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    records.push_back(review("r" + n, "p" + n));
    records.push_back(fact(FactKind::Comment, "c" + n, "p" + n));
    records.push_back(pull_request("p" + n, i % 5 == 0 ? "acme/other" : "acme/shop"));
    records.push_back(fact(FactKind::WorkflowRun, "w" + n, "acme/shop"));
  }
  apply(records);
  bool is_past_pulls = false;
  int seen = 0;
  for (const FactRecord& record : of_repository(store(), "acme/shop")) {
    const bool is_response = record.kind == FactKind::Review || record.kind == FactKind::Comment;
    is_past_pulls = is_past_pulls || is_response;
    EXPECT_FALSE(is_past_pulls && record.kind == FactKind::PullRequest);
    ++seen;
  }
  EXPECT_EQ(seen, 40 * 3 + 50);
  EXPECT_THAT(of_repository(store(), "acme/none"), IsEmpty());
}

TEST_P(StoreReads, EndAScanWithItsVisitorsError) {
  apply({pull_request("1"), pull_request("2"), fact(FactKind::Person, "ada", "")});
  int visited = 0;
  const auto stop = [&](const FactRecord&) -> Result<Unit> {
    ++visited;
    return Error{ErrorCode::Cancelled, "enough"};
  };
  for (const Result<Unit>& ended :
       {store().scan_kind(FactKind::PullRequest, stop), store().scan_repository("acme/shop", stop),
        store().scan_organisation(stop)}) {
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(ended.error().message, "enough");
  }
  EXPECT_EQ(visited, 3);
  // And the store is as usable as before.
  EXPECT_EQ(of_kind(store(), FactKind::PullRequest).size(), 2U);
}

TEST_P(StoreReads, LetAVisitorAskTheStore) {
  apply({pull_request("1"), pull_request("2")});
  const Result<Unit> done =
      store().scan_kind(FactKind::PullRequest, [&](const FactRecord&) -> Result<Unit> {
        EXPECT_EQ(of_repository(store(), "acme/shop").size(), 2U);
        return Unit{};
      });
  EXPECT_TRUE(done);
}

TEST_P(StoreReads, DoNotSeeWhatIsWrittenDuringAScan) {
  std::vector<FactRecord> records;
  for (int i = 100; i < 600; ++i) {
    records.push_back(pull_request("p" + std::to_string(i), "acme/shop", "before"));
    records.push_back(review("r" + std::to_string(i), "p" + std::to_string(i), "before"));
  }
  apply(records);
  const auto writer = writer_of(another());
  int visited = 0;
  const auto visit = [&](const FactRecord& record) -> Result<Unit> {
    if (++visited == 1) {
      for (FactRecord& written : records) {
        written.line = "later";
      }
      records.push_back(pull_request("p999", "acme/shop", "later"));
      apply_with(*writer, {.records = records});
    }
    EXPECT_EQ(record.line, "before");
    return Unit{};
  };
  EXPECT_TRUE(store().scan_repository("acme/shop", visit));
  EXPECT_EQ(visited, 1000);
  EXPECT_EQ(of_repository(store(), "acme/shop").size(), 1001U);
  EXPECT_EQ(of_repository(store(), "acme/shop")[0].line, "later");
}

TEST_P(StoreReads, SeeWholeBatchesOnlyWhileManyReadAndOneWrites) {
  constexpr int kBatches = 10;
  constexpr int kRecords = 20;
  std::atomic<bool> is_done = false;
  std::vector<std::jthread> readers;
  for (int r = 0; r < 3; ++r) {
    readers.emplace_back([&, r] {
      FactStore& mine = r == 0 ? another() : store();
      Generation last = 0;
      while (!is_done) {
        const Changes changes = value_of(mine.changes_since(0));
        EXPECT_EQ(changes.until % kRecords, 0);
        EXPECT_GE(changes.until, last);
        last = changes.until;
        const auto found = of_repository(mine, "acme/shop");
        EXPECT_GE(found.size(), static_cast<std::size_t>(last));
        EXPECT_EQ(found.size() % kRecords, 0U);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    });
  }
  const auto writer = writer_of(store());
  for (int b = 0; b < kBatches; ++b) {
    Batch batch;
    for (int i = 0; i < kRecords; ++i) {
      batch.records.push_back(pull_request(std::to_string(b) + "." + std::to_string(i)));
    }
    apply_with(*writer, std::move(batch));
  }
  is_done = true;
  readers.clear();
  EXPECT_EQ(of_repository(store(), "acme/shop").size(), 1U * kBatches * kRecords);
}

TEST_P(StoreReads, TellTheStoreFromEveryOther) {
  const std::string identity = value_of(store().identity());
  EXPECT_EQ(identity.size(), 32U);
  EXPECT_EQ(value_of(another().identity()), identity);
  const auto other = GetParam().make();
  other->open();
  EXPECT_NE(value_of(other->store().identity()), identity);
}

TEST_P(StoreReads, SayTheirNameWithoutSecrets) {
  EXPECT_FALSE(store().name().empty());
  EXPECT_EQ(store().name().find("secret"), std::string::npos);
}

}  // namespace
}  // namespace shiplog
