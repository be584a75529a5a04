// Which corrections are in effect, and what they change in a shard.

#include "columns/corrections.h"

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

Correction correction(std::string id, std::string of, std::string target, std::string field,
                      std::string value, Timestamp at = day(0)) {
  return {.id = std::move(id),
          .at = at,
          .by = "ada",
          .of = std::move(of),
          .target = std::move(target),
          .field = std::move(field),
          .value = std::move(value),
          .reason = "a drill"};
}

Correction excluding(std::string of, std::string target) {
  return correction("C_" + target, std::move(of), target, "excluded", "true");
}

TEST(Corrections, OfOneFieldTheLatestCountsInAnyOrder) {
  std::vector<Correction> all = {
      correction("A", "deployment", "D", "failed", "true", day(1)),
      correction("B", "deployment", "D", "failed", "false", day(2)),
      correction("C", "deployment", "D", "excluded", "true", day(0)),
  };
  for (int order = 0; order < 6; ++order) {
    std::ranges::next_permutation(all, {}, &Correction::id);
    Corrections corrections(kNever);
    for (const Correction& one : all) {
      corrections.add(one);
    }
    EXPECT_EQ(corrections.find(FactKind::Deployment, "D", kFailedField)->id, "B");
    EXPECT_EQ(corrections.excluding(FactKind::Deployment, "D")->id, "C");
    EXPECT_EQ(corrections.excluding(FactKind::Release, "D"), nullptr);
  }
}

TEST(Corrections, AreUndoneByALaterOneThatSaysNothing) {
  Corrections corrections(kNever);
  corrections.add(correction("A", "pull_request", "P", "excluded", "true", day(1)));
  const std::uint64_t before = corrections.fingerprint_for("P");
  corrections.add(correction("B", "pull_request", "P", "excluded", "false", day(2)));
  EXPECT_EQ(corrections.excluding(FactKind::PullRequest, "P"), nullptr);
  EXPECT_NE(before, 0U);
  EXPECT_EQ(corrections.fingerprint_for("P"), 0U);
}

TEST(Corrections, LaterThanTheClockHaveNotBeenMade) {
  Corrections corrections(day(1));
  corrections.add(correction("A", "pull_request", "P", "excluded", "true", day(2)));
  EXPECT_TRUE(corrections.empty());
}

TEST(Corrections, AreFactsAsAllOthersWhereDataEnd) {
  const std::vector<Fact> facts = {deployment("D", "a").succeeded(day(1)),
                                   correction("A", "deployment", "D", "failed", "true", day(9))};
  const Snapshot snapshot = snapshot_of(facts);
  EXPECT_EQ(snapshot.complete_until, day(9));
}

std::vector<std::string> excluded(const Shard& shard, const Fixed<TextRef>& ids,
                                  std::span<const Row> rows) {
  std::vector<std::string> names;
  for (const Row row : rows) {
    names.emplace_back(shard.text(ids[row]));
  }
  return names;
}

TEST(Exclusions, KeepTheRowsOfWhatTheyLeaveOutAndWhoSaidSo) {
  const Shard shard =
      shard_of({pull_request("P").opened(day(0)).merged(day(1), "m"),
                pull_request("Q").opened(day(0)).merged(day(2), "n"), commit("direct").at(day(1)),
                excluding("pull_request", "P"), excluding("commit", "direct")});
  const CorrectionTable<Fixed>& table = shard.corrections();
  EXPECT_THAT(excluded(shard, shard.changes().id, table.changes), ElementsAre("P", "direct"));
  ASSERT_EQ(table.changes_by.size(), 2U);
  const Row by = table.changes_by[0];
  EXPECT_EQ(shard.text(table.id[by]), "C_P");
  EXPECT_EQ(shard.text(table.by[by]), "ada");
  EXPECT_EQ(shard.text(table.reason[by]), "a drill");
  EXPECT_EQ(table.at[by], day(0));
  // With a merge goes the deployment that it stands for.
  EXPECT_THAT(excluded(shard, shard.deployments().id, table.deployments), ElementsAre("P"));
}

TEST(Exclusions, OfADeploymentLeaveItsChangesToTheNext) {
  const std::vector<Fact> facts = {commit("a").at(day(0)),
                                   commit("b", {"a"}).at(day(1)),
                                   commit("c", {"b"}).at(day(2)),
                                   pull_request("P").opened(day(1)).merged(day(1), "b"),
                                   deployment("D0", "a").succeeded(day(0)),
                                   deployment("D1", "b").succeeded(day(3)),
                                   deployment("D2", "c").succeeded(day(4))};
  std::vector<Fact> corrected = facts;
  corrected.push_back(excluding("deployment", "D1"));
  for (const auto& [given, carrier] : {std::pair(facts, "D1"), std::pair(corrected, "D2")}) {
    const Shard shard = shard_of(given);
    for (Row row = 0; row < shard.change_count(); ++row) {
      if (shard.text(shard.changes().id[row]) == "P") {
        const auto carriers =
            list_at(shard.changes().carrier_offsets, shard.changes().carriers, row);
        // The last is of production; the merge itself would be another's.
        EXPECT_EQ(shard.text(shard.deployments().id[carriers.back().deployment]), carrier);
      }
    }
  }
}

TEST(Exclusions, OfARunLetTheNextSpeakForItsCommit) {
  const auto run = [](std::string id, Timestamp at, std::string conclusion) {
    return WorkflowRun{.id = std::move(id),
                       .repository = kRepository,
                       .name = "CI",
                       .created_at = at,
                       .finished_at = at,
                       .sha = "a",
                       .conclusion = std::move(conclusion)};
  };
  const Shard shard = shard_of({run("R1", day(1), "failure"), run("R2", day(2), "success"),
                                excluding("workflow_run", "R1")});
  EXPECT_EQ(shard.work().runs.check[0], RunCheck::None);
  EXPECT_EQ(shard.work().runs.check[1], RunCheck::Stable);
  EXPECT_THAT(shard.corrections().runs, ElementsAre(0U));
}

TEST(Exclusions, AreNotThereWithoutCorrections) {
  const Shard shard = shard_of({pull_request("P").opened(day(0)).merged(day(1), "m")});
  EXPECT_THAT(shard.corrections().changes, IsEmpty());
  EXPECT_THAT(shard.corrections().id, IsEmpty());
}

}  // namespace
}  // namespace shiplog
