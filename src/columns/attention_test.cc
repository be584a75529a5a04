#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/builders/fact_builder.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

using testing::ElementsAre;

class Attention : public testing::Test {
 protected:
  Shard laid_out() const { return shard_of(facts); }

  std::vector<Fact> facts = {bot("ci"), person("ada", {"lovelace"}), person("lovelace"),
                             pull_request("p").opened(day(0)).merged(day(9))};
};

TEST_F(Attention, CountsReviewsAndCommentsOfOtherHumansUpToTheClose) {
  facts.push_back(review("v1", "p", day(1), "commented", "bob"));
  facts.push_back(review("v2", "p", day(2), "approved", "bob"));
  facts.push_back(review("v3", "p", day(3), "approved", "cyd"));
  facts.push_back(comment("k1", "p", day(4), "dan"));
  facts.push_back(comment("own", "p", day(4), "ada"));
  facts.push_back(comment("alias", "p", day(4), "lovelace"));
  facts.push_back(review("bot", "p", day(4), "approved", "ci"));
  facts.push_back(review("late", "p", day(10), "approved", "eve"));
  facts.push_back(review("lost", "nowhere", day(4), "approved", "eve"));
  const Shard shard = laid_out();
  EXPECT_THAT(shard.work().attention.remarks, ElementsAre(4));
  EXPECT_THAT(shard.work().attention.reviewers, ElementsAre(2));
  EXPECT_EQ(shard.work().remarks.at.size(), 8U);
  EXPECT_THAT(shard.work().remarks.counts, ElementsAre(1, 1, 1, 0, 0, 1, 0, 0));
}

TEST_F(Attention, RoundsAreRequestsThatWereFollowedByAPush) {
  facts.back() = pull_request("p")
                     .opened(day(0))
                     .merged(day(9))
                     .listing("c0", day(0), day(0))
                     .listing("c1", day(0), day(3))
                     .event("force_pushed", day(6));
  facts.push_back(review("v1", "p", day(1), "changes_requested", "bob"));
  facts.push_back(review("v2", "p", day(2), "changes_requested", "cyd"));  // The same round.
  facts.push_back(review("v3", "p", day(4), "changes_requested", "bob"));
  facts.push_back(review("v4", "p", day(7), "changes_requested", "bob"));  // Never answered.
  EXPECT_THAT(laid_out().work().attention.rounds, ElementsAre(2));
}

TEST_F(Attention, PushAtTheMomentOfTheRequestIsNoAnswer) {
  facts.back() = pull_request("p").opened(day(0)).merged(day(9)).listing("c1", day(0), day(1));
  facts.push_back(review("v1", "p", day(1), "changes_requested", "bob"));
  EXPECT_THAT(laid_out().work().attention.rounds, ElementsAre(0));
}

TEST_F(Attention, NamesOneHumanForAllHisAccounts) {
  facts.push_back(comment("k", "p", day(4), "lovelace"));
  const Shard shard = laid_out();
  ASSERT_EQ(shard.work().human.size(), 2U);
  EXPECT_EQ(shard.text(shard.work().human[0]), shard.text(shard.work().human[1]));
}

}  // namespace
}  // namespace shiplog
