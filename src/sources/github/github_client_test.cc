#include "sources/github/github_client.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/sleeper.h"
#include "net/http.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"
#include "sources/github/governor.h"
#include "sources/github/query_fitting.h"
#include "sources/github/scripted_http.h"

namespace shiplog {
namespace {

using namespace std::chrono_literals;

const char* const kToken = "ghp_CANARY0123456789abcdefghijABCDEFGHIJ";
const char* const kAnswer = R"({"data":{"rateLimit":{"cost":1},"viewer":{"login":"x"}}})";
const char* const kHeavy =
    R"({"data":null,"errors":[{"message":"Something went wrong while executing your query."}]})";

// Renews itself as often as it is told to.
class FakeCredential final : public Credential {
 public:
  explicit FakeCredential(std::vector<AfterRefusal> after) : after_(std::move(after)) {}
  Result<Secret> token(const std::stop_token&) override {
    return Secret("ghs_token_" + std::to_string(refusals));
  }
  AfterRefusal refused(const Secret&) override { return after_.at(refusals++); }
  std::string description() const override { return "a fake token"; }

  std::size_t refusals = 0;

 private:
  std::vector<AfterRefusal> after_;
};

struct World {
  explicit World(std::vector<HttpReply> replies, const std::string& url = "")
      : http(std::move(replies)),
        host(parse_github_url(url).value()),
        credential(static_token(kToken, "a test").value()) {}

  std::unique_ptr<GitHubClient> client() { return client_with(*credential); }
  std::unique_ptr<GitHubClient> client_with(Credential& other) {
    return make_github_client({.http = http,
                               .host = host,
                               .credential = other,
                               .governor = governor,
                               .fitting = fitting,
                               .clock = clock,
                               .sleeper = sleeper,
                               .user_agent = "shiplog/1.2.3"},
                              "acme/api");
  }
  Result<GitHubAnswer> query() {
    return client()->query("Q", "query Q { viewer { login } }", "{}", {});
  }
  // How long the clients have waited so far.
  std::chrono::seconds waited() const {
    return std::chrono::duration_cast<std::chrono::seconds>(sleeper.now() - started);
  }

  ScriptedHttp http;
  GitHubHost host;
  std::unique_ptr<Credential> credential;
  FixedClock clock = FixedClock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));
  FakeSleeper sleeper = {};
  Sleeper::Moment started = sleeper.now();
  Governor governor = Governor(clock, sleeper, {});
  QueryFitting fitting = {};
};

TEST(GitHubClient, AsksGraphQlAsGitHubWantsIt) {
  World world({http_reply(200, kAnswer,
                          {{.name = "date", .value = "Mon, 04 Mar 2024 05:06:07 GMT"},
                           {.name = "x-github-request-id", .value = "AB:12"}})});
  const auto answer = world.client()->query("Q", "# why\nquery Q {\n  viewer { login } # who\n}\n",
                                            R"({"n":"\"1\""})", {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->state, AnswerState::Ok);
  EXPECT_EQ(answer->body, kAnswer);
  EXPECT_EQ(answer->request_id, "AB:12");
  EXPECT_EQ(answer->server_time,
            std::chrono::sys_days(std::chrono::year(2024) / 3 / 4) + 5h + 6min + 7s);
  const HttpRequest& request = world.http.requests.at(0);
  EXPECT_EQ(request.method, HttpMethod::Post);
  EXPECT_EQ(request.url, "https://api.github.com/graphql");
  EXPECT_EQ(request.bearer.reveal(), kToken);
  EXPECT_EQ(
      request.body,
      R"({"query":"query Q {\nviewer { login }\n}\n","operationName":"Q","variables":{"n":"\"1\""}})");
  std::string headers;
  for (const HttpHeader& header : request.headers) {
    headers += header.name + "=" + header.value + ";";
  }
  EXPECT_EQ(headers,
            "User-Agent=shiplog/1.2.3;Accept=application/json;"
            "X-GitHub-Api-Version=2022-11-28;Content-Type=application/json;");
}

TEST(GitHubClient, GetsPathsOfRestAndFollowsItsPages) {
  World world(
      {http_reply(200, "[1]",
                  {{.name = "link",
                    .value = "<https://git.acme.com/api/v3/x?page=2>; rel=\"next\", "
                             "<https://git.acme.com/api/v3/x?page=9>; rel=\"last\""}}),
       http_reply(200, "[2]", {{.name = "link", .value = "<https://evil.com/x>; rel=\"next\""}})},
      "https://git.acme.com");
  const auto client = world.client();
  const auto first = client->get("/x?per_page=100", {});
  ASSERT_TRUE(first);
  EXPECT_EQ(world.http.requests.at(0).url, "https://git.acme.com/api/v3/x?per_page=100");
  EXPECT_EQ(first->next_url, "https://git.acme.com/api/v3/x?page=2");
  const auto second = client->get(first->next_url, {});
  ASSERT_TRUE(second);
  EXPECT_EQ(second->body, "[2]");
  EXPECT_EQ(second->next_url, "");
}

TEST(GitHubClient, CountsWhatItUses) {
  World world({http_reply(200, kAnswer,
                          {{.name = "x-ratelimit-remaining", .value = "4000"},
                           {.name = "x-ratelimit-limit", .value = "5000"},
                           {.name = "x-ratelimit-reset", .value = "1709600000"}}),
               http_reply(200, "[]")});
  const auto client = world.client();
  EXPECT_TRUE(client->query("Q", "query Q { viewer { login } }", "", {}));
  EXPECT_TRUE(client->get("/x", {}));
  const GitHubUsage usage = client->usage();
  EXPECT_EQ(usage.graphql_requests, 1);
  EXPECT_EQ(usage.rest_requests, 1);
  EXPECT_EQ(usage.points, 1);
  EXPECT_EQ(usage.points_left, 4000);
  EXPECT_EQ(usage.rest_left, std::nullopt);
}

TEST(GitHubClient, TriesAgainWhatBroke) {
  World world({{.fault = HttpFault::CutShort}, http_reply(500, "oops"), http_reply(200, kAnswer)});
  const auto answer = world.query();
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(world.http.requests.size(), 3U);
}

TEST(GitHubClient, GivesUpWithGitHubsWords) {
  World world({http_reply(500, R"({"message":"It hurts."})",
                          {{.name = "x-github-request-id", .value = "AB:12"}})});
  const auto answer = world.query();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::Unavailable);
  EXPECT_EQ(
      answer.error().message,
      "github.com gave no answer in 6 tries, the last time: It hurts (status 500, request AB:12)");
  EXPECT_EQ(world.http.requests.size(), 6U);
}

TEST(GitHubClient, LeavesHeavyPagesToItsCaller) {
  World world({http_reply(502, kHeavy)});
  const auto answer = world.query();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->state, AnswerState::TooHeavy);
  EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(GitHubClient, TellsAnOutageFromHeavyPages) {
  World world({http_reply(502, "<html>")});
  EXPECT_EQ(world.query()->state, AnswerState::TooHeavy);
  EXPECT_EQ(world.query()->state, AnswerState::TooHeavy);
  const auto third = world.query();
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::Unavailable);
}

TEST(GitHubClient, BelievesAHeavyPageWhenLightQuestionsAreAnswered) {
  World world({http_reply(502, kHeavy), http_reply(502, kHeavy), http_reply(502, kHeavy),
               http_reply(200, kAnswer)});
  EXPECT_EQ(world.query()->state, AnswerState::TooHeavy);
  EXPECT_EQ(world.query()->state, AnswerState::TooHeavy);
  EXPECT_EQ(world.query()->state, AnswerState::TooHeavy);
  EXPECT_EQ(world.http.requests.size(), 4U);
  EXPECT_NE(world.http.requests.back().body.find("query Viewer"), std::string::npos);
}

TEST(GitHubClient, CallsSilenceHeavyWhenOnlyThePageIsSilent) {
  const HttpReply silence = {.fault = HttpFault::TimedOut};
  World world({silence, silence, silence, http_reply(200, kAnswer)});
  EXPECT_EQ(world.query()->state, AnswerState::TooHeavy);
}

TEST(GitHubClient, WaitsOutLimits) {
  World world(
      {http_reply(200,
                  R"({"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded"}]})",
                  {{.name = "date", .value = "Mon, 04 Mar 2024 00:00:00 GMT"},
                   {.name = "x-ratelimit-remaining", .value = "0"},
                   {.name = "x-ratelimit-reset", .value = "1709512200"}}),  // 00:30:00
       http_reply(403, R"({"message":"You have exceeded a secondary rate limit."})",
                  {{.name = "retry-after", .value = "30"}}),
       http_reply(200, kAnswer)});
  const auto answer = world.query();
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_GE(world.waited(), 30min + 30s);
  EXPECT_LE(world.waited(), 31min);
}

TEST(GitHubClient, StopsAskingAfterManyPausesInARow) {
  World world({http_reply(403, R"({"message":"You have exceeded a secondary rate limit."})")});
  const auto answer = world.query();
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::RateLimited);
  EXPECT_EQ(world.http.requests.size(), 6U);
  EXPECT_EQ(world.waited(), 60s + 120s + 240s + 480s + 960s);
}

TEST(GitHubClient, NeverShowsARefusedTokenAgain) {
  World world({http_reply(401, R"({"message":"Bad credentials"})")});
  const auto client = world.client();
  for (int i = 0; i < 2; ++i) {
    const auto answer = client->query("Q", "query Q { x }", "{}", {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Unauthorized);
    EXPECT_NE(answer.error().message.find("the token of a test (classic)"), std::string::npos)
        << answer.error().message;
  }
  EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(GitHubClient, RenewsATokenThatRanOut) {
  World world({http_reply(401, "{}"), http_reply(200, kAnswer)});
  FakeCredential credential({AfterRefusal::TryAgain});
  EXPECT_TRUE(world.client_with(credential)->query("Q", "query Q { x }", "{}", {}));
  EXPECT_EQ(world.http.requests.at(0).bearer.reveal(), "ghs_token_0");
  EXPECT_EQ(world.http.requests.at(1).bearer.reveal(), "ghs_token_1");
}

TEST(GitHubClient, RenewsATokenOnlyOnceForARequest) {
  World world({http_reply(401, "{}")});
  FakeCredential credential({AfterRefusal::TryAgain, AfterRefusal::TryAgain});
  const auto answer = world.client_with(credential)->query("Q", "query Q { x }", "{}", {});
  EXPECT_EQ(answer.error().code, ErrorCode::Unauthorized);
  EXPECT_EQ(world.http.requests.size(), 2U);
}

TEST(GitHubClient, GivesANewTokenTimeToBeKnown) {
  World world({http_reply(401, "{}"), http_reply(401, "{}"), http_reply(200, kAnswer)});
  FakeCredential credential({AfterRefusal::TryInAWhile, AfterRefusal::TryInAWhile});
  EXPECT_TRUE(world.client_with(credential)->query("Q", "query Q { x }", "{}", {}));
  EXPECT_EQ(world.waited(), 3s);
}

TEST(GitHubClient, FollowsAMovedRepositoryOnItsHostOnly) {
  const auto moved = [](const std::string& location, const std::string& body = "{}") {
    return http_reply(301, body, {{.name = "location", .value = location}});
  };
  World world({moved("https://api.github.com/repositories/1"), http_reply(200, "[]")});
  EXPECT_EQ(world.client()->get("/repos/a/b", {})->state, AnswerState::Ok);
  EXPECT_EQ(world.http.requests.at(1).url, "https://api.github.com/repositories/1");

  World told_in_body(
      {moved("", R"({"url":"https://api.github.com/repositories/2"})"), http_reply(200, "[]")});
  EXPECT_EQ(told_in_body.client()->get("/repos/a/b", {})->state, AnswerState::Ok);

  for (const char* location :
       {"", "https://evil.com/x", "//evil.com/x", "http://api.github.com/x"}) {
    World away({moved(location), http_reply(200, "[]")});
    EXPECT_EQ(away.client()->get("/repos/a/b", {})->state, AnswerState::Moved) << location;
    EXPECT_EQ(away.http.requests.size(), 1U);
  }

  World circle({moved("https://api.github.com/repositories/1")});
  EXPECT_EQ(circle.client()->get("/repos/a/b", {})->state, AnswerState::Moved);
}

TEST(GitHubClient, TakesTheTokenNowhereElse) {
  World world({http_reply(200, "[]")});
  for (const char* url :
       {"https://evil.com/x", "evil.com", "", "https://api.github.com.evil.com/"}) {
    const auto answer = world.client()->get(url, {});
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().code, ErrorCode::InvalidInput);
  }
  EXPECT_TRUE(world.http.requests.empty());
  World redirected(
      {http_reply(302, "", {{.name = "location", .value = "https://login.acme.com"}})});
  EXPECT_EQ(redirected.query().error().code, ErrorCode::InvalidInput);
  EXPECT_EQ(redirected.http.requests.size(), 1U);
}

TEST(GitHubClient, DoesWithoutWhatAnOldGitHubDoesNotKnow) {
  const char* const document =
      "query Q {\n  id\n  fullDatabaseId # optional\n  x y # optional\n}\n";
  const auto unknown = [](const std::string& field) {
    return http_reply(
        200, R"({"errors":[{"message":"Field ')" + field +
                 R"(' doesn't exist on type 'Y'","extensions":{"code":"undefinedField"}}]})");
  };
  World world({unknown("fullDatabaseId"), unknown("y"), http_reply(200, kAnswer), unknown("id")});
  const auto client = world.client();
  ASSERT_TRUE(client->query("Q", document, "{}", {}));
  EXPECT_NE(world.http.requests.at(2).body.find(R"("query Q {\nid\n}\n")"), std::string::npos)
      << world.http.requests.at(2).body;
  const auto impossible = client->query("Q", document, "{}", {});
  ASSERT_FALSE(impossible);
  EXPECT_EQ(impossible.error().code, ErrorCode::InvalidInput);
  EXPECT_NE(impossible.error().message.find("Field 'id'"), std::string::npos);
}

TEST(GitHubClient, ForgivesAByteOrderMark) {
  World world({http_reply(200, "\xEF\xBB\xBF" + std::string(kAnswer))});
  EXPECT_EQ(world.query()->body, kAnswer);
}

TEST(GitHubClient, StopsWhenAsked) {
  World world({http_reply(500, "")});
  std::stop_source stop;
  stop.request_stop();
  const auto answer = world.client()->query("Q", "query Q { x }", "{}", stop.get_token());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::Cancelled);
}

TEST(GitHubClient, KeepsTheTokenOutOfEveryMessage) {
  const std::string echo = R"({"message":"You sent Bearer )" + std::string(kToken) + R"("})";
  for (const int status : {200, 301, 400, 401, 403, 404, 409, 410, 422, 429, 451, 500, 502}) {
    for (const bool is_graphql : {true, false}) {
      World world({http_reply(status, echo, {{.name = "x-github-request-id", .value = kToken}})});
      const auto client = world.client();
      const auto answer =
          is_graphql ? client->query("Q", "query Q { x }", "{}", {}) : client->get("/x", {});
      std::string shown;
      if (answer) {
        shown = answer->request_id + answer->next_url;
        for (const GitHubProblem& problem : answer->problems) {
          shown += problem.type + problem.message + problem.path + problem.remedy;
        }
      } else {
        shown = answer.error().message;
      }
      EXPECT_EQ(shown.find("CANARY"), std::string::npos) << status << ": " << shown;
    }
  }
}

}  // namespace
}  // namespace shiplog
