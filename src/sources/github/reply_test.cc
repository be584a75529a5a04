#include "sources/github/reply.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.h"
#include "sources/github/reply_signs.h"

namespace shiplog {
namespace {

constexpr GitHubApi kGraphQl = GitHubApi::GraphQl;
constexpr GitHubApi kRest = GitHubApi::Rest;

struct Case {
  std::string_view what = {};
  GitHubApi api = kGraphQl;
  HttpReply reply = {};
  ReplyKind kind = ReplyKind::Ok;
  std::string_view because = {};
};

HttpReply of(int status, std::string body, std::vector<HttpHeader> headers = {}) {
  return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

HttpReply fault(HttpFault what, int status = 0, std::string body = "") {
  return {
      .fault = what, .fault_message = "it went wrong", .status = status, .body = std::move(body)};
}

std::vector<HttpHeader> purse(std::string remaining) {
  return {{.name = "x-ratelimit-limit", .value = "5000"},
          {.name = "x-ratelimit-remaining", .value = std::move(remaining)},
          {.name = "x-ratelimit-reset", .value = "1700000000"}};
}

const std::string kSomethingWrong =
    R"({"data":null,"errors":[{"message":"Something went wrong while executing your query. This may )"
    R"(be the result of a timeout, or it could be a GitHub bug. Please include `8D8C:1` when reporting."}]})";
const std::string kSecondary =
    R"({"documentation_url":"https://docs.github.com/rest/overview/rate-limits#about-secondary-rate-limits",)"
    R"("message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."})";

std::string graphql_error(const std::string& fields, const std::string& data = "null") {
  return R"({"data":)" + data + R"(,"errors":[{)" + fields + "}]}";
}

std::vector<Case> limit_cases() {
  using enum ReplyKind;
  return {
      {"primary of GraphQL, old", kGraphQl,
       of(200, graphql_error(R"("type":"RATE_LIMITED","message":"API rate limit exceeded")"),
          purse("0")),
       Primary, "GraphQL purse"},
      {"primary of GraphQL, new", kGraphQl,
       of(200,
          graphql_error(R"("type":"RATE_LIMIT","code":"graphql_rate_limit","message":"API rate )"
                        R"(limit already exceeded for user ID 1.")"),
          purse("0")),
       Primary, "GraphQL purse"},
      {"primary by its code alone, with budget", kGraphQl,
       of(200, R"({"errors":[{"code":"graphql_rate_limit","message":"x"}]})", purse("4000")),
       Primary, "GraphQL purse"},
      {"primary of REST", kRest,
       of(403, R"({"message":"API rate limit exceeded for user ID 1."})", purse("0")), Primary,
       "purse by its words"},
      {"primary of REST, 429 without words", kRest, of(429, "{}", purse("0")), Primary,
       "purse by its headers"},
      {"secondary with a time", kGraphQl,
       of(403, kSecondary, {{.name = "Retry-After", .value = "30"}}), Secondary, "secondary limit"},
      {"secondary of REST", kRest, of(429, kSecondary, {{.name = "retry-after", .value = "7"}}),
       Secondary, "secondary limit"},
      {"secondary bare, 200", kGraphQl,
       of(200, graphql_error(R"("message":"You have exceeded a secondary rate limit.")")),
       Secondary, "secondary limit"},
      {"secondary by its documentation", kRest,
       of(403,
          R"({"message":"No.","documentation_url":"https://docs.github.com/x#secondary-rate-limits"})"),
       Secondary, "secondary limit"},
      {"a pause without words", kRest, of(403, "{}", {{.name = "retry-after", .value = "7"}}),
       Secondary, "pause with a time"},
      {"429 without anything", kRest, of(429, "slow down"), Secondary, "pause without a time"},
      {"too many bad logins", kRest,
       of(403,
          R"({"message":"Maximum number of login attempts exceeded. Please try again later."})"),
       LockedOut, "too many bad logins"},
  };
}

std::vector<Case> heavy_cases() {
  using enum ReplyKind;
  return {
      {"timeout, 502 with JSON", kGraphQl, of(502, kSomethingWrong), TooHeavy,
       "GraphQL behind a gateway that gave up"},
      {"timeout, 200", kGraphQl, of(200, kSomethingWrong), TooHeavy, "time"},
      {"nginx", kGraphQl, of(502, "<html><head><title>502 Bad Gateway</title>"), TooHeavy,
       "GraphQL behind a gateway that gave up"},
      {"gateway, 504", kGraphQl,
       of(504, R"({"message":"We couldn't respond to your request in time."})"), TooHeavy,
       "GraphQL behind a gateway that gave up"},
      {"gateway, cut", kGraphQl, fault(HttpFault::CutShort, 502, R"({"data":)"), TooHeavy,
       "GraphQL behind a gateway that gave up"},
      {"couldn't respond, 200", kGraphQl,
       of(200, R"({"message":"We couldn't respond to your request in time. Sorry about that."})"),
       TooHeavy, "time"},
      {"resources, all of it", kGraphQl,
       of(200, graphql_error(R"("type":"RESOURCE_LIMITS_EXCEEDED","path":["repository"],)"
                             R"("message":"Resource limits for this query exceeded.")",
                             R"({"repository":{"pullRequests":{"nodes":[null,null]}}})")),
       TooHeavy, "resources"},
      {"resources, part of it", kGraphQl,
       of(200, graphql_error(R"("type":"RESOURCE_LIMITS_EXCEEDED","message":"x")",
                             R"({"repository":{"pullRequests":{"nodes":[{"id":"1"},null]}}})")),
       TooHeavy, "resources"},
      {"node limit", kGraphQl,
       of(200, graphql_error(R"("type":"MAX_NODE_LIMIT_EXCEEDED","message":"By the time…")")),
       TooHeavy, "node limit"},
      {"huge body", kGraphQl, fault(HttpFault::TooLarge, 200), TooHeavy, "body too long"},
      {"nothing in time", kGraphQl, fault(HttpFault::TimedOut), Silent, "silence"},
  };
}

std::vector<Case> broken_cases() {
  using enum ReplyKind;
  return {
      {"500", kGraphQl, of(500, "oops"), Broken, "server"},
      {"503", kRest, of(503, "<html>maintenance</html>"), Broken, "server"},
      {"502 of REST", kRest, of(502, "<html>"), Broken, "server"},
      {"upstream", kGraphQl, of(503, "upstream connect error or disconnect/reset"), Broken,
       "upstream connect error"},
      {"upstream, 502", kGraphQl, of(502, "upstream connect error or disconnect/reset"), Broken,
       "upstream connect error"},
      {"truncated JSON", kGraphQl, of(200, R"({"data":{"repository":{"id")"), Broken, "no JSON"},
      {"content-length short", kGraphQl, fault(HttpFault::CutShort, 200, R"({"data":)"), Broken,
       "connection"},
      {"whole JSON, then reset", kGraphQl,
       fault(HttpFault::CutShort, 200, R"({"data":{"viewer":{"id":"1"}}})"), Broken, "connection"},
      {"reset", kGraphQl, fault(HttpFault::CutShort), Broken, "connection"},
      {"no name", kRest, fault(HttpFault::NameNotFound), Broken, "connection"},
      {"no connection", kRest, fault(HttpFault::Unreachable), Broken, "connection"},
      {"1 byte a second", kGraphQl, fault(HttpFault::TimedOut, 200, "{"), Broken, "connection"},
      {"broken gzip", kGraphQl, fault(HttpFault::Malformed, 200), Broken, "connection"},
      {"huge body of REST", kRest, fault(HttpFault::TooLarge, 200), Broken, "connection"},
      {"not UTF-8", kGraphQl, of(200, "{\"data\":{\"viewer\":{\"login\":\"\xff\"}}}"), Broken,
       "no JSON"},
      {"HTML with 200", kGraphQl, of(200, "<!DOCTYPE html><html>"), Broken, "no JSON"},
      {"empty with 200", kGraphQl, of(200, ""), Broken, "no JSON"},
      {"null", kGraphQl, of(200, "null"), Broken, "no data"},
      {"no data and no errors", kGraphQl, of(200, R"({"data":null})"), Broken, "no data"},
      {"a list", kGraphQl, of(200, "[]"), Broken, "no data"},
      {"not ready", kRest, of(202, "{}"), Broken, "not ready"},
      {"304", kRest, of(304, ""), Broken, "server"},
      {"complaint without a type", kGraphQl, of(200, graphql_error(R"("message":"Oops")")), Broken,
       "complaint without a type"},
      {"certificate", kRest, fault(HttpFault::NotTrusted), Untrusted, "certificate"},
      {"stop", kRest, fault(HttpFault::Cancelled), Cancelled, "stopped"},
  };
}

std::vector<Case> token_cases() {
  using enum ReplyKind;
  return {
      {"401", kGraphQl, of(401, R"({"message":"Bad credentials","status":"401"})"), Unauthorized,
       "bad credentials"},
      {"401 with an empty purse", kRest, of(401, R"({"message":"Bad credentials"})", purse("0")),
       Unauthorized, "bad credentials"},
      {"exp too far", kRest,
       of(401, R"({"message":"'Expiration time' claim ('exp') is too far in the future"})"),
       ClockSkew, "App's clock"},
      {"iat in the future", kRest,
       of(401, R"({"message":"'Issued at' claim ('iat') must be an Integer in the past"})"),
       ClockSkew, "App's clock"},
      {"suspended", kRest, of(403, R"({"message":"This installation has been suspended"})"),
       Unauthorized, "installation suspended"},
      {"not accessible, part", kGraphQl,
       of(200, graphql_error(
                   R"("type":"FORBIDDEN","path":["repository","deployments"],"extensions":)"
                   R"({"saml_failure":false},"message":"Resource not accessible by integration")",
                   R"({"repository":{"id":"1","deployments":null}})")),
       Partial, "data with complaints"},
      {"not accessible, all", kGraphQl,
       of(200, graphql_error(R"("type":"FORBIDDEN","message":"Resource not accessible by x")",
                             R"({"rateLimit":{"cost":1},"repository":null})")),
       Refused, "refused by its type"},
      {"SAML without a type", kGraphQl,
       of(200,
          graphql_error(R"("message":"Resource protected by organization SAML enforcement.")")),
       Refused, "refused by its words"},
      {"SAML of REST", kRest,
       of(403, R"({"message":"Resource protected by organization SAML enforcement."})",
          {{.name = "x-github-sso", .value = "required; url=https://github.com/orgs/o/sso?a=1"}}),
       Refused, "forbidden"},
      {"SSO list", kRest,
       of(200, "[]",
          {{.name = "x-github-sso", .value = "partial-results; organizations=21955855,20582480"}}),
       Partial, "left out for single sign-on"},
      {"IP allow list", kRest,
       of(403,
          R"({"message":"Although you appear to have the correct authorization credentials, the )"
          R"(`o` organization has an IP allow list enabled"})"),
       Refused, "forbidden"},
      {"permission of REST", kRest,
       of(403, R"({"message":"Resource not accessible by personal access token"})", purse("4999")),
       Refused, "forbidden"},
      {"scopes", kGraphQl,
       of(200, graphql_error(R"("type":"INSUFFICIENT_SCOPES","message":"Your token has not been )"
                             R"(granted the required scopes to execute this query.")")),
       Refused, "refused by its type"},
  };
}

std::vector<Case> data_cases() {
  using enum ReplyKind;
  return {
      {"answer", kGraphQl, of(200, R"({"data":{"viewer":{"login":"x"}}})"), Ok, "answer"},
      {"answer of REST", kRest, of(200, "[]"), Ok, "answer"},
      {"a commit's message is no complaint", kRest,
       of(200, R"({"message":"API rate limit exceeded, says the commit"})"), Ok, "answer"},
      {"only the rate limit", kGraphQl, of(200, R"({"data":{"rateLimit":{"cost":1}}})"), Ok,
       "answer"},
      {"null rateLimit (GHES)", kGraphQl,
       of(200, R"({"data":{"rateLimit":null,"repository":{"id":"1"}}})"), Ok, "answer"},
      {"additions unavailable", kGraphQl,
       of(200, graphql_error(R"("message":"The additions count for this commit is unavailable.",)"
                             R"("path":["repository","object","history","nodes",96,"additions"])",
                             R"({"repository":{"object":{"history":{"nodes":[null]}}}})")),
       Partial, "data with complaints"},
      {"cursor", kGraphQl,
       of(200, graphql_error(R"("type":"INVALID_CURSOR_ARGUMENTS","path":["repository","issues"],)"
                             R"("message":"`x` does not appear to be a valid cursor.")",
                             R"({"repository":{"id":"1","issues":null}})")),
       BadCursor, "cursor"},
      {"repository not found", kGraphQl,
       of(200, graphql_error(R"("type":"NOT_FOUND","path":["repository"],"message":"Could not )"
                             R"(resolve to a Repository with the name 'o/r'.")",
                             R"({"repository":null})")),
       Lost, "not found"},
      {"404", kRest, of(404, R"({"message":"Not Found"})"), Lost, "not found by status"},
      {"DMCA", kRest,
       of(451, R"({"message":"Repository access blocked","block":{"reason":"dmca"}})"), Lost,
       "repository blocked"},
      {"terms of service", kRest, of(403, R"({"message":"Repository access blocked"})"), Lost,
       "repository blocked"},
      {"issues off", kRest, of(410, R"({"message":"Issues are disabled for this repo"})"), Gone,
       "gone"},
      {"empty repository", kRest, of(409, R"({"message":"Git Repository is empty."})"), Gone,
       "gone"},
      {"too many results", kRest, of(422, R"({"message":"Only the first 1000 results"})"),
       OutOfRange, "out of range"},
      {"renamed", kRest,
       of(301, R"({"message":"Moved Permanently"})",
          {{.name = "Location", .value = "https://api.github.com/repositories/1"}}),
       Moved, "moved"},
      {"307", kRest, of(307, ""), Moved, "moved"},
      {"field not known", kGraphQl,
       of(200, R"({"errors":[{"message":"Field 'x' doesn't exist on type 'Y'","extensions":)"
               R"({"code":"undefinedField","typeName":"Y","fieldName":"x"}}]})"),
       UnknownField, "unknown field"},
      {"field not known, words only", kGraphQl,
       of(200, R"({"errors":[{"message":"Field 'x' doesn't exist on type 'Y'"}]})"), UnknownField,
       "unknown field"},
      {"101 a page", kGraphQl,
       of(200, graphql_error(R"("type":"EXCESSIVE_PAGINATION","path":["x"],"message":"101")")),
       OurBug, "page bounds"},
      {"query not valid", kGraphQl,
       of(200, R"({"errors":[{"message":"Parse error","extensions":{"code":"parseError"}}]})"),
       OurBug, "query not valid"},
      {"unknown API version", kRest, of(400, R"({"message":"Unsupported version"})"), OurBug,
       "our request"},
      {"no GraphQL there", kGraphQl, of(404, "<html>"), NotGitHub, "not of GitHub"},
  };
}

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (const auto& part :
       {limit_cases(), heavy_cases(), broken_cases(), token_cases(), data_cases()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

TEST(Reply, MeansWhatItsRowSays) {
  for (const Case& each : all_cases()) {
    const ReplyVerdict verdict = judge(read_signs(each.reply, each.api));
    EXPECT_EQ(verdict.kind, each.kind) << each.what << ": judged as " << verdict.because;
    EXPECT_EQ(verdict.because, each.because) << each.what;
  }
}

TEST(Reply, HasACaseForEachRow) {
  std::set<std::string_view> tried;
  for (const Case& each : all_cases()) {
    tried.insert(each.because);
  }
  for (const std::string_view rule : reply_rules()) {
    EXPECT_TRUE(tried.contains(rule)) << rule;
  }
}

TEST(Reply, ReadsTheHeadersThatCount) {
  const ReplySigns signs =
      read_signs(of(200, "{}",
                    {{.name = "Date", .value = "Sun, 06 Nov 1994 08:49:37 GMT"},
                     {.name = "X-RateLimit-Limit", .value = "5000"},
                     {.name = "X-RateLimit-Remaining", .value = "4987"},
                     {.name = "X-RateLimit-Reset", .value = "784111800"},
                     {.name = "X-RateLimit-Resource", .value = "core"},
                     {.name = "Retry-After", .value = "42"},
                     {.name = "X-GitHub-Request-Id", .value = "8D8C:1F2A"}}),
                 kRest);
  using std::chrono::seconds;
  EXPECT_EQ(signs.server_time, std::chrono::sys_seconds(seconds(784111777)));
  EXPECT_EQ(signs.purse.limit, 5000);
  EXPECT_EQ(signs.purse.remaining, 4987);
  EXPECT_EQ(signs.purse.reset, std::chrono::sys_seconds(seconds(784111800)));
  EXPECT_EQ(signs.purse.resource, "core");
  EXPECT_EQ(signs.retry_after, seconds(42));
  EXPECT_EQ(signs.request_id, "8D8C:1F2A");
}

TEST(Reply, TakesNoNumberThatIsNone) {
  const ReplySigns signs =
      read_signs(of(200, "{}",
                    {{.name = "X-RateLimit-Remaining", .value = "-1"},
                     {.name = "X-RateLimit-Limit", .value = "99999999999999999999"},
                     {.name = "X-RateLimit-Reset", .value = "9000000000000000000"},
                     {.name = "Retry-After", .value = "Sun, 06 Nov 1994 08:49:37 GMT"}}),
                 kRest);
  EXPECT_EQ(signs.purse.remaining, std::nullopt);
  EXPECT_EQ(signs.purse.limit, std::nullopt);
  EXPECT_EQ(signs.purse.reset, std::nullopt);
  EXPECT_EQ(signs.retry_after, std::nullopt);
}

TEST(Reply, TakesThePurseFromTheDataWhereHeadersAreSilent) {
  const ReplySigns signs =
      read_signs(of(200, R"({"data":{"rateLimit":{"cost":2,"limit":5000,"remaining":4000,)"
                         R"("resetAt":"2024-03-04T05:06:07Z"},"viewer":{"id":"1"}}})"),
                 kGraphQl);
  EXPECT_EQ(signs.cost, 2);
  EXPECT_EQ(signs.purse.remaining, 4000);
  EXPECT_EQ(signs.purse.reset, std::chrono::sys_seconds(std::chrono::seconds(1709528767)));
}

TEST(Reply, NamesWhatIsNotKnown) {
  const auto subject = [](const std::string& error) {
    return read_signs(of(200, R"({"errors":[{)" + error + "}]}"), kGraphQl)
        .complaints.at(0)
        .subject;
  };
  EXPECT_EQ(subject(R"("extensions":{"code":"undefinedField","typeName":"Y","fieldName":"x"})"),
            "x");
  EXPECT_EQ(subject(R"("extensions":{"code":"undefinedType","typeName":"Y"})"), "Y");
  EXPECT_EQ(
      subject(
          R"("extensions":{"code":"argumentNotAccepted","typeName":"Field","argumentName":"z"})"),
      "z");
  EXPECT_EQ(subject(R"("message":"Field 'x' doesn't exist on type 'Y'")"), "x");
}

TEST(Reply, SaysWhatWouldHelp) {
  const auto remedy = [](const HttpReply& reply) {
    return problems_of(read_signs(reply, kRest)).at(0).remedy;
  };
  EXPECT_EQ(remedy(of(403, R"({"message":"Resource not accessible by personal access token"})",
                      {{.name = "x-accepted-github-permissions", .value = "deployments=read"}})),
            "give the token the permission deployments=read");
  EXPECT_EQ(remedy(of(403, R"({"message":"Resource protected by organization SAML enforcement"})",
                      {{.name = "x-github-sso",
                        .value = "required; url=https://github.com/orgs/o/sso?x=1"}})),
            "authorise the token for single sign-on at https://github.com/orgs/o/sso?x=1");
}

TEST(Reply, NeverShowsATokenThatAServerEchoes) {
  const std::string token = "ghp_CANARY0123456789abcdefghijABCDEFGHIJ";
  const std::string long_text(390, 'x');
  for (const HttpReply& reply :
       {of(401, R"({"message":"Bad credentials: )" + token + R"("})"),
        of(401, R"({"message":")" + long_text + token + R"("})"),
        of(500, "You sent " + token, {{.name = "x-github-request-id", .value = token}}),
        of(200, R"({"errors":[{"type":")" + token + R"(","path":[")" + token + R"("],"message":")" +
                    token + R"("}]})")}) {
    for (const GitHubApi api : {kGraphQl, kRest}) {
      const ReplySigns signs = read_signs(reply, api);
      std::string shown = words_of(signs, "") + signs.text_start + signs.request_id;
      for (const GitHubProblem& problem : problems_of(signs)) {
        shown += problem.type + problem.message + problem.path + problem.remedy;
      }
      EXPECT_EQ(shown.find("CANARY"), std::string::npos) << shown;
      EXPECT_EQ(shown.find("ghp_"), std::string::npos) << shown;
    }
  }
}

TEST(Reply, IsShortHoweverLongTheServerTalks) {
  std::string errors;
  for (int i = 0; i < 1000; ++i) {
    errors += std::string(i == 0 ? "" : ",") + R"({"message":")" + std::string(5000, 'x') + R"("})";
  }
  const ReplySigns signs = read_signs(of(200, R"({"errors":[)" + errors + "]}"), kGraphQl);
  EXPECT_LE(signs.complaints.size(), 64U);
  EXPECT_LE(signs.complaints.at(0).message.size(), 400U);
}

TEST(Reply, TellsWhatGitHubSaidInOneLine) {
  const ReplySigns signs = read_signs(of(401, R"({"message":"Bad credentials."})",
                                         {{.name = "x-github-request-id", .value = "8D8C:1"}}),
                                      kRest);
  EXPECT_EQ(words_of(signs, ""), "Bad credentials (status 401, request 8D8C:1)");
  EXPECT_EQ(words_of(read_signs(fault(HttpFault::CutShort), kRest), "the connection was reset"),
            "the connection was reset");
}

}  // namespace
}  // namespace shiplog
