#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/iso_time.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/actor_book.h"
#include "sources/github/decode/commits.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/deployments.h"
#include "sources/github/decode/issues.h"
#include "sources/github/decode/releases.h"
#include "sources/github/decode/repositories.h"
#include "sources/github/decode/teams.h"
#include "sources/github/decode/workflow_runs.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

class DecodersTest : public ::testing::Test {
 protected:
  Json parse(std::string_view json) { return document.parse(json).value(); }

  JsonDocument document;
  ActorBook people;
  Oddities oddities;
  Decoding decoding{.repository = "R_1", .people = people, .oddities = oddities};
};

using CommitsDecoder = DecodersTest;

TEST_F(CommitsDecoder, TakesTheFirstParagraphForTheHeadline) {
  const auto decoded = decode_commit(
      parse(R"({"oid":"abc","message":"Fix\nit\n\nBecause.","additions":2,"deletions":-1,)"
            R"("parents":{"totalCount":2,"nodes":[{"oid":"p1"},{"oid":"p2"}]},"author":null})"),
      decoding);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(to_record(decoded->commit).line,
            R"({"kind":"commit","repository":"R_1","sha":"abc","parents":["p1","p2"],)"
            R"("additions":2,"headline":"Fix it"})");
  EXPECT_FALSE(decoded->may_revert);
}

TEST_F(CommitsDecoder, TakesATitleForNoReferenceButForAHint) {
  const auto decoded =
      decode_commit(parse(R"({"oid":"abc","message":"Revert \"Fix\""})"), decoding);
  EXPECT_FALSE(decoded->commit.is_revert_of.has_value());
  EXPECT_TRUE(decoded->may_revert);
}

TEST_F(CommitsDecoder, ReadsNumbersOutOfBranchesAndTexts) {
  EXPECT_EQ(number_in_revert_branch("revert-12-fix"), 12);
  EXPECT_FALSE(number_in_revert_branch("revert-12").has_value());
  EXPECT_FALSE(number_in_revert_branch("revert-fix-12").has_value());
  EXPECT_FALSE(number_in_revert_branch("my-revert-12-fix").has_value());
  EXPECT_EQ(number_reverted_by_text("This is bad.\n\nReverts Acme/api#12", "acme/api"), 12);
  EXPECT_FALSE(number_reverted_by_text("Reverts acme/other#12", "acme/api").has_value());
  EXPECT_FALSE(number_reverted_by_text("Reverts acme/api#", "acme/api").has_value());
}

using DeploymentsDecoder = DecodersTest;

TEST_F(DeploymentsDecoder, PrefersWhereItWentToWhoTookItOver) {
  auto parts = DeploymentParts::begin(
      parse(R"({"id":"D_1","commitOid":"abc","environment":"production",)"
            R"("originalEnvironment":"staging","state":"ACTIVE",)"
            R"("createdAt":"2026-01-02T00:00:00Z","updatedAt":"2026-01-02T00:00:00Z",)"
            R"("ref":{"name":"main"},"statuses":{"nodes":[)"
            R"({"state":"SUCCESS","createdAt":"2026-01-02T00:10:00Z"},)"
            R"({"state":"IN_PROGRESS","createdAt":"2026-01-02T00:05:00Z"},)"
            R"({"state":"QUEUED","createdAt":"2026-01-02T00:05:00Z"}]}})"),
      decoding);
  ASSERT_TRUE(parts.has_value());
  EXPECT_FALSE(parts->is_settled());
  const FactRecord record = std::move(*parts).tell();
  EXPECT_EQ(record.line,
            R"({"kind":"deployment","id":"D_1","repository":"R_1","environment":"staging",)"
            R"("sha":"abc","created_at":"2026-01-02T00:00:00Z",)"
            R"("finished_at":"2026-01-02T00:10:00Z","status":"success","ref":"main",)"
            R"("statuses":[{"state":"queued","at":"2026-01-02T00:05:00Z"},)"
            R"({"state":"in_progress","at":"2026-01-02T00:05:00Z"},)"
            R"({"state":"success","at":"2026-01-02T00:10:00Z"}]})");
  EXPECT_EQ(format_time(*record.updated_at), "2026-01-02T00:10:00Z");
}

TEST_F(DeploymentsDecoder, KnowsEveryStateOfGitHubAndKeepsUnknownOnes) {
  const std::vector<std::pair<std::string, std::string>> words = {
      {"ABANDONED", "queued"}, {"ACTIVE", "success"},          {"DESTROYED", "inactive"},
      {"ERROR", "error"},      {"FAILURE", "failure"},         {"INACTIVE", "inactive"},
      {"PENDING", "queued"},   {"IN_PROGRESS", "in_progress"}, {"QUEUED", "queued"},
      {"SUCCESS", "success"},  {"WAITING", "queued"},          {"BEAMED_UP", "beamed_up"}};
  for (const auto& [github, fact] : words) {
    auto parts = DeploymentParts::begin(
        parse(R"({"id":"D_1","commitOid":"abc","createdAt":"2026-01-02T00:00:00Z","state":")" +
              github + "\"}"),
        decoding);
    EXPECT_NE(std::move(*parts).tell().line.find("\"status\":\"" + fact + "\""), std::string::npos)
        << github;
  }
  EXPECT_EQ(oddities.take_notes().size(), 1U);
}

using ReleasesDecoder = DecodersTest;

TEST_F(ReleasesDecoder, DatesADraftByItsCreation) {
  const auto record = decode_release(
      parse(R"({"id":"RE_1","tagName":"v1","isDraft":true,"publishedAt":null,)"
            R"("createdAt":"2026-01-02T00:00:00Z","updatedAt":"2026-01-03T00:00:00Z",)"
            R"("tagCommit":null})"),
      decoding);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->line, R"({"kind":"release","id":"RE_1","repository":"R_1","tag":"v1",)"
                          R"("published_at":"2026-01-02T00:00:00Z","is_draft":true})");
}

TEST_F(ReleasesDecoder, FollowsATagToItsCommit) {
  const auto lightweight = decode_tag(
      parse(R"({"id":"REF_1","name":"v1-rc.1","target":{"__typename":"Commit","oid":"abc",)"
            R"("committedDate":"2026-01-02T00:00:00Z"}})"),
      decoding);
  ASSERT_TRUE(lightweight.has_value());
  EXPECT_EQ(lightweight->sha, "abc");
  EXPECT_EQ(lightweight->is_prerelease, true);
  const auto annotated = decode_tag(
      parse(R"({"id":"REF_2","name":"v1","target":{"__typename":"Tag","oid":"tag",)"
            R"("tagger":{"date":"2026-01-05T00:00:00+01:00"},"target":{"__typename":"Tag",)"
            R"("oid":"inner","target":{"__typename":"Commit","oid":"abc",)"
            R"("committedDate":"2026-01-02T00:00:00Z"}}}})"),
      decoding);
  ASSERT_TRUE(annotated.has_value());
  EXPECT_EQ(annotated->sha, "abc");
  EXPECT_EQ(format_time(annotated->published_at), "2026-01-04T23:00:00Z");
  EXPECT_FALSE(decode_tag(parse(R"({"id":"REF_3","name":"data","target":{"__typename":"Blob",)"
                                R"("oid":"abc"}})"),
                          decoding)
                   .has_value());
}

using IssuesDecoder = DecodersTest;

TEST_F(IssuesDecoder, TellsLabelsAndWhereTheyGoOn) {
  const auto decoded = decode_issue(
      parse(R"({"id":"I_1","number":3,"createdAt":"2026-01-02T00:00:00Z",)"
            R"("updatedAt":"2026-01-03T00:00:00Z","title":"Broken","author":null,"labels":)"
            R"({"pageInfo":{"hasNextPage":true,"endCursor":"x"},"nodes":[{"name":"incident"}]}})"),
      decoding);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->next_label, "x");
  EXPECT_EQ(to_record(decoded->issue).line,
            R"({"kind":"issue","id":"I_1","repository":"R_1","number":3,)"
            R"("created_at":"2026-01-02T00:00:00Z","title":"Broken",)"
            R"("updated_at":"2026-01-03T00:00:00Z","labels":["incident"]})");
}

using RepositoriesDecoder = DecodersTest;

TEST_F(RepositoriesDecoder, MarksEveryChange) {
  const std::string json =
      R"({"id":"R_1","nameWithOwner":"acme/api","isPrivate":true,"isArchived":false,)"
      R"("pushedAt":"2026-01-01T00:00:00Z","primaryLanguage":{"name":"C++"},)"
      R"("repositoryTopics":{"nodes":[{"topic":{"name":"dora"}}]},)"
      R"("defaultBranchRef":{"name":"main","target":{"oid":"abc"}},)"
      R"("pullRequests":{"totalCount":1,"nodes":[{"id":"P","updatedAt":"2026-01-01T00:00:01Z"}]},)"
      R"("issues":{"totalCount":0,"nodes":[]},)"
      R"("deployments":{"totalCount":1,"nodes":[{"id":"D","state":"QUEUED"}]}})";
  const auto first = decode_repository(parse(json));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->record.line,
            R"({"kind":"repository","id":"R_1","full_name":"acme/api","default_branch":"main",)"
            R"("is_private":true,"is_archived":false,"language":"C++","topics":["dora"]})");
  EXPECT_EQ(decode_repository(parse(json))->fingerprint, first->fingerprint);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"abc\"", "\"abd\""},
           {"00:00:01Z", "00:00:02Z"},
           {"QUEUED", "ACTIVE"},
           {"acme/api", "acme/ap"},
           {R"("issues":{"totalCount":0)", R"("issues":{"totalCount":1)"},
           {"2026-01-01T00:00:00Z", "2026-01-01T00:00:09Z"}}) {
    std::string other = json;
    other.replace(other.find(from), from.size(), to);
    EXPECT_NE(decode_repository(parse(other))->fingerprint, first->fingerprint) << to;
  }
}

TEST_F(RepositoriesDecoder, KnowsARepositoryWithoutABranch) {
  const auto empty = decode_repository(
      parse(R"({"id":"R_1","nameWithOwner":"acme/api","defaultBranchRef":null})"));
  ASSERT_TRUE(empty.has_value());
  EXPECT_EQ(empty->record.line,
            R"({"kind":"repository","id":"R_1","full_name":"acme/api","topics":[]})");
}

using WorkflowRunsDecoder = DecodersTest;

TEST_F(WorkflowRunsDecoder, EndsARunOnlyWhenItIsCompleted) {
  const std::string json =
      R"({"node_id":"WFR_1","name":"CI","created_at":"2026-01-02T00:00:00Z",)"
      R"("run_started_at":"2026-01-02T00:01:00Z","updated_at":"2026-01-02T00:09:00Z",)"
      R"("head_branch":"main","head_sha":"abc","event":"push","run_attempt":2,)";
  EXPECT_EQ(
      decode_workflow_run(parse(json + R"("status":"completed","conclusion":"failure"})"), decoding)
          ->line,
      R"({"kind":"workflow_run","id":"WFR_1","repository":"R_1","name":"CI",)"
      R"("created_at":"2026-01-02T00:00:00Z","started_at":"2026-01-02T00:01:00Z",)"
      R"("finished_at":"2026-01-02T00:09:00Z","branch":"main","sha":"abc","event":"push",)"
      R"("conclusion":"failure","attempt":2})");
  EXPECT_EQ(
      decode_workflow_run(parse(json + R"("status":"in_progress","conclusion":null})"), decoding)
          ->line.find("finished_at"),
      std::string::npos);
}

using TeamsDecoder = DecodersTest;

TEST_F(TeamsDecoder, TellsMembersRepositoriesAndParent) {
  const auto decoded =
      decode_team(parse(R"({"id":"T_1","slug":"core","name":"Core","parentTeam":{"id":"T_0"},)"
                        R"("members":{"pageInfo":{"hasNextPage":true,"endCursor":"m"},"nodes":[)"
                        R"({"id":"U_1","login":"ada"}]},"repositories":{"nodes":[{"id":"R_1"}]}})"),
                  people);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_FALSE(decoded->is_whole);
  EXPECT_EQ(decoded->next_member, "m");
  EXPECT_EQ(to_record(decoded->team).line,
            R"({"kind":"team","id":"T_1","slug":"core","name":"Core","members":["U_1"],)"
            R"("repositories":["R_1"],"parent":"T_0"})");
}

TEST(ActorBookTest, TellsEachOnce) {
  JsonDocument document;
  ActorBook people;
  const Json actor = document
                         .parse(R"({"__typename":"User","id":"U_1","login":"ada","updatedAt":)"
                                R"("2026-01-01T00:00:00Z"})")
                         .value();
  std::vector<FactRecord> records;
  EXPECT_EQ(people.meet(actor), "U_1");
  EXPECT_EQ(people.meet(actor), "U_1");
  people.tell(records);
  people.tell(records);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(format_time(*records[0].updated_at), "2026-01-01T00:00:00Z")
      << "so that a new login replaces the old one";
}

TEST(ActorBookTest, KnowsAgentsWithAndWithoutTheirSuffix) {
  EXPECT_TRUE(is_agent_login("Copilot"));
  EXPECT_TRUE(is_agent_login("devin-ai-integration[bot]"));
  EXPECT_FALSE(is_agent_login("dependabot"));
  EXPECT_FALSE(is_agent_login("claudette"));
}

}  // namespace
}  // namespace shiplog
