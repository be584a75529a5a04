// The evidence against deployments, as a shard has it.

#include "columns/failures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/builders/fact_builder.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Found = std::vector<std::pair<EvidenceKind, std::string>>;

class Deployments {
 public:
  explicit Deployments(const std::vector<Fact>& facts, const Reading& reading = {})
      : shard_(shard_of(facts, reading)) {}

  Row row(const std::string& id) const {
    for (Row row = 0; row < shard_.deployment_count(); ++row) {
      if (shard_.text(table().id[row]) == id) {
        return row;
      }
    }
    ADD_FAILURE() << "no deployment " << id;
    return 0;
  }
  Found evidence(const std::string& id) const {
    Found found;
    for (const Evidence& one : list_at(table().evidence_offsets, table().evidence, row(id))) {
      found.emplace_back(one.kind, shard_.text(one.source));
    }
    return found;
  }
  Confidence failure(const std::string& id) const { return table().failure[row(id)]; }
  Timestamp restored_at(const std::string& id) const { return table().restored_at[row(id)]; }
  std::string restored_by(const std::string& id) const {
    return std::string(shard_.text(table().restored_by[row(id)]));
  }
  bool is_repair(const std::string& id) const { return table().is_repair[row(id)] != 0; }
  bool is_rollback(const std::string& id) const { return table().is_rollback[row(id)] != 0; }

 private:
  const DeploymentTable<Fixed>& table() const { return shard_.deployments(); }
  Shard shard_;
};

// c0 ← c1 ← c2 ← c3 ← c4, one a day.
std::vector<Fact> with_history(std::vector<Fact> facts) {
  for (int number = 0; number < 5; ++number) {
    const std::string sha = "c" + std::to_string(number);
    CommitBuilder one = number == 0 ? commit(sha) : commit(sha, {"c" + std::to_string(number - 1)});
    facts.push_back(one.at(day(number)));
  }
  return facts;
}

TEST(Incidents, ThatNameADeploymentConfirmItsFailure) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         deployment("E", "b").succeeded(day(2)),
                         incident("I", day(9)).naming("D").resolved(day(10))});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::Incident, "I")));
  EXPECT_EQ(all.failure("D"), Confidence::Confirmed);
  EXPECT_EQ(all.restored_at("D"), day(10));
  EXPECT_EQ(all.restored_by("D"), "I");
  EXPECT_THAT(all.evidence("E"), IsEmpty());
}

TEST(Incidents, ThatNameWhatDidNotSucceedAreNotTriedAsNearby) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         deployment("F", "a").created(day(1)).ended("failure"),
                         incident("I", day(1)).in(kRepository).naming("F"),
                         incident("J", day(1)).in(kRepository).naming("nothing")});
  EXPECT_THAT(all.evidence("D"), IsEmpty());
  EXPECT_THAT(all.evidence("F"), IsEmpty());
}

TEST(Incidents, NearbyConcernTheLatestSuccessOfTheirRepositoryWithinADay) {
  const auto evidence = [](Timestamp started_at) {
    return Deployments({deployment("D", "a").succeeded(day(1)),
                        deployment("E", "b").succeeded(day(3)),
                        incident("I", started_at).in(kRepository)});
  };
  EXPECT_THAT(evidence(day(1)).evidence("D"),
              ElementsAre(std::pair(EvidenceKind::IncidentNearby, "I")));
  EXPECT_EQ(evidence(day(1)).failure("D"), Confidence::Possible);
  EXPECT_EQ(evidence(day(2)).evidence("D").size(), 1U);
  EXPECT_THAT(evidence(day(2, 0, 0, 1)).evidence("D"), IsEmpty());
  EXPECT_THAT(evidence(day(0)).evidence("D"), IsEmpty());
  EXPECT_THAT(evidence(day(3)).evidence("D"), IsEmpty());
  EXPECT_EQ(evidence(day(3)).evidence("E").size(), 1U);
}

TEST(Incidents, NearbyMatchByServiceWhereBothNameOne) {
  const Deployments all({deployment("A", "a").of("api").succeeded(day(1)),
                         deployment("W", "a").of("web").succeeded(day(1)),
                         deployment("N", "a").succeeded(day(1)),
                         incident("I", day(1, 1)).in(kRepository).of("api"),
                         incident("J", day(1, 1)).of("web"), incident("K", day(1, 1))});
  EXPECT_THAT(all.evidence("A"), ElementsAre(std::pair(EvidenceKind::IncidentNearby, "I")));
  EXPECT_THAT(all.evidence("W"), ElementsAre(std::pair(EvidenceKind::IncidentNearby, "J")));
  EXPECT_THAT(all.evidence("N"), ElementsAre(std::pair(EvidenceKind::IncidentNearby, "I")));
}

TEST(Incidents, MayBeIssuesByTheirLabel) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         issue("I", day(1, 1), {"SEV-1"}, day(1, 2)),
                         issue("J", day(1, 1), {"bug"})});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::IncidentNearby, "I")));
  EXPECT_EQ(all.restored_at("D"), day(1, 2));
}

TEST(Rollbacks, BlameOnlyTheSuccessDirectlyBefore) {
  const Deployments all(with_history(
      {deployment("V1", "c1").succeeded(day(1)), deployment("V2", "c2").succeeded(day(2)),
       deployment("V3", "c3").succeeded(day(3)), deployment("back", "c1").succeeded(day(4)),
       deployment("forth", "c3").succeeded(day(5)), deployment("again", "c3").succeeded(day(6))}));
  EXPECT_TRUE(all.is_rollback("back"));
  EXPECT_TRUE(all.is_repair("back"));
  EXPECT_THAT(all.evidence("V3"), ElementsAre(std::pair(EvidenceKind::Rollback, "back")));
  EXPECT_EQ(all.restored_at("V3"), day(4));
  EXPECT_EQ(all.restored_by("V3"), "back");
  EXPECT_THAT(all.evidence("V2"), IsEmpty());
  EXPECT_FALSE(all.is_rollback("forth"));
  EXPECT_FALSE(all.is_rollback("again"));
}

TEST(Rollbacks, AreToldByTheFirstSuccessWhereTheGraphIsUnknown) {
  const Deployments all(
      {deployment("V1", "x").succeeded(day(1)), deployment("V2", "y").succeeded(day(2)),
       deployment("back", "x").succeeded(day(3)), deployment("forth", "y").succeeded(day(4))});
  EXPECT_TRUE(all.is_rollback("back"));
  EXPECT_FALSE(all.is_rollback("forth"));
}

TEST(Rollbacks, AreNotWhatWasNeverDeployedBefore) {
  const Deployments all(with_history(
      {deployment("V3", "c3").succeeded(day(3)), deployment("late", "c2").succeeded(day(4))}));
  EXPECT_FALSE(all.is_rollback("late"));
}

TEST(FailureStatus, AfterASuccessIsEvidence) {
  const Deployments all(
      {deployment("D", "a").created(day(1)).status("success", day(1)).status("error", day(2)),
       deployment("E", "b").created(day(3)).status("error", day(3)).status("success", day(4)),
       deployment("F", "c").created(day(5)).status("success", day(5)).ended("failure")});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::FailureStatus, "D")));
  EXPECT_EQ(all.restored_at("D"), day(4));
  EXPECT_EQ(all.restored_by("D"), "E");
  EXPECT_THAT(all.evidence("E"), IsEmpty());
  EXPECT_THAT(all.evidence("F"), ElementsAre(std::pair(EvidenceKind::FailureStatus, "F")));
  EXPECT_EQ(all.restored_at("F"), kNever);
}

std::vector<Fact> a_revert(Timestamp merged_at, const std::string& deployed_with) {
  std::vector<Fact> facts = {deployment("D0", "c0").succeeded(day(0)),
                             deployment("D1", "c1").succeeded(day(1)),
                             deployment("D3", "c3").succeeded(day(20)),
                             pull_request("change").opened(day(0)).merged(day(1), "c1"),
                             pull_request("revert").opened(day(0)).merged(merged_at, "c2")};
  facts.push_back(commit("c0").at(day(0)));
  facts.push_back(commit("c1", {"c0"}).at(day(1)));
  facts.push_back(commit("c2", {"c1"}).at(day(2)).reverting(deployed_with));
  facts.push_back(commit("c3", {"c2"}).at(day(3)));
  return facts;
}

TEST(Reverts, WithinSevenDaysAndDeployedLaterAreEvidence) {
  const Deployments in_time(a_revert(day(8), "c1"));
  EXPECT_THAT(in_time.evidence("D1"), ElementsAre(std::pair(EvidenceKind::Revert, "revert")));
  EXPECT_EQ(in_time.failure("D1"), Confidence::Confirmed);
  EXPECT_EQ(in_time.restored_at("D1"), day(20));
  EXPECT_EQ(in_time.restored_by("D1"), "D3");
  EXPECT_THAT(Deployments(a_revert(day(8, 0, 0, 1), "c1")).evidence("D1"), IsEmpty());
  // What the first deployment of a line brought is not known.
  EXPECT_THAT(Deployments(a_revert(day(2), "c0")).evidence("D0"), IsEmpty());
}

TEST(Hotfixes, BlameTheSuccessBeforeThemWithinTwoDays) {
  const auto all = [](Timestamp fixed_at) {
    return Deployments(with_history(
        {deployment("D1", "c1").succeeded(day(1)), deployment("D2", "c2").succeeded(day(2)),
         deployment("D3", "c3").succeeded(fixed_at),
         pull_request("p").opened(day(3)).from("Hotfix/login").merged(day(3), "c3")}));
  };
  EXPECT_THAT(all(day(4)).evidence("D2"), ElementsAre(std::pair(EvidenceKind::Hotfix, "D3")));
  EXPECT_EQ(all(day(4)).failure("D2"), Confidence::Possible);
  EXPECT_TRUE(all(day(4)).is_repair("D3"));
  EXPECT_FALSE(all(day(4)).is_repair("D2"));
  EXPECT_EQ(all(day(4)).restored_by("D2"), "D3");
  EXPECT_THAT(all(day(4, 0, 0, 1)).evidence("D2"), IsEmpty());
}

TEST(Hotfixes, LeftOutByHandNeitherBlameNorRepair) {
  std::vector<Fact> facts = with_history(
      {deployment("D1", "c1").succeeded(day(1)), deployment("D2", "c2").succeeded(day(2)),
       deployment("D3", "c3").succeeded(day(3)),
       pull_request("H").opened(day(2)).merged(day(2, 12), "c3").labelled("hotfix")});
  EXPECT_THAT(Deployments(facts).evidence("D2"),
              ElementsAre(std::pair(EvidenceKind::Hotfix, "D3")));
  EXPECT_TRUE(Deployments(facts).is_repair("D3"));
  facts.push_back(Correction{.id = "C",
                             .at = day(9),
                             .by = "ada",
                             .of = "pull_request",
                             .target = "H",
                             .field = "excluded",
                             .value = "true",
                             .reason = "a wrong label"});
  EXPECT_THAT(Deployments(facts).evidence("D2"), IsEmpty());
  EXPECT_FALSE(Deployments(facts).is_repair("D3"));
}

TEST(Fixes, BindALaterSuccessOfAnyProductionLineWithoutLimit) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         deployment("S", "b").in("staging").succeeded(day(80)).fixing("D"),
                         deployment("E", "b").in("prod-eu").succeeded(day(90)).fixing("D"),
                         deployment("F", "b").created(day(91)).ended("failure").fixing("D"),
                         deployment("G", "b").succeeded(day(0)).fixing("D")});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::Fixes, "E")));
  EXPECT_EQ(all.restored_at("D"), day(90));
  EXPECT_TRUE(all.is_repair("E"));
  EXPECT_TRUE(all.is_repair("S"));
}

TEST(Restoration, WaitsForAllIncidentsOrElseForARepair) {
  const std::vector<Fact> facts = {deployment("D", "a").succeeded(day(1)),
                                   deployment("E", "b").succeeded(day(5)).fixing("D"),
                                   incident("I", day(1)).naming("D").resolved(day(2)),
                                   incident("J", day(1)).naming("D").resolved(day(3))};
  EXPECT_EQ(Deployments(facts).restored_at("D"), day(3));
  EXPECT_EQ(Deployments(facts).restored_by("D"), "J");
  EXPECT_EQ(Deployments(facts, {.now = day(2, 12)}).restored_at("D"), kNever);
  std::vector<Fact> unresolved = facts;
  unresolved.push_back(incident("K", day(1)).naming("D"));
  EXPECT_EQ(Deployments(unresolved).restored_at("D"), day(5));
  EXPECT_EQ(Deployments(unresolved).restored_by("D"), "E");
}

Fact by_hand(std::string of, std::string target, std::string field, std::string value) {
  return Correction{.id = "C_" + target,
                    .at = day(90),
                    .by = "ada",
                    .of = std::move(of),
                    .target = target,
                    .field = std::move(field),
                    .value = std::move(value),
                    .reason = "because"};
}

TEST(ByHand, ADeploymentFailsUntilTheNextOfItsLine) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         deployment("E", "b").succeeded(day(5)),
                         by_hand("deployment", "D", "failed", "true")});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::ByHand, "C_D")));
  EXPECT_EQ(all.failure("D"), Confidence::Confirmed);
  EXPECT_EQ(all.restored_at("D"), day(5));
  EXPECT_EQ(all.restored_by("D"), "E");
}

TEST(ByHand, AFailureThatHasOtherEvidenceIsRestoredByThat) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         deployment("E", "b").succeeded(day(5)),
                         incident("I", day(1)).naming("D").resolved(day(7)),
                         by_hand("deployment", "D", "failed", "true")});
  EXPECT_EQ(all.restored_at("D"), day(7));
  EXPECT_EQ(all.restored_by("D"), "I");
}

TEST(ByHand, ADeploymentIsAcquittedOfAllEvidence) {
  const Deployments all({deployment("D", "a").succeeded(day(1)),
                         incident("I", day(1)).naming("D").resolved(day(2)),
                         by_hand("deployment", "D", "failed", "false")});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::ByHand, "C_D"),
                                             std::pair(EvidenceKind::Incident, "I")));
  EXPECT_EQ(all.failure("D"), Confidence::None);
  EXPECT_EQ(all.restored_at("D"), kNever);
}

TEST(ByHand, AnIncidentOrIssueIsLinkedToItsCause) {
  const Deployments all(
      {deployment("D", "a").succeeded(day(1)), deployment("E", "b").succeeded(day(2)),
       incident("I", day(2, 1)).in(kRepository).resolved(day(3)), issue("J", day(2, 1), {"outage"}),
       by_hand("incident", "I", "deployment", "D"), by_hand("issue", "J", "deployment", "D")});
  EXPECT_THAT(all.evidence("D"), ElementsAre(std::pair(EvidenceKind::Incident, "I"),
                                             std::pair(EvidenceKind::Incident, "J")));
  EXPECT_THAT(all.evidence("E"), IsEmpty());
}

TEST(ByHand, WhatIsLeftOutIsNoEvidence) {
  const std::vector<Fact> facts = {
      deployment("D", "a").succeeded(day(1)), incident("I", day(1)).naming("D"),
      issue("J", day(1, 1), {"outage"}), deployment("F", "b").succeeded(day(2)).fixing("D")};
  std::vector<Fact> corrected = facts;
  corrected.push_back(by_hand("incident", "I", "excluded", "true"));
  corrected.push_back(by_hand("issue", "J", "excluded", "true"));
  corrected.push_back(by_hand("deployment", "F", "excluded", "true"));
  EXPECT_EQ(Deployments(facts).evidence("D").size(), 3U);
  EXPECT_THAT(Deployments(corrected).evidence("D"), IsEmpty());
}

TEST(Moments, OfDeploymentsAreTheirFirstSuccess) {
  const auto at = [](const Fact& fact, Timestamp now = kNever) {
    return shard_of({fact}, {.now = now}).deployments().succeeded_at[0];
  };
  const auto made = [] { return deployment("D", "a").created(day(1)); };
  EXPECT_EQ(at(made().ended("success")), day(1));
  EXPECT_EQ(at(made().ended("success").finished(day(2))), day(2));
  EXPECT_EQ(at(made().ended("inactive").finished(day(2))), day(2));
  EXPECT_EQ(at(made().ended("failure").finished(day(2))), kNever);
  EXPECT_EQ(at(made().ended("inactive").status("queued", day(2))), kNever);
  EXPECT_EQ(at(made().status("success", day(4)).status("success", day(3))), day(3));
  EXPECT_EQ(at(made().ended("success").status("queued", day(2)).finished(day(3))), day(3));
  // What finished after the clock has not succeeded yet.
  EXPECT_EQ(at(made().ended("success").finished(day(3)), day(2)), kNever);
  EXPECT_EQ(at(made().ended("success").status("success", day(3)), day(2)), kNever);
}

}  // namespace
}  // namespace shiplog
