// The moments of a change, as a shard has them.

#include "columns/boundaries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/builders/fact_builder.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The one pull request of a shard, in its first row.
struct Change {
  Shard shard;
  explicit Change(const std::vector<Fact>& facts, const Reading& reading = {})
      : shard(shard_of(facts, reading)) {
    EXPECT_EQ(shard.change_count(), 1U);
  }
  const ChangeTable<Fixed>& columns() const { return shard.changes(); }
};

PullRequestBuilder opened() { return pull_request("p").opened(day(1)); }

TEST(FirstCommit, IsTheEarliestTimeEverSeen) {
  EXPECT_EQ(Change({opened()}).columns().first_commit_at[0], day(1));
  EXPECT_EQ(Change({opened().listing("a", day(0, 5), day(0, 3))}).columns().first_commit_at[0],
            day(0, 3));
  EXPECT_EQ(Change({opened().listing("a", day(5), day(5))}).columns().first_commit_at[0], day(1));
  EXPECT_EQ(Change({opened().earliest_commit(day(0))}).columns().first_commit_at[0], day(0));
  EXPECT_EQ(Change({opened().head("h"), commit("h").at(day(0, 2))}).columns().first_commit_at[0],
            day(0, 2));
}

TEST(FirstCommit, CountsAMergeCommitOnlyWithOneParent) {
  const auto merged = opened().merged(day(9), "m");
  EXPECT_EQ(Change({merged, commit("m", {"x"}).at(day(0))}).columns().first_commit_at[0], day(0));
  EXPECT_EQ(Change({merged, commit("m", {"x", "y"}).at(day(0))}).columns().first_commit_at[0],
            day(1));
}

TEST(Ready, IsTheLastLeavingOfDraftBeforeTheFirstReview) {
  const auto toggled = opened()
                           .event("ready_for_review", day(2))
                           .event("converted_to_draft", day(3))
                           .event("ready_for_review", day(5));
  const Fact early = review("v", "p", day(4), "commented", "bob");
  EXPECT_EQ(Change({toggled}).columns().ready_at[0], day(5));
  EXPECT_EQ(Change({toggled, early}).columns().ready_at[0], day(2));
  EXPECT_EQ(Change({opened().event("ready_for_review", day(5)), early}).columns().ready_at[0],
            day(1));
  EXPECT_EQ(Change({opened().event("ready_for_review", day(0))}).columns().ready_at[0], day(1));
  EXPECT_EQ(
      Change({opened().event("ready_for_review", day(5)).closed(day(4))}).columns().ready_at[0],
      day(1));
}

TEST(Ready, IsUnknownWhereTheOpeningIs) {
  const Change change({pull_request("p").merged(day(3)).event("ready_for_review", day(2))});
  EXPECT_EQ(change.columns().ready_at[0], kNever);
}

TEST(FirstReview, IsByAnotherHumanBeforeTheClose) {
  const auto closed = opened().closed(day(9));
  const std::vector<Fact> not_counted = {
      closed,
      bot("ci"),
      person("ada", {"ada-work"}),
      review("v1", "p", day(2), "approved", "ada"),
      review("v2", "p", day(3), "approved", "ada-work"),
      person("ada-work"),
      review("v3", "p", day(4), "approved", "ci"),
      comment("c1", "p", day(9, 0, 0, 1), "bob"),
  };
  EXPECT_EQ(Change(not_counted).columns().first_review_at[0], kNever);
  std::vector<Fact> facts = not_counted;
  facts.push_back(comment("c2", "p", day(9), "bob"));
  EXPECT_EQ(Change(facts).columns().first_review_at[0], day(9));
  EXPECT_EQ(Change(facts).columns().is_reviewed[0], 0);
  EXPECT_EQ(Change(not_counted, {.bot_reviews = true}).columns().first_review_at[0], day(4));
}

TEST(FirstReview, MayComeBeforeTheOpeningAndAfterAnEarlierClose) {
  const Fact early = review("v", "p", day(0), "commented", "bob");
  EXPECT_EQ(Change({opened(), early}).columns().first_review_at[0], day(0));
  const auto reopened = opened().event("closed", day(2)).event("reopened", day(4)).merged(day(6));
  EXPECT_EQ(Change({reopened, comment("c", "p", day(3), "bob")}).columns().first_review_at[0],
            day(3));
}

TEST(FirstReview, TakesTwoDeletedAccountsForOne) {
  auto orphan = opened();
  orphan.fact.author.reset();
  EXPECT_EQ(Change({orphan, review("v", "p", day(2), "approved", {})}).columns().first_review_at[0],
            kNever);
  EXPECT_EQ(
      Change({opened(), review("v", "p", day(2), "approved", {})}).columns().first_review_at[0],
      day(2));
}

TEST(Approval, IsTheLastThatStandsAtTheMerge) {
  const auto merged = opened().merged(day(9));
  const auto approved_at = [&](std::vector<Fact> facts) {
    facts.push_back(merged);
    return Change(facts).columns().approved_at[0];
  };
  const Fact bob = review("v1", "p", day(2), "approved", "bob");
  EXPECT_EQ(approved_at({bob}), day(2));
  EXPECT_EQ(approved_at({bob, review("v2", "p", day(3), "commented", "bob")}), day(2));
  EXPECT_EQ(approved_at({bob, review("v2", "p", day(3), "dismissed", "bob")}), kNever);
  EXPECT_EQ(approved_at({bob, review("v2", "p", day(3), "changes_requested", "eve")}), day(2));
  EXPECT_EQ(approved_at({bob, review("v2", "p", day(4), "approved", "eve")}), day(4));
  EXPECT_EQ(approved_at({review("v", "p", day(9), "approved", "bob")}), day(9));
  EXPECT_EQ(approved_at({review("v", "p", day(9, 0, 0, 1), "approved", "bob")}), kNever);
  EXPECT_EQ(Change({opened(), bob}).columns().approved_at[0], kNever);
}

TEST(Approval, IsReplacedByTheGreaterIdAtOneTime) {
  const auto merged = opened().merged(day(9));
  EXPECT_EQ(Change({merged, review("v2", "p", day(2), "changes_requested", "bob"),
                    review("v1", "p", day(2), "approved", "bob")})
                .columns()
                .approved_at[0],
            kNever);
}

TEST(Approval, IsReplacedFromAnotherAccountOfTheSameHuman) {
  EXPECT_EQ(Change({opened().merged(day(9)), person("bob", {"robert"}), person("robert"),
                    review("v1", "p", day(2), "approved", "bob"),
                    review("v2", "p", day(3), "changes_requested", "robert")})
                .columns()
                .approved_at[0],
            kNever);
}

TEST(Closing, IsTheMergeWhenMerged) {
  EXPECT_EQ(Change({opened().merged(day(3))}).columns().closed_at[0], day(3));
  EXPECT_EQ(Change({opened().merged(day(3)).closed(day(2))}).columns().closed_at[0], day(3));
  EXPECT_EQ(Change({opened().closed(day(2))}).columns().closed_at[0], day(2));
}

TEST(Closing, KeepsTogglesOnlyOfWhatWasReopened) {
  const auto toggles = [](const Fact& pull, Timestamp now = kNever) {
    const Change change({pull}, {.now = now});
    return std::vector<Timestamp>(change.columns().toggles.begin(), change.columns().toggles.end());
  };
  EXPECT_THAT(toggles(opened().event("closed", day(2)).closed(day(2))), IsEmpty());
  const Fact reopened = opened()
                            .event("reopened", day(4))
                            .event("closed", day(2))
                            .event("closed", day(6))
                            .closed(day(6, 0, 0, 1));
  EXPECT_THAT(toggles(reopened), ElementsAre(day(2), day(4), day(6, 0, 0, 1)));
  EXPECT_THAT(toggles(reopened, day(5)), ElementsAre(day(2), day(4)));
  EXPECT_THAT(toggles(reopened, day(3)), IsEmpty());
}

TEST(Closing, IsKnownFromEventsWhereTheClockCutsALaterOne) {
  const Fact pull = opened().event("closed", day(2)).event("reopened", day(4)).closed(day(6));
  EXPECT_EQ(Change({pull}, {.now = day(3)}).columns().closed_at[0], day(2));
  EXPECT_EQ(Change({pull}, {.now = day(5)}).columns().closed_at[0], kNever);
}

TEST(Draft, IsWhatTheLastEventBeforeTheClockOrTheCloseSays) {
  const auto is_draft = [](const Fact& pull, Timestamp now = kNever) {
    return Change({pull}, {.now = now}).columns().is_draft[0] != 0;
  };
  EXPECT_TRUE(is_draft(opened().draft()));
  EXPECT_FALSE(is_draft(opened().draft().merged(day(2))));
  EXPECT_FALSE(is_draft(opened().draft().event("ready_for_review", day(2))));
  EXPECT_TRUE(is_draft(opened().event("converted_to_draft", day(2)).closed(day(3))));
  const Fact left_later = opened().event("ready_for_review", day(4));
  EXPECT_FALSE(is_draft(left_later));
  EXPECT_TRUE(is_draft(left_later, day(3)));
}

TEST(DirectPush, TakesItsTimesFromTheCommit) {
  const Change both({commit("c").at(day(1), day(3))});
  EXPECT_EQ(both.columns().first_commit_at[0], day(1));
  EXPECT_EQ(both.columns().merged_at[0], day(3));
  EXPECT_EQ(both.columns().created_at[0], kNever);
  EXPECT_EQ(Change({commit("c")}).columns().merged_at[0], kNever);
}

}  // namespace
}  // namespace shiplog
