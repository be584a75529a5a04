// Corrections by hand: made, listed and undone in a store.

#include "services/corrections/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "domain/fact_record.h"
#include "services/corrections/target.h"
#include "services/query/snapshot_service.h"
#include "store/memory/memory_store.h"
#include "tests/builders/fact_builder.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CorrectionsByHand : public testing::Test {
 protected:
  CorrectionsByHand() {
    add({repository(kRepository, "acme/api"), repository("R_2", "acme/web"),
         pull_request("PR_1").number(12).opened(day(0)).merged(day(1), "aaaaaaaa1"),
         pull_request("PR_2").number(12).in("R_2").opened(day(0)),
         deployment("D_1", "aaaaaaaa1").succeeded(day(2)),
         deployment("D_2", "b").repository("R_2").succeeded(day(2)), release("L_1", day(2)),
         incident("I_1", day(3)), issue("S_1", day(3), {"outage"}), commit("aaaaaaaa1").at(day(1)),
         commit("aaaaaaaa2").at(day(1))});
  }

  void add(std::initializer_list<Fact> facts) {
    Batch batch;
    for (const Fact& fact : facts) {
      batch.records.push_back(to_record(fact));
    }
    ASSERT_TRUE(store_.open_writer({}).value()->apply(std::move(batch)).has_value());
  }

  Target target(std::string_view name) {
    return find_target(store_, excludable_kinds(), name).value();
  }
  static Author ada(int on = 10, std::string reason = "a drill") {
    return {.by = "ada", .reason = std::move(reason), .now = day(on)};
  }
  std::vector<std::string> in_effect() {
    std::vector<std::string> ids;
    const std::vector<ListedCorrection> listed = list_corrections(store_).value();
    for (const ListedCorrection& one : listed) {
      if (one.is_in_effect) {
        ids.push_back(one.correction.id);
      }
    }
    return ids;
  }

  MemoryStore store_;
};

TEST_F(CorrectionsByHand, FindTheirTargetByWhateverItIsCalled) {
  for (const std::string name :
       {"PR_1", "acme/api#12", "ACME/API#12", "R_1#12", "https://github.com/acme/api/pull/12"}) {
    EXPECT_EQ(target(name).id, "PR_1") << name;
    EXPECT_EQ(target(name).of, FactKind::PullRequest);
  }
  EXPECT_EQ(target("acme/web#12").id, "PR_2");
  EXPECT_EQ(target("https://github.com/acme/api/issues/1").id, "S_1");
  EXPECT_EQ(target("D_1").of, FactKind::Deployment);
  EXPECT_EQ(target("aaaaaaaa1").of, FactKind::Commit);
}

TEST_F(CorrectionsByHand, SayWhatIsNotThere) {
  const auto error = [this](std::string_view name) {
    return find_target(store_, excludable_kinds(), name).error();
  };
  EXPECT_EQ(error("D_9").code, ErrorCode::NotFound);
  EXPECT_THAT(error("acme/apy#12").message, HasSubstr("acme/api"));
  EXPECT_EQ(error("acme/api#13").code, ErrorCode::NotFound);
  EXPECT_EQ(error("aaaaaaaa").code, ErrorCode::InvalidInput);
}

TEST_F(CorrectionsByHand, AreFactsWithWhoWhenAndWhy) {
  const Correction made = exclude(store_, target("acme/api#12"), ada()).value();
  std::vector<std::string> lines;
  ASSERT_TRUE(store_
                  .scan_kind(FactKind::Correction,
                             [&](const FactRecord& record) -> Result<Unit> {
                               lines.push_back(record.line);
                               return Unit{};
                             })
                  .has_value());
  EXPECT_THAT(lines, ElementsAre(R"({"kind":"correction","id":")" + made.id +
                                 R"(","at":"2024-01-11T00:00:00Z","by":"ada","of":"pull_request",)"
                                 R"("target":"PR_1","field":"excluded","value":"true",)"
                                 R"("reason":"a drill"})"));
}

TEST_F(CorrectionsByHand, AreUndoneOnceAndSayBoth) {
  const Correction made = exclude(store_, target("PR_1"), ada()).value();
  EXPECT_THAT(in_effect(), ElementsAre(made.id));
  const Correction undone = undo_correction(store_, made.id, ada(11, "it was real")).value();
  EXPECT_THAT(in_effect(), IsEmpty());
  EXPECT_EQ(words_of(undone), "undone");
  EXPECT_EQ(list_corrections(store_).value().size(), 2U);
  EXPECT_EQ(undo_correction(store_, made.id, ada(12)).error().code, ErrorCode::Conflict);
  EXPECT_EQ(undo_correction(store_, undone.id, ada(12)).error().code, ErrorCode::Conflict);
  EXPECT_EQ(undo_correction(store_, "C_0", ada(12)).error().code, ErrorCode::NotFound);
}

TEST_F(CorrectionsByHand, ReplaceEachOtherEvenWhenTheClockIsSetBack) {
  const Correction first = override_failure(store_, target("D_1"), true, ada(10)).value();
  const Correction second = override_failure(store_, target("D_1"), false, ada(5)).value();
  EXPECT_GT(second.at, first.at);
  EXPECT_THAT(in_effect(), ElementsAre(second.id));
  EXPECT_EQ(words_of(first), "failed");
  EXPECT_EQ(words_of(second), "did not fail");
}

TEST_F(CorrectionsByHand, NeedAReasonANameAndWhatTheyCanBeOf) {
  const auto code = [](const Result<Correction>& result) { return result.error().code; };
  EXPECT_EQ(code(exclude(store_, target("PR_1"), ada(1, ""))), ErrorCode::InvalidInput);
  EXPECT_EQ(code(exclude(store_, target("PR_1"), {.reason = "so", .now = day(1)})),
            ErrorCode::InvalidInput);
  EXPECT_EQ(code(override_failure(store_, target("I_1"), true, ada())), ErrorCode::InvalidInput);
  EXPECT_EQ(code(link_incident(store_, target("D_1"), target("D_1"), ada())),
            ErrorCode::InvalidInput);
}

TEST_F(CorrectionsByHand, LinkAnIssueOnlyWithinItsRepository) {
  EXPECT_TRUE(link_incident(store_, target("S_1"), target("D_1"), ada()).has_value());
  EXPECT_EQ(link_incident(store_, target("S_1"), target("D_2"), ada()).error().code,
            ErrorCode::InvalidInput);
  EXPECT_TRUE(link_incident(store_, target("I_1"), target("D_2"), ada()).has_value());
}

TEST_F(CorrectionsByHand, AreListedByTheNamesThatPeopleUse) {
  ASSERT_TRUE(exclude(store_, target("PR_1"), ada()).has_value());
  ASSERT_TRUE(exclude(store_, target("D_1"), ada(11)).has_value());
  SnapshotService snapshots(store_, {.threads = 1});
  std::vector<ListedCorrection> listed = list_corrections(store_).value();
  name_targets(listed, *snapshots.current({}).value());
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].name, "D_1");
  EXPECT_EQ(listed[1].name, "acme/api#12");
}

}  // namespace
}  // namespace shiplog
