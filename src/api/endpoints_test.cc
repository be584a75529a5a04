#include "api/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/application.h"
#include "tests/api/api_fixture.h"
#include "tests/api/schema_check.h"
#include "tests/source_directory.h"

namespace shiplog::api {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Requests to each endpoint that only reads; each endpoint has at least one.
const std::map<std::string, std::vector<std::string>, std::less<>>& examples() {
  static const std::map<std::string, std::vector<std::string>, std::less<>> all = {
      {"session", {""}},
      {"openapi", {""}},
      {"points", {"?id=lead_time", "?id=time_to_merge&range=12m&cmp=none"}},
      {"catalog", {""}},
      {"metrics",
       {"", "?group=repository", "?id=lead_time&id=throughput&gran=month&range=12m", "?p=90",
        "?id=activity", "?id=time_to_merge&cmp=none", "?range=2020-01-01..2020-02-01",
        "?group=label", "?id=change_fail_rate&cmp=year"}},
      {"explain",
       {"lead_time", "change_fail_rate?counted=yes", "deployment_frequency?limit=3",
        "time_to_merge?sel=week:2026-03-04", "ci_success_rate", "activity?limit=10",
        "knowledge_spread", "review_load", "lead_time?counted=no&limit=1000"}},
      {"pullRequests",
       {"", "?state=open", "?state=merged&sort=-lead_time&limit=5", "?q=ACME/API&sort=size",
        "?state=closed&range=12m", "?sort=cycle_time"}},
      {"pullRequest", {"acme/api/1", "acme/api/2", "acme/payments/2"}},
      {"deployments", {"", "?failed=yes&range=12m", "?limit=2"}},
      {"incidents", {"", "?range=12m"}},
      {"releases", {"", "?range=12m&limit=3"}},
      {"repositories", {""}},
      {"teams", {""}},
      {"sync", {""}},
      {"export", {"", "?format=csv&range=28d"}},
      {"annotations", {""}},
      {"views", {""}},
      {"events", {""}},
      {"healthLive", {""}},
      {"healthReady", {""}},
      {"figures", {""}},
  };
  return all;
}

const Endpoint& endpoint(std::string_view name) {
  for (const Endpoint& each : endpoints()) {
    if (each.name == name) {
      return each;
    }
  }
  ADD_FAILURE() << name;
  return endpoints().front();
}

// "/api/v1/explain/{id}" and "lead_time?limit=3" are "/api/v1/explain/lead_time?limit=3".
std::string target_of(const Endpoint& endpoint, std::string_view example) {
  return std::string(endpoint.path.substr(0, endpoint.path.find('{'))) + std::string(example);
}

std::vector<std::string> differences(const Endpoint& endpoint, const Response& response) {
  simdjson::dom::parser parser;
  SchemaCheck check;
  const std::string text = SampleApi::text_of(response);
  check.check(parser.parse(text), endpoint.response, std::string(endpoint.name));
  return check.complaints;
}

TEST(Endpoints, AnswerAsTheySay) {
  for (const Endpoint& each : endpoints()) {
    if (each.method != Method::Get) {
      continue;
    }
    ASSERT_TRUE(examples().contains(each.name)) << each.name << " has no example";
    for (const std::string& example : examples().find(each.name)->second) {
      const std::string target = target_of(each, example);
      const Response response = SampleApi::get().get(target);
      ASSERT_EQ(response.status, each.status) << target << ": " << SampleApi::text_of(response);
      if (each.content_type == "application/json") {
        EXPECT_THAT(differences(each, response), IsEmpty()) << target;
      }
    }
  }
}

TEST(Endpoints, HaveNamesAndRoutesOfTheirOwn) {
  std::set<std::string_view> names;
  std::set<std::pair<Method, std::string_view>> routes;
  for (const Endpoint& each : endpoints()) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_TRUE(routes.insert({each.method, each.path}).second) << each.path;
    EXPECT_FALSE(each.summary.empty() || each.summary.ends_with('.')) << each.name;
    EXPECT_NE(each.answer, nullptr) << each.name;
    const auto parts = std::ranges::count(each.path, '{');
    EXPECT_EQ(static_cast<std::size_t>(parts), each.path_parts.size()) << each.path;
  }
}

TEST(Endpoints, LetNobodyInWhoMayNotSeeNumbers) {
  for (const Endpoint& each : endpoints()) {
    const bool is_public = each.permission == Permission::Public;
    EXPECT_EQ(is_public, each.path.starts_with("/health/")) << each.path;
    if (each.method != Method::Get) {
      EXPECT_TRUE(each.permission == Permission::Edit || each.permission == Permission::Operate)
          << each.path;
    }
  }
}

TEST(Endpoints, BeginEventsWithTheGenerationThatIsThere) {
  const Response response = SampleApi::get().get("/api/v1/events");
  const std::string edition = std::to_string(SampleApi::get().live().edition());
  EXPECT_EQ(body_text(response),
            "event: snapshot\ndata: {\"generation\":" + edition + ",\"repositories\":[]}\n\n");
}

TEST(Endpoints, SayWhatIsWrongAsAProblem) {
  const Response response = SampleApi::get().get("/api/v1/metrics?gran=weak");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.headers.find("content-type"), "application/problem+json; charset=utf-8");
  EXPECT_EQ(SampleApi::text_of(response),
            R"({"type":"about:blank","title":"Bad Request","status":400,)"
            R"("detail":"gran is day, week, month or quarter, not 'weak'; did you mean 'week'?",)"
            R"("instance":"/api/v1/metrics","request_id":"r-1"})");
}

TEST(Endpoints, NameTheNearestOfWhatIsNotThere) {
  for (const auto& [target, nearest] : std::vector<std::pair<std::string, std::string>>{
           {"/api/v1/metrics?id=lead_tim", "lead_time"},
           {"/api/v1/explain/lead_tim", "lead_time"},
           {"/api/v1/metrics?scope=repo:acme/ap", "acme/api"}}) {
    const Response response = SampleApi::get().get(target);
    EXPECT_EQ(response.status, 404) << target;
    EXPECT_THAT(SampleApi::text_of(response), HasSubstr(nearest));
  }
}

TEST(Endpoints, NeverGroupByPerson) {
  for (const std::string_view person : {"author", "reviewer", "person", "login", "me"}) {
    const std::string target = "/api/v1/metrics?group=" + std::string(person);
    EXPECT_EQ(SampleApi::get().get(target).status, 400) << target;
  }
}

std::vector<std::string> ids_on_page(const std::string& answer, std::string& next) {
  simdjson::dom::parser parser;
  const simdjson::dom::element page = parser.parse(answer);
  std::vector<std::string> ids;
  for (const simdjson::dom::element item : page["items"].get_array()) {
    ids.push_back(simdjson::minify(item));
  }
  next = page["next"].is_null() ? "" : std::string(page["next"].get_string().value());
  return ids;
}

TEST(Endpoints, PageThroughAllItemsOnce) {
  std::string next;
  const std::vector<std::string> all = ids_on_page(
      SampleApi::text_of(SampleApi::get().get("/api/v1/explain/lead_time?limit=1000")), next);
  ASSERT_EQ(next, "");
  ASSERT_GT(all.size(), 20U);
  std::vector<std::string> paged;
  std::string cursor;
  do {
    std::string target = "/api/v1/explain/lead_time?limit=7";
    target += cursor.empty() ? "" : "&cursor=" + cursor;
    const std::vector<std::string> page =
        ids_on_page(SampleApi::text_of(SampleApi::get().get(target)), cursor);
    paged.insert(paged.end(), page.begin(), page.end());
  } while (!cursor.empty());
  EXPECT_EQ(paged, all);
}

std::string id_in(const Response& response) {
  simdjson::dom::parser parser;
  const std::string text = SampleApi::text_of(response);
  return std::string(parser.parse(text)["id"].get_string().value());
}

TEST(Endpoints, KeepAnnotationsUntilTheyAreTakenBack) {
  SampleApi& api = SampleApi::get();
  EXPECT_EQ(api.ask(Method::Post, "/api/v1/annotations", R"({"at":"yesterday","text":"x"})").status,
            400);
  EXPECT_EQ(api.ask(Method::Post, "/api/v1/annotations", R"({"at":"2026-04-01T00:00:00Z"})").status,
            400);
  const Response made =
      api.ask(Method::Post, "/api/v1/annotations",
              R"({"at":"2026-04-01T00:00:00Z","text":"<b>freeze</b>","repository":"acme/api"})");
  ASSERT_EQ(made.status, 201) << SampleApi::text_of(made);
  EXPECT_THAT(SampleApi::text_of(made), HasSubstr(R"("repository":"acme/api")"));
  const std::string id = id_in(made);
  EXPECT_THAT(SampleApi::text_of(api.get("/api/v1/annotations")), HasSubstr(id));
  EXPECT_EQ(api.ask(Method::Delete, "/api/v1/annotations/" + id).status, 204);
  EXPECT_THAT(SampleApi::text_of(api.get("/api/v1/annotations")), Not(HasSubstr(id)));
  EXPECT_EQ(api.ask(Method::Delete, "/api/v1/annotations/" + id).status, 404);
}

TEST(Endpoints, ExportTheFactsOfTheScope) {
  const Response response =
      SampleApi::get().get("/api/v1/export?scope=repo:acme/api&format=ndjson");
  std::size_t lines = 0;
  const auto count = [&lines](std::string_view piece) {
    lines += static_cast<std::size_t>(std::ranges::count(piece, '\n'));
    return true;
  };
  ASSERT_TRUE(std::get<Stream>(response.body)(count));
  EXPECT_GT(lines, 100U);
  const auto leave = [](std::string_view) { return false; };
  EXPECT_FALSE(std::get<Stream>(response.body)(leave));
}

// Answers that the page's tests read as well.
TEST(Endpoints, AnswerAsTheyDidBefore) {
  const std::map<std::string, std::string> golden = {
      {"catalog", "/api/v1/catalog"},
      {"metrics", "/api/v1/metrics?group=repository&gran=month"},
      {"explain", "/api/v1/explain/lead_time?limit=5"},
      {"pull-requests", "/api/v1/pull-requests?limit=3&sort=-lead_time"},
      {"deployments", "/api/v1/deployments?limit=3"},
      {"repositories", "/api/v1/repositories"},
      {"teams", "/api/v1/teams"}};
  for (const auto& [name, target] : golden) {
    const std::filesystem::path path = source_directory() / "tests/api/golden" / (name + ".json");
    const std::string answer = SampleApi::text_of(SampleApi::get().get(target));
    if (std::getenv("SHIPLOG_UPDATE_DOCS") != nullptr) {
      std::ofstream(path, std::ios::binary) << answer;
    }
    std::ifstream file(path, std::ios::binary);
    const std::string before((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(answer, before) << name << ": run this test with SHIPLOG_UPDATE_DOCS=1 if so it is";
  }
}

TEST(Endpoints, BeginAndEndSyncs) {
  SampleApi& api = SampleApi::get();
  EXPECT_EQ(api.ask(Method::Post, "/api/v1/sync", R"({"repositories":[]})").status, 400);
  EXPECT_EQ(api.ask(Method::Post, "/api/v1/sync", R"({"repositories":["a b"]})").status, 400);
  EXPECT_EQ(api.ask(Method::Post, "/api/v1/sync", R"({"repositories":[7]})").status, 400);
  EXPECT_EQ(api.ask(Method::Post, "/api/v1/sync", "nonsense").status, 400);
  const Response begun = api.ask(Method::Post, "/api/v1/sync", R"({"repositories":["acme/api"]})");
  EXPECT_EQ(begun.status, 202);
  EXPECT_THAT(differences(endpoint("startSync"), begun), IsEmpty());
  EXPECT_EQ(api.ask(Method::Delete, "/api/v1/sync").status, 200);
}

TEST(Endpoints, KeepViewsUnderTheirNames) {
  SampleApi& api = SampleApi::get();
  const std::string path = "/api/v1/views/our%20team";
  EXPECT_EQ(api.ask(Method::Put, path, R"({"query":"https://evil.example/"})").status, 400);
  EXPECT_EQ(api.ask(Method::Put, path, R"({"query":"//evil.example/"})").status, 400);
  EXPECT_EQ(api.ask(Method::Put, path, R"({"query":"/dora?p=90","colour":"red"})").status, 400);
  ASSERT_EQ(api.ask(Method::Put, path, R"({"query":"/dora?p=90"})").status, 200);
  EXPECT_THAT(SampleApi::text_of(api.get("/api/v1/views")),
              HasSubstr(R"("name":"our team","query":"/dora?p=90")"));
  EXPECT_EQ(api.ask(Method::Delete, path).status, 204);
  EXPECT_EQ(api.ask(Method::Delete, path).status, 404);
}

TEST(Endpoints, NeverSortByAuthor) {
  EXPECT_EQ(SampleApi::get().get("/api/v1/pull-requests?sort=author").status, 400);
}

TEST(Endpoints, SortPullRequestsWithWhatIsNotKnownLast) {
  simdjson::dom::parser parser;
  const std::string answer = SampleApi::text_of(
      SampleApi::get().get("/api/v1/pull-requests?range=12m&sort=-lead_time&limit=1000"));
  double least = std::numeric_limits<double>::infinity();
  for (const simdjson::dom::element each : parser.parse(answer)["pull_requests"].get_array()) {
    double lead_time = -1;  // What is not known comes last.
    EXPECT_TRUE(each["lead_time"].is_null() || each["lead_time"].get(lead_time) == 0);
    EXPECT_LE(lead_time, least);
    least = lead_time;
  }
  EXPECT_EQ(least, -1);
}

// Any combination: an answer or a refusal, and never a failure of ours.
TEST(Endpoints, SurviveAnyQuery) {
  constexpr std::string_view kValues[] = {"",
                                          "90d",
                                          "7d",
                                          "org",
                                          "team:x",
                                          "week",
                                          "day",
                                          "50",
                                          "lead_time",
                                          "include",
                                          "-lead_time",
                                          "%00",
                                          "%ff",
                                          "open",
                                          "yes",
                                          "a b",
                                          "2026-01-01..2026-02-01",
                                          "week:2026-03-02",
                                          "1-1"};
  std::mt19937 dice(11);
  for (const auto& [name, targets] : examples()) {
    const Endpoint& each = endpoint(name);
    for (int round = 0; round < 60 && !each.parameters.empty(); ++round) {
      std::string target = target_of(each, targets.front().substr(0, targets.front().find('?')));
      char separator = '?';
      for (std::size_t count = dice() % 4; count > 0; --count) {
        target += separator;
        target += each.parameters[dice() % each.parameters.size()]->key;
        target += "=" + std::string(kValues[dice() % std::size(kValues)]);
        separator = '&';
      }
      const int status = SampleApi::get().get(target).status;
      EXPECT_TRUE(status == 200 || status == 400 || status == 404) << target << ": " << status;
    }
  }
}

}  // namespace
}  // namespace shiplog::api
