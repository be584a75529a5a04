#include "sources/github/app_credential.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/sleeper.h"
#include "net/http.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"
#include "sources/github/scripted_http.h"

namespace shiplog {
namespace {

using namespace std::chrono_literals;

class FakeKey final : public AppKey {
 public:
  std::string sign(std::string_view) const override { return "signature"; }
};

const char* const kDate = "Mon, 04 Mar 2024 00:00:00 GMT";  // As the clock of World.

HttpReply minted(const std::string& token, const std::string& date = kDate,
                 const std::string& ends = "2024-03-04T01:00:00Z") {
  return http_reply(201, R"({"token":")" + token + R"(","expires_at":")" + ends + R"("})",
                    {{.name = "date", .value = date}});
}

struct World {
  explicit World(std::vector<HttpReply> replies,
                 AppIdentity who = {.client_id = "Iv1.abc", .installation = 42})
      : http(std::move(replies)),
        credential(app_credential(
            {.http = http, .host = host, .key = key, .clock = clock, .sleeper = sleeper},
            std::move(who))) {}

  std::string token() {
    const auto token = credential->token({});
    return token ? std::string(token->reveal()) : token.error().message;
  }

  ScriptedHttp http;
  GitHubHost host = parse_github_url("").value();
  FakeKey key = {};
  FixedClock clock = FixedClock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));
  FakeSleeper sleeper = {};
  std::unique_ptr<Credential> credential;
};

std::string claim(const std::string& iat, const std::string& exp) {
  return base64url(R"({"alg":"RS256","typ":"JWT"})") + "." +
         base64url(R"({"iat":)" + iat + R"(,"exp":)" + exp + R"(,"iss":"Iv1.abc"})") + "." +
         base64url("signature");
}

TEST(AppCredential, SignsWhoItIsAndGetsAToken) {
  World world({minted("ghs_one")});
  EXPECT_EQ(world.token(), "ghs_one");
  const HttpRequest& request = world.http.requests.at(0);
  EXPECT_EQ(request.method, HttpMethod::Post);
  EXPECT_EQ(request.url, "https://api.github.com/app/installations/42/access_tokens");
  // From a minute ago until in nine: 2024-03-04T00:00:00Z is 1709510400.
  EXPECT_EQ(request.bearer.reveal(), claim("1709510340", "1709510940"));
}

TEST(AppCredential, RenewsATokenAMinuteBeforeItsEnd) {
  World world({minted("ghs_one"), minted("ghs_two")});
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(58min);
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(61s);
  EXPECT_EQ(world.token(), "ghs_two");
}

TEST(AppCredential, MeasuresATokensLifeByTheServersClock) {
  // The server is a day ahead: the token still lives for an hour.
  World world({minted("ghs_one", "Tue, 05 Mar 2024 00:00:00 GMT", "2024-03-05T01:00:00Z"),
               minted("ghs_two")});
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(58min);
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(2min);
  EXPECT_EQ(world.token(), "ghs_two");
}

TEST(AppCredential, CorrectsItsClockByTheServers) {
  World world({http_reply(401, R"({"message":"'Expiration time' claim ('exp') is too far"})",
                          {{.name = "date", .value = "Sun, 03 Mar 2024 23:58:20 GMT"}}),
               minted("ghs_one")});
  EXPECT_EQ(world.token(), "ghs_one");
  EXPECT_EQ(world.http.requests.at(1).bearer.reveal(), claim("1709510240", "1709510840"));
}

TEST(AppCredential, DoesNotInsistWhenTheClockIsNotToBlame) {
  World world({http_reply(401, R"({"message":"A JSON web token could not be decoded"})",
                          {{.name = "date", .value = kDate}})});
  const auto token = world.credential->token({});
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::Unauthorized);
  EXPECT_NE(token.error().message.find("could not be decoded"), std::string::npos);
  EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(AppCredential, TellsASuspendedInstallationFromOneThatIsGone) {
  World suspended({http_reply(403, R"({"message":"This installation has been suspended"})")});
  EXPECT_NE(suspended.token().find("suspended"), std::string::npos);
  World gone({http_reply(404, R"({"message":"Not Found"})")});
  EXPECT_NE(gone.token().find("has no installation 42"), std::string::npos);
  EXPECT_EQ(gone.credential->token({}).error().code, ErrorCode::Unauthorized);
  World deleted({http_reply(200, R"({"id":7})"), http_reply(404, R"({"message":"Not Found"})")},
                {.client_id = "Iv1.abc", .owner = "me"});
  EXPECT_NE(deleted.token().find("is not installed for 'me'"), std::string::npos);
}

TEST(AppCredential, FindsTheInstallationOfAnOwner) {
  World world({http_reply(404, "{}"), http_reply(200, R"({"id":7})"), minted("ghs_one")},
              {.client_id = "Iv1.abc", .owner = "me"});
  EXPECT_EQ(world.token(), "ghs_one");
  EXPECT_TRUE(world.http.requests.at(0).url.ends_with("/orgs/me/installation"));
  EXPECT_TRUE(world.http.requests.at(1).url.ends_with("/users/me/installation"));
  EXPECT_TRUE(world.http.requests.at(2).url.ends_with("/app/installations/7/access_tokens"));

  World nowhere({http_reply(404, "{}")}, {.client_id = "Iv1.abc", .owner = "me"});
  EXPECT_NE(nowhere.token().find("is not installed for 'me'"), std::string::npos);
}

TEST(AppCredential, TakesTheOnlyInstallationWhenNoneIsNamed) {
  World one({http_reply(200, R"([{"id":7}])"), minted("ghs_one")}, {.client_id = "Iv1.abc"});
  EXPECT_EQ(one.token(), "ghs_one");
  World two({http_reply(200, R"([{"id":7},{"id":8}])")}, {.client_id = "Iv1.abc"});
  EXPECT_EQ(two.credential->token({}).error().code, ErrorCode::InvalidInput);
}

TEST(AppCredential, TriesAgainWhatBroke) {
  World world({http_reply(502, ""), {.fault = HttpFault::CutShort}, minted("ghs_one")});
  EXPECT_EQ(world.token(), "ghs_one");
  World down({http_reply(500, "")});
  EXPECT_EQ(down.credential->token({}).error().code, ErrorCode::Unavailable);
  EXPECT_EQ(down.http.requests.size(), 5U);
}

TEST(AppCredential, UsesWhatIsLeftOfATokenWhileNoneIsToBeHad) {
  World world({minted("ghs_one"), http_reply(500, "")});
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(59min + 1s);
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(30s);
  EXPECT_FALSE(world.credential->token({}));
}

TEST(AppCredential, GivesANewTokenTimeAndReplacesAnOldOne) {
  World world({minted("ghs_one"), minted("ghs_two")});
  EXPECT_EQ(world.token(), "ghs_one");
  EXPECT_EQ(world.credential->refused(Secret("ghs_one")), AfterRefusal::TryInAWhile);
  EXPECT_EQ(world.token(), "ghs_one");
  world.sleeper.advance(6s);
  EXPECT_EQ(world.credential->refused(Secret("ghs_one")), AfterRefusal::TryAgain);
  EXPECT_EQ(world.token(), "ghs_two");
  // Heard late from a request that went out before.
  EXPECT_EQ(world.credential->refused(Secret("ghs_one")), AfterRefusal::TryAgain);
  EXPECT_EQ(world.token(), "ghs_two");
}

TEST(AppCredential, MintsOneTokenForManyThreads) {
  World world({minted("ghs_one"), minted("ghs_two")});
  std::atomic<int> others = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] { others += world.token() == "ghs_one" ? 0 : 1; });
    }
  }
  EXPECT_EQ(others, 0);
  EXPECT_EQ(world.http.requests.size(), 1U);
}

TEST(AppCredential, StopsWhenAsked) {
  World world({minted("ghs_one")});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(world.credential->token(stop.get_token()).error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace shiplog
