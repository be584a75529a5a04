#include "sources/github/capabilities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

const char* const kLimits =
    R"({"resources":{"core":{"limit":5000,"remaining":4999},"graphql":{"limit":5000,"remaining":4321}}})";

// Answers by operation or path; everything else well.
class FakeGitHub final : public GitHubClient {
 public:
  Result<GitHubAnswer> query(std::string_view operation, std::string_view, std::string_view given,
                             const std::stop_token&) override {
    variables[std::string(operation)] = given;
    return answer(std::string(operation));
  }
  Result<GitHubAnswer> get(std::string_view path, const std::stop_token&) override {
    return answer(std::string(path));
  }
  GitHubUsage usage() const override { return {}; }
  std::optional<GitHubWait> waiting() const override { return std::nullopt; }

  std::map<std::string, Result<GitHubAnswer>> answers = {
      {"/rate_limit", GitHubAnswer{.body = kLimits, .scopes = "repo", .token_expires = "soon"}},
      {"Viewer", GitHubAnswer{.body = R"({"data":{"viewer":{"login":"octocat"}}})"}}};
  std::map<std::string, std::string> variables = {};

 private:
  Result<GitHubAnswer> answer(const std::string& key) {
    const auto found = answers.find(key);
    return found == answers.end() ? GitHubAnswer{.body = "{}"} : found->second;
  }
};

CapabilityProbe probe_of(FakeGitHub& github, const std::string& name) {
  const auto all = probe_capabilities(github, "acme/api", {});
  EXPECT_TRUE(all) << all.error().message;
  const auto found = std::ranges::find(all->probes, name, &CapabilityProbe::name);
  EXPECT_NE(found, all->probes.end());
  return *found;
}

GitHubAnswer refusal(const std::string& message, const std::string& remedy = "") {
  return {.state = AnswerState::Refused, .problems = {{.message = message, .remedy = remedy}}};
}

TEST(Capabilities, TellWhoseTokenItIsAndWhatIsLeft) {
  FakeGitHub github;
  const auto all = probe_capabilities(github, "", {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->login, "octocat");
  EXPECT_EQ(all->scopes, "repo");
  EXPECT_EQ(all->token_expires, "soon");
  EXPECT_EQ(all->points_left, 4321);
  EXPECT_EQ(all->requests_left, 4999);
  EXPECT_TRUE(all->probes.empty());
}

TEST(Capabilities, KnowAServerWithoutLimits) {
  FakeGitHub github;
  github.answers.insert_or_assign("/rate_limit", GitHubAnswer{.state = AnswerState::Lost});
  const auto all = probe_capabilities(github, "", {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->points, std::nullopt);
}

TEST(Capabilities, AreAllThereWhenAllIsAnswered) {
  FakeGitHub github;
  const auto all = probe_capabilities(github, "acme/api", {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->probes.size(), 7U);
  for (const CapabilityProbe& probe : all->probes) {
    EXPECT_EQ(probe.state, Capability::Available) << probe.name;
  }
  EXPECT_EQ(github.variables.at("MayReadDeployments"), R"({"owner":"acme","name":"api"})");
  EXPECT_EQ(github.variables.at("MayReadTeams"), R"({"owner":"acme"})");
}

TEST(Capabilities, SayWhatALackCostsAndHowToMendIt) {
  FakeGitHub github;
  github.answers.insert_or_assign("MayReadTeams", refusal("Your token has not the scopes."));
  const CapabilityProbe with_scopes = probe_of(github, "teams");
  EXPECT_EQ(with_scopes.state, Capability::Missing);
  EXPECT_EQ(with_scopes.found, "Your token has not the scopes.");
  EXPECT_NE(with_scopes.cost.find("no grouping by team"), std::string::npos);
  EXPECT_EQ(with_scopes.remedy, "give the token the scope read:org");

  github.answers.insert_or_assign("/rate_limit", GitHubAnswer{.body = kLimits});
  EXPECT_EQ(probe_of(github, "teams").remedy,
            "give the token the permission 'Members: read' of the organisation");

  github.answers.insert_or_assign("/repos/acme/api/actions/runs?per_page=1",
                                  refusal("Protected by SAML.", "authorise it at https://x"));
  EXPECT_EQ(probe_of(github, "workflow runs").remedy, "authorise it at https://x");
}

TEST(Capabilities, LackNothingWhereThereIsNothing) {
  FakeGitHub github;
  github.answers.insert_or_assign("MayReadTeams", GitHubAnswer{.state = AnswerState::Lost});
  github.answers.insert_or_assign("MayReadIssues", GitHubAnswer{.state = AnswerState::Gone});
  EXPECT_EQ(probe_of(github, "teams").found, "there are none");
  EXPECT_EQ(probe_of(github, "issues").state, Capability::Available);
}

TEST(Capabilities, EndWithARepositoryThatIsNotThere) {
  FakeGitHub github;
  github.answers.insert_or_assign(
      "MayReadRepository",
      GitHubAnswer{.state = AnswerState::Lost, .problems = {{.message = "Could not resolve."}}});
  const auto all = probe_capabilities(github, "acme/api", {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->probes.size(), 1U);
  EXPECT_EQ(all->probes.at(0).state, Capability::Missing);
}

TEST(Capabilities, AreUnknownWhileGitHubIsNotItself) {
  FakeGitHub github;
  github.answers.insert_or_assign("MayReadIssues", Error{ErrorCode::Unavailable, "it is down"});
  const CapabilityProbe probe = probe_of(github, "issues");
  EXPECT_EQ(probe.state, Capability::Unknown);
  EXPECT_EQ(probe.found, "it is down");
}

TEST(Capabilities, EndWhereTheTokenIsRefused) {
  FakeGitHub github;
  github.answers.insert_or_assign("/rate_limit", Error{ErrorCode::Unauthorized, "Bad credentials"});
  EXPECT_EQ(probe_capabilities(github, "acme/api", {}).error().code, ErrorCode::Unauthorized);
  EXPECT_EQ(probe_capabilities(github, "acme", {}).error().code, ErrorCode::InvalidInput);
}

}  // namespace
}  // namespace shiplog
