#include "sources/github/discovery.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "sources/feed_source.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

class DiscoveryTest : public ::testing::Test {
 protected:
  static std::string json_of(const std::string& name, const std::string& members = "") {
    return R"({"id":"R_)" + name + R"(","nameWithOwner":"acme/)" + name + "\"" + members + "}";
  }

  void put(const std::string& name, const std::string& members = "") {
    list.put({.time = "2026", .id = name, .json = json_of(name, members)});
  }

  GitHubAnswer answer(const FakeRequest& request) {
    if (request.operation == "RepositoriesOfOwner") {
      if (request.text("login") != "acme") {
        return {.state = AnswerState::Lost,
                .problems = {{.type = "NOT_FOUND", .path = "repositoryOwner"}},
                .body = R"({"data":{"repositoryOwner":null}})"};
      }
      return {.body = R"({"data":{"repositoryOwner":{"login":"acme","repositories":)" +
                      list.page(request) + "}}}"};
    }
    std::string items;
    bool is_any_lost = false;
    for (int index = 0; !request.text("name_" + std::to_string(index)).empty(); ++index) {
      const std::string name = request.text("name_" + std::to_string(index));
      const auto found = std::find_if(list.rows.begin(), list.rows.end(),
                                      [&](const auto& row) { return row.id == name; });
      is_any_lost |= found == list.rows.end();
      items += std::string(items.empty() ? "" : ",") + "\"item_" + std::to_string(index) +
               "\":" + (found == list.rows.end() ? "null" : found->json);
    }
    return {.state = is_any_lost ? AnswerState::Lost : AnswerState::Ok,
            .problems = is_any_lost
                            ? std::vector<GitHubProblem>{{.type = "NOT_FOUND", .path = "item_1"}}
                            : std::vector<GitHubProblem>{},
            .body = R"({"data":{)" + items + "}}"};
  }

  std::vector<std::string> names(const DiscoveryRequest& request) {
    const auto found = discover_repositories(client, request, {});
    std::vector<std::string> result;
    for (const SourceRepository& repository : found.value().repositories) {
      result.push_back(repository.full_name);
    }
    return result;
  }

  FakeList list;
  FakeGitHubClient client{[this](const FakeRequest& request) { return answer(request); }};
};

TEST_F(DiscoveryTest, ProbesFiveHundredRepositoriesWithinTwentyRequests) {
  for (int number = 100; number < 600; ++number) {
    put("r" + std::to_string(number));
  }
  EXPECT_EQ(names({.targets = {"acme"}}).size(), 500U);
  EXPECT_EQ(client.requests.size(), 16U);
}

TEST_F(DiscoveryTest, ChoosesAmongAnOwnersRepositories) {
  put("api");
  put("api-docs");
  put("old", R"(,"isArchived":true)");
  put("copy", R"(,"isFork":true)");
  put("secret", R"(,"isPrivate":true)");
  using Names = std::vector<std::string>;
  EXPECT_EQ(names({.targets = {"acme"}}),
            (Names{"acme/api", "acme/api-docs", "acme/old", "acme/secret"}));
  EXPECT_EQ(names({.targets = {"acme"}, .with_archived = false, .with_private = false}),
            (Names{"acme/api", "acme/api-docs"}));
  EXPECT_EQ(names({.targets = {"acme"}, .include = {"API*"}, .exclude = {"acme/*-docs"}}),
            Names{"acme/api"});
  EXPECT_EQ(names({.targets = {"acme/copy"}}), Names{"acme/copy"}) << "who names one wants it";
}

TEST_F(DiscoveryTest, TellsWhichTargetsCameToNothing) {
  put("api");
  const auto found =
      discover_repositories(client, {.targets = {"acme/api", "acme/none", "nobody"}}, {});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->repositories.size(), 1U);
  ASSERT_EQ(found->missed.size(), 2U);
  EXPECT_EQ(found->missed[0].target, "nobody");
  EXPECT_EQ(found->missed[0].error.code, ErrorCode::NotFound);
  EXPECT_EQ(found->missed[1].target, "acme/none");
  EXPECT_EQ(found->server_time, client.now);
}

TEST_F(DiscoveryTest, DoesWithoutWhatMayNotBeRead) {
  put("api");
  FakeGitHubClient strict{[this](const FakeRequest& request) -> GitHubAnswer {
    if (request.variables.find(R"("deployments":true)") == std::string::npos) {
      return answer(request);
    }
    const bool is_owner = request.operation == "RepositoriesOfOwner";
    return {.state = AnswerState::Refused,
            .problems = {{.type = "FORBIDDEN",
                          .path = is_owner ? "repositoryOwner.repositories.nodes.0.deployments"
                                           : "item_0.deployments"}}};
  }};
  for (const char* const target : {"acme", "acme/api"}) {
    const auto found = discover_repositories(strict, {.targets = {target}}, {});
    EXPECT_EQ(found->repositories.size(), 1U) << target;
    EXPECT_TRUE(found->missed.empty());
  }
}

TEST_F(DiscoveryTest, SaysWhyATargetIsRefused) {
  FakeGitHubClient closed{[](const FakeRequest&) -> GitHubAnswer {
    return {.state = AnswerState::Refused,
            .problems = {{.type = "FORBIDDEN",
                          .message = "Resource protected by organization SAML enforcement.",
                          .path = "item_0",
                          .remedy = "authorise the token for acme"}}};
  }};
  const auto found = discover_repositories(closed, {.targets = {"acme/api"}}, {});
  ASSERT_EQ(found->missed.size(), 1U);
  EXPECT_EQ(found->missed[0].error.code, ErrorCode::Forbidden);
  EXPECT_NE(found->missed[0].error.message.find("authorise the token"), std::string::npos);
}

TEST_F(DiscoveryTest, MarksChangesAndTheDay) {
  const auto mark = [this] {
    return discover_repositories(client, {.targets = {"acme/api"}}, {})
        ->repositories.at(0)
        .fingerprint;
  };
  put("api");
  const std::string first = mark();
  client.now += std::chrono::minutes(5);
  EXPECT_EQ(mark(), first);
  put("api", R"(,"pushedAt":"2026-06-01T00:00:00Z")");
  const std::string pushed = mark();
  EXPECT_NE(pushed, first);
  client.now += std::chrono::hours(24);
  EXPECT_NE(mark(), pushed);
}

TEST_F(DiscoveryTest, NamesNoRepositoryTwice) {
  put("api");
  EXPECT_EQ(names({.targets = {"acme", "acme/api"}}).size(), 1U);
}

TEST_F(DiscoveryTest, LeavesOutWhatGitHubHasDisabled) {
  put("bad", R"(,"isDisabled":true)");
  const auto found = discover_repositories(client, {.targets = {"acme"}}, {});
  EXPECT_TRUE(found->repositories.empty());
  EXPECT_EQ(found->notes.size(), 1U);
}

}  // namespace
}  // namespace shiplog
