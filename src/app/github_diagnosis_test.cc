#include "app/github_diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/services.h"
#include "tests/scripted_server.h"

namespace shiplog {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kLimits =
    R"({"resources":{"core":{"limit":5000,"remaining":4999},"graphql":{"limit":5000,"remaining":4321}}})";

std::string reply(int status, std::string_view body, std::string_view head = "") {
  return "HTTP/1.1 " + std::to_string(status) +
         " x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(head) +
         "\r\n" + std::string(body);
}

// A GitHub where deployments are forbidden.
bool answer(const ScriptedConnection& connection, const std::string& request) {
  if (request.find("/rate_limit") != std::string::npos) {
    connection.say(reply(200, kLimits,
                         "X-OAuth-Scopes: repo\r\n"
                         "GitHub-Authentication-Token-Expiration: 2024-03-06 00:00:00 UTC\r\n"));
  } else if (request.find("MayReadDeployments") != std::string::npos) {
    connection.say(reply(200, R"({"data":{"repository":null},"errors":[{"type":"FORBIDDEN",)"
                              R"("message":"Resource not accessible"}]})"));
  } else {
    connection.say(reply(200, R"({"data":{"viewer":{"login":"octocat"}}})"));
  }
  return true;
}

std::vector<std::string> lines_of(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    const char* health = finding.health == Health::Ok        ? "ok "
                         : finding.health == Health::Warning ? "warn "
                                                             : "fail ";
    lines.push_back(health + finding.what + ": " + finding.found +
                    (finding.remedy.empty() ? "" : " | " + finding.remedy));
  }
  return lines;
}

const FixedClock kClock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));

TEST(GitHubDiagnosis, IsSilentWithoutAToken) { EXPECT_TRUE(check_github({}, kClock).empty()); }

TEST(GitHubDiagnosis, TellsWhatTheTokenMayRead) {
  const ScriptedServer server(answer);
  const auto findings = check_github({.settings = {.url = server.url()},
                                      .environment = {{"GITHUB_TOKEN", "ghp_x"}},
                                      .repository = "acme/api"},
                                     kClock);
  EXPECT_THAT(
      lines_of(findings),
      testing::ElementsAre(
          HasSubstr("ok github: 127.0.0.1:"),
          "warn token: the token of GITHUB_TOKEN (classic), scopes repo, until "
          "2024-03-06T00:00:00Z | Make a new one before it ends.",
          "ok limits: 4321 of 5000 points and 4999 of 5000 requests left this hour",
          "ok repository: may be read", "ok pull requests: may be read", "ok commits: may be read",
          "warn deployments: Resource not accessible | Without it: the DORA metrics take releases "
          "or merges for deployments. To have it, give the token the scope repo_deployment or "
          "repo.",
          "ok issues: may be read", "ok workflow runs: may be read", "ok teams: may be read"));
}

TEST(GitHubDiagnosis, FailsWhenTheTokenIsRefused) {
  const ScriptedServer server([](const ScriptedConnection& connection, const std::string&) {
    connection.say(reply(401, R"({"message":"Bad credentials"})"));
    return true;
  });
  const auto findings = check_github({.settings = {.url = server.url()},
                                      .environment = {{"GITHUB_TOKEN", "ghp_CANARY_123456789"}}},
                                     kClock);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].health, Health::Failure);
  EXPECT_THAT(findings[0].found, HasSubstr("refuses the token of GITHUB_TOKEN (classic)"));
  EXPECT_THAT(findings[0].found, testing::Not(HasSubstr("CANARY")));
}

}  // namespace
}  // namespace shiplog
