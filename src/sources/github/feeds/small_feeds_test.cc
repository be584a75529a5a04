#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/issues_feed.h"
#include "sources/github/feeds/repository_feed.h"
#include "sources/github/feeds/repository_feeds.h"
#include "sources/github/feeds/teams_feed.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

class FeedTest : public ::testing::Test {
 protected:
  FakeGitHubClient::Answering answer;
  FakeGitHubClient client{[this](const FakeRequest& request) { return answer(request); }};
  FakeKnownFacts known;
  FeedContext context{.repository = {.id = "R_1", .owner = "acme", .name = "api"},
                      .client = client,
                      .known = known};
  FeedReader reader{known};
};

using RepositoryFeedTest = FeedTest;

TEST_F(RepositoryFeedTest, FollowsAnotherNameAndNotAnotherRepository) {
  answer = [](const FakeRequest&) -> GitHubAnswer {
    return {.body = R"({"data":{"item_0":{"id":"R_1","nameWithOwner":"acme/renamed"}}})"};
  };
  RepositoryFeed feed{context};
  reader.read_pass(feed);
  EXPECT_NE(known.line(FactKind::Repository, "R_1").find("acme/renamed"), std::string::npos);
  answer = [](const FakeRequest&) -> GitHubAnswer {
    return {.body = R"({"data":{"item_0":{"id":"R_2","nameWithOwner":"acme/api"}}})"};
  };
  EXPECT_EQ(feed.read(std::nullopt, {}).error().code, ErrorCode::NotFound);
}

TEST_F(RepositoryFeedTest, IsAskedAgainWhenGitHubWasTooBusy) {
  int faults = 2;
  answer = [&](const FakeRequest&) -> GitHubAnswer {
    if (faults-- > 0) {
      return {.state = AnswerState::TooHeavy};
    }
    return {.body = R"({"data":{"item_0":{"id":"R_1","nameWithOwner":"acme/api"}}})"};
  };
  RepositoryFeed feed{context};
  reader.read_pass(feed);
  EXPECT_EQ(known.records.size(), 1U);
}

class TeamsFeedTest : public FeedTest {
 protected:
  static std::string team(const std::string& id, const std::string& member, bool has_more) {
    return R"({"id":")" + id + R"(","slug":"core","members":{"pageInfo":{"hasNextPage":)" +
           (has_more ? "true" : "false") + R"(,"endCursor":"m"},"nodes":[{"id":")" + member +
           R"(","login":"x"}]},"repositories":{"pageInfo":{},"nodes":[]}})";
  }
  static GitHubAnswer page(const std::string& teams) {
    return {.body =
                R"({"data":{"organization":{"teams":{"pageInfo":{},"nodes":[)" + teams + "]}}}}"};
  }

  TeamsFeed feed{context};
};

TEST_F(TeamsFeedTest, ReadsMembersToTheirEnd) {
  answer = [](const FakeRequest& request) -> GitHubAnswer {
    if (request.operation == "TeamRest") {
      return {.body = R"({"data":{"node":)" + team("T_1", "U_2", false) + "}}"};
    }
    return page(team("T_1", "U_1", true));
  };
  reader.read_pass(feed);
  EXPECT_NE(known.line(FactKind::Team, "T_1").find(R"("members":["U_1","U_2"])"),
            std::string::npos);
  EXPECT_EQ(known.keys(FactKind::Person).size(), 2U);
}

TEST_F(TeamsFeedTest, FollowsWhoJoinsAndLeaves) {
  answer = [](const FakeRequest&) { return page(team("T_1", "U_9", false)); };
  reader.read_pass(feed);
  answer = [](const FakeRequest&) { return page(team("T_1", "U_1", false)); };
  TeamsFeed later{context};
  reader.read_pass(later);
  EXPECT_NE(known.line(FactKind::Team, "T_1").find("U_1"), std::string::npos)
      << "though the line of old is the greater one";
}

TEST_F(TeamsFeedTest, AreNoneOfAUserAndANoteWhereTheyAreRefused) {
  answer = [](const FakeRequest&) -> GitHubAnswer {
    return {.state = AnswerState::Lost, .body = R"({"data":{"organization":null}})"};
  };
  reader.read_pass(feed);
  EXPECT_TRUE(reader.notes.empty());
  answer = [](const FakeRequest&) -> GitHubAnswer {
    return {.state = AnswerState::Refused,
            .problems = {{.type = "INSUFFICIENT_SCOPES", .message = "needs read:org"}}};
  };
  reader.read_pass(feed);
  ASSERT_EQ(reader.notes.size(), 1U);
  EXPECT_NE(reader.notes[0].find("needs read:org"), std::string::npos);
}

using IssuesFeedTest = FeedTest;

TEST_F(IssuesFeedTest, LetsGitHubFilterByTheBeginningThatIsWanted) {
  FakeList list;
  for (const char* const time : {"2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"}) {
    list.put({.time = time,
              .id = std::string("I_") + time,
              .json = R"({"id":"I_)" + std::string(time) + R"(","number":1,"createdAt":")" + time +
                      R"(","updatedAt":")" + time + "\"}"});
  }
  answer = [&](const FakeRequest& request) -> GitHubAnswer {
    return {.body = about_repository("\"issues\":" + list.page(request))};
  };
  context.options.since = at("2026-02-01T00:00:00Z");
  IssuesFeed feed{context};
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Issue), std::vector<std::string>{"I_2026-03-01T00:00:00Z"});
  EXPECT_EQ(client.requests.size(), 1U);
}

TEST_F(IssuesFeedTest, ReadsLabelsToTheirEnd) {
  const auto labels = [](const std::string& name, bool has_more) {
    return R"("labels":{"pageInfo":{"hasNextPage":)" + std::string(has_more ? "true" : "false") +
           R"(,"endCursor":"x"},"nodes":[{"name":")" + name + R"("}]})";
  };
  answer = [&](const FakeRequest& request) -> GitHubAnswer {
    if (request.operation == "IssueLabels") {
      return {.body = R"({"data":{"node":{)" + labels("last", false) + "}}}"};
    }
    return {.body = about_repository(
                R"("issues":{"pageInfo":{},"nodes":[{"id":"I_1","number":1,)"
                R"("createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z",)" +
                labels("first", true) + "}]}")};
  };
  IssuesFeed feed{context};
  reader.read_pass(feed);
  EXPECT_NE(known.line(FactKind::Issue, "I_1").find(R"("labels":["first","last"])"),
            std::string::npos);
}

TEST(RepositoryFeeds, ComeInTheOrderInWhichTheyTellMost) {
  FakeKnownFacts known;
  const auto client =
      std::make_shared<FakeGitHubClient>([](const FakeRequest&) { return GitHubAnswer{}; });
  std::vector<std::string> names;
  for (const auto& feed : feeds_of({.id = "R_1", .owner = "acme", .name = "api"}, client, known,
                                   {.with_teams = true})) {
    names.emplace_back(feed->name());
  }
  EXPECT_EQ(names, (std::vector<std::string>{"repository", "recent_pull_requests", "pull_requests",
                                             "commits", "deployments", "releases", "issues",
                                             "workflow_runs", "reconciliation", "teams"}));
}

}  // namespace
}  // namespace shiplog
