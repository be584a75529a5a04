#include "columns/shard_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/builders/fact_builder.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> ids(const Shard& shard, const Fixed<TextRef>& refs) {
  std::vector<std::string> result;
  for (const TextRef ref : refs) {
    result.emplace_back(shard.text(ref));
  }
  return result;
}

TEST(ShardBuilder, SortsMergedChangesFirst) {
  const Shard shard = shard_of(
      {pull_request("open").opened(day(0)), pull_request("b").opened(day(2)).merged(day(5)),
       pull_request("a").opened(day(3)).merged(day(5)),
       pull_request("closed").opened(day(1)).closed(day(2)), commit("push").at(day(4))});
  EXPECT_THAT(ids(shard, shard.changes().id), ElementsAre("push", "a", "b", "open", "closed"));
}

TEST(ShardBuilder, NamesARepositoryWithoutAFactByItsId) {
  EXPECT_EQ(shard_of({pull_request("a").opened(day(0))}).full_name, "R_1");
  EXPECT_EQ(shard_of({repository("R_1", "octo/cat")}).full_name, "octo/cat");
}

TEST(ShardBuilder, IsEmptyWithoutFacts) {
  const Shard shard = shard_of({});
  EXPECT_EQ(shard.change_count(), 0U);
  EXPECT_EQ(shard.deployment_count(), 0U);
  EXPECT_EQ(shard.begins_at, kNever);
}

TEST(ShardBuilder, CarriesAChangeToTheFirstSuccessThatContainsIt) {
  const Shard shard = shard_of(
      {commit("m0").at(day(0)), commit("m1", {"m0"}).at(day(1)), commit("m2", {"m1"}).at(day(2)),
       commit("m3", {"m2"}).at(day(3)), pull_request("a").opened(day(0)).merged(day(1), "m1"),
       deployment("D0", "m0").succeeded(day(0)),
       deployment("failed", "m1").created(day(1)).ended("failure"),
       deployment("D2", "m2").succeeded(day(2)), deployment("D3", "m3").succeeded(day(3))});
  const auto carriers = list_at(shard.changes().carrier_offsets, shard.changes().carriers, 1);
  ASSERT_EQ(shard.text(shard.changes().id[1]), "a");
  const Row carrier = carriers.back().deployment;
  ASSERT_EQ(shard.text(shard.deployments().id[carrier]), "D2");
  EXPECT_EQ(carriers.back().linked_by, LinkedBy::Commit);
  EXPECT_THAT(list_at(shard.deployments().change_offsets, shard.deployments().changes, carrier),
              ElementsAre(1, 2));
}

TEST(ShardBuilder, LeavesWhatTheClockHasNotReached) {
  const std::vector<Fact> facts = {pull_request("a").opened(day(0)).merged(day(5)),
                                   pull_request("b").opened(day(4)),
                                   deployment("D", "x").succeeded(day(6))};
  const Shard shard = shard_of(facts, {.now = day(3)});
  EXPECT_THAT(ids(shard, shard.changes().id), ElementsAre("a"));
  EXPECT_EQ(shard.changes().merged_at[0], kNever);
  EXPECT_THAT(ids(shard, shard.deployments().id), IsEmpty());
  EXPECT_EQ(shard.latest_at, day(0));
  EXPECT_EQ(shard.clocks, (ClockSpan{.from = day(0), .until = day(4)}));
}

TEST(ShardBuilder, LeavesOutWhatWasWithdrawn) {
  const std::vector<Fact> facts = {pull_request("a").opened(day(0)).updated(day(1)),
                                   pull_request("b").opened(day(0)).updated(day(9)),
                                   commit("c").at(day(0)),
                                   withdrawn("pull_request", "a", day(2)),
                                   withdrawn("pull_request", "b", day(2)),
                                   withdrawn_commit("c", day(2))};
  const Shard shard = shard_of(facts, {.now = day(1)});
  EXPECT_THAT(ids(shard, shard.changes().id), ElementsAre("b"));
}

}  // namespace
}  // namespace shiplog
