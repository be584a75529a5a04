#include "sources/github/feeds/pull_request_feeds.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_time.h"
#include "domain/facts.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

std::string part_of(const std::string& items, bool has_more, const std::string& end) {
  return R"({"pageInfo":{"hasNextPage":)" + std::string(has_more ? "true" : "false") +
         R"(,"endCursor":)" + (end.empty() ? "null" : "\"" + end + "\"") + R"(},"nodes":[)" +
         items + "]}";
}

// GitHub with the pull requests of one repository, each with so many comments.
class PullRequestsOfGitHub {
 public:
  void put(int number, const std::string& time, int comments = 1) {
    Pull& pull = pulls_[number];
    pull = {.time = time, .comments = comments};
    list.put({.time = time, .id = id_of(number), .json = json_of(number, 0, 100)});
  }

  GitHubAnswer answer(const FakeRequest& request) {
    if (request.operation == "PullRequestsRest") {
      return {.body = rest(request)};
    }
    return {.body = about_repository("\"pullRequests\":" + list.page(request))};
  }

  static std::string id_of(int number) { return "PR_" + std::to_string(1000 + number); }

  FakeList list = {};

 private:
  struct Pull {
    std::string time = {};
    int comments = 0;
  };

  std::string json_of(int number, int begin, int rows) const {
    const Pull& pull = pulls_.at(number);
    std::string items;
    const int end = std::min(pull.comments, begin + rows);
    for (int index = begin; index < end; ++index) {
      items += std::string(index == begin ? "" : ",") + R"({"__typename":"IssueComment","id":"C_)" +
               std::to_string(number) + "_" + std::to_string(index) +
               R"(","createdAt":"2026-01-01T00:00:00Z"})";
    }
    const std::string cursor = end > begin ? std::to_string(end) : "";
    return R"({"id":")" + id_of(number) + R"(","number":)" + std::to_string(number) +
           R"(,"createdAt":"2026-01-01T00:00:00Z","updatedAt":")" + pull.time + R"(","labels":)" +
           part_of("", false, "") + R"(,"closingIssuesReferences":)" + part_of("", false, "") +
           R"(,"timelineItems":)" + part_of(items, end < pull.comments, cursor) + "}";
  }

  std::string rest(const FakeRequest& request) const {
    std::string items;
    for (std::size_t index = 0;; ++index) {
      const std::string id = request.text("id_" + std::to_string(index));
      if (id.empty()) {
        break;
      }
      const std::string after = request.text("timeline_" + std::to_string(index));
      items += ",\"item_" + std::to_string(index) + "\":" +
               json_of(std::stoi(id.substr(3)) - 1000, after.empty() ? 0 : std::stoi(after),
                       static_cast<int>(request.number("first")));
    }
    return R"({"data":{"repository":{"id":"R_1"})" + items + "}}";
  }

  std::map<int, Pull> pulls_;
};

std::string minute(int number) {
  return format_time(at("2026-05-01T00:00:00Z") + std::chrono::minutes(number));
}

class PullRequestsFeedTest : public ::testing::Test {
 protected:
  FeedContext context_with(Moment since = {}) {
    return {.repository = {.id = "R_1", .owner = "acme", .name = "api"},
            .client = client,
            .known = known,
            .options = {.since = since}};
  }

  PullRequestsOfGitHub github;
  std::optional<GitHubAnswer> fault;  // Instead of the next answer.
  FakeGitHubClient client{[this](const FakeRequest& request) {
    if (fault) {
      return std::exchange(fault, std::nullopt).value();
    }
    return github.answer(request);
  }};
  FakeKnownFacts known;
  FeedContext context = context_with();
  PullRequestsFeed feed{context};
  FeedReader reader{known};
};

TEST_F(PullRequestsFeedTest, TellsAThousandWithinFortyFiveRequests) {
  for (int number = 1; number <= 1000; ++number) {
    github.put(number, minute(number), number % 33 == 0 ? 150 : 3);
  }
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1000U);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 970U * 3 + 30U * 150);
  EXPECT_LE(client.requests.size(), 36U);
}

TEST_F(PullRequestsFeedTest, HoldsBackWhatIsLongerThanAPageUntilItIsWhole) {
  github.put(1, minute(1), 350);
  github.put(2, minute(2));
  EXPECT_FALSE(reader.read_page(feed));
  EXPECT_EQ(known.keys(FactKind::PullRequest), std::vector<std::string>{"PR_1002"});
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 351U);
  EXPECT_EQ(client.count("PullRequestsRest"), 3U);
}

TEST_F(PullRequestsFeedTest, GoesOnFromEveryCursorAsIfNothingHadHappened) {
  for (int number = 1; number <= 120; ++number) {
    github.put(number, minute(number), number % 2 == 0 ? 130 : 1);
  }
  reader.read_pass(feed);
  // A process that ends after every page.
  FakeKnownFacts again;
  FeedReader restarted{again};
  for (bool is_last = false; !is_last;) {
    PullRequestsFeed next{context};
    const std::size_t before = restarted.pages;
    is_last = restarted.read_page(next);
    ASSERT_LT(before, 200U);
  }
  for (const auto kind : {FactKind::PullRequest, FactKind::Comment}) {
    EXPECT_EQ(again.keys(kind), known.keys(kind));
  }
}

TEST_F(PullRequestsFeedTest, TellsInTheNextPassOnlyWhatChanged) {
  for (int number = 1; number <= 100; ++number) {
    github.put(number, minute(number));
  }
  reader.read_pass(feed);
  client.requests.clear();
  github.put(7, minute(500), 2);
  github.put(101, minute(501));
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.size(), 1U);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 101U);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 102U);
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.size(), 2U) << "an empty page must leave the cursor where it was";
  github.put(8, minute(502), 2);
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 103U);
}

TEST_F(PullRequestsFeedTest, LosesNothingThatMovesWhileItIsRead) {
  for (int number = 1; number <= 200; ++number) {
    github.put(number, minute(number));
  }
  int touched = 0;
  bool is_last = false;
  while (!is_last) {
    is_last = reader.read_page(feed);
    if (!is_last && touched < 30) {
      ++touched;
      github.put(touched * 6, minute(1000 + touched), 5);
      github.put(200 - touched, minute(2000 + touched), 4);
    }
  }
  for (const auto& row : github.list.rows) {
    EXPECT_NE(known.line(FactKind::PullRequest, row.id).find(row.time), std::string::npos)
        << row.id;
  }
}

TEST_F(PullRequestsFeedTest, ReadsTheLastMinutesAgainSinceRowsMayComeLate) {
  github.put(1, minute(1));
  github.put(2, format_time(client.now - std::chrono::seconds(60)));
  reader.read_pass(feed);
  github.put(3, format_time(client.now - std::chrono::seconds(90)));
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 3U);
}

TEST_F(PullRequestsFeedTest, AsksForLessWhenAPageIsTooHeavy) {
  for (int number = 1; number <= 30; ++number) {
    github.put(number, minute(number));
  }
  fault = GitHubAnswer{.state = AnswerState::TooHeavy};
  reader.read_pass(feed);
  EXPECT_EQ(client.requests[0].number("first"), 25);
  EXPECT_EQ(client.requests[1].number("first"), 12);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 30U);
}

TEST_F(PullRequestsFeedTest, TakesAPageWithUnexplainedGapsForTooHeavy) {
  github.put(1, minute(1));
  fault = GitHubAnswer{.state = AnswerState::Partial,
                       .problems = {{.type = "RESOURCE_LIMITS_EXCEEDED",
                                     .message = "Resource limits for this query exceeded.",
                                     .path = "repository.pullRequests.nodes.0"}},
                       .body = about_repository(
                           R"("pullRequests":{"pageInfo":{"hasNextPage":false},"nodes":[null]})")};
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1U);
  EXPECT_EQ(client.requests[1].number("first"), 12);
}

TEST_F(PullRequestsFeedTest, StepsOverTheOneThatIsTooHeavyAndTellsItInParts) {
  for (int number = 1; number <= 3; ++number) {
    github.put(number, minute(number), 40);
  }
  FakeGitHubClient weak{[this](const FakeRequest& request) -> GitHubAnswer {
    const bool is_weak_spot = request.operation == "PullRequests" &&
                              github.list.page(request).find("PR_1002") != std::string::npos;
    const bool is_long = request.operation == "PullRequestsRest" && request.number("first") > 15;
    if (is_weak_spot || is_long) {
      return {.state = AnswerState::TooHeavy};
    }
    return github.answer(request);
  }};
  FeedContext weak_context = {.repository = context.repository, .client = weak, .known = known};
  PullRequestsFeed weak_feed{weak_context};
  reader.read_pass(weak_feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 3U);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 120U);
}

TEST_F(PullRequestsFeedTest, GrowsItsPagesWhileGitHubIsQuick) {
  for (int number = 1; number <= 1000; ++number) {
    github.put(number, minute(number));
  }
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.back().number("first"), 33);
  PullRequestsFeed next{context};
  reader.read_pass(next);
  EXPECT_EQ(client.requests.back().number("first"), 33) << "the size that worked is remembered";
}

TEST_F(PullRequestsFeedTest, ReadsBackToTheBeginningThatIsWantedAndForwardFromThen) {
  for (int number = 1; number <= 200; ++number) {
    github.put(number, minute(number));
  }
  FeedContext limited = context_with(at(minute(150)));
  PullRequestsFeed since{limited};
  reader.read_page(since);
  github.put(160, minute(700), 2);  // Moves to where the backward walk has been.
  reader.read_pass(since);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 51U);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 52U);
  client.requests.clear();
  reader.read_pass(since);
  EXPECT_EQ(client.requests.size(), 1U);
  // More is wanted later.
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 200U);
}

TEST_F(PullRequestsFeedTest, FindsItsWayBackWhenGitHubRefusesTheCursor) {
  for (int number = 1; number <= 100; ++number) {
    github.put(number, minute(number));
  }
  reader.read_pass(feed);
  github.put(3, minute(500), 2);
  github.put(101, minute(501));
  client.requests.clear();
  fault = GitHubAnswer{.state = AnswerState::BadCursor};
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 101U);
  EXPECT_EQ(known.keys(FactKind::Comment).size(), 102U);
  EXPECT_LE(client.requests.size(), 4U) << "it must not read everything again";
}

TEST_F(PullRequestsFeedTest, DoesNotBelieveAnEndThatComesBeforeItsCount) {
  for (int number = 1; number <= 60; ++number) {
    github.put(number, minute(number));
  }
  reader.read_page(feed);
  fault = GitHubAnswer{
      .body = about_repository(R"("pullRequests":{"totalCount":60,"pageInfo":{"hasNextPage":false,)"
                               R"("endCursor":null},"nodes":[]})")};
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 60U);
}

TEST_F(PullRequestsFeedTest, GivesUpOnAPageThatComesOverAndOver) {
  github.put(1, minute(1));
  FakeGitHubClient stuck{[](const FakeRequest&) -> GitHubAnswer {
    return {.body = about_repository(
                R"("pullRequests":{"pageInfo":{"hasNextPage":true,"endCursor":null},"nodes":[]})")};
  }};
  FeedContext stuck_context = {.repository = context.repository, .client = stuck, .known = known};
  PullRequestsFeed stuck_feed{stuck_context};
  const auto page = stuck_feed.read(std::nullopt, {});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::Unavailable);
  EXPECT_LE(stuck.requests.size(), 3U);
}

TEST_F(PullRequestsFeedTest, SaysThatTheRepositoryIsGone) {
  fault = GitHubAnswer{.state = AnswerState::Lost,
                       .problems = {{.type = "NOT_FOUND", .path = "repository"}},
                       .body = R"({"data":{"repository":null}})"};
  const auto page = feed.read(std::nullopt, {});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::NotFound);
}

TEST_F(PullRequestsFeedTest, DoesNotTakeAnotherRepositoryOfTheSameNameForTheSame) {
  fault = GitHubAnswer{
      .body = R"({"data":{"repository":{"id":"R_2","pullRequests":{"pageInfo":{},"nodes":[]}}}})"};
  const auto page = feed.read(std::nullopt, {});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::NotFound);
}

TEST_F(PullRequestsFeedTest, EndsWithANoteWhereItIsRefused) {
  const GitHubAnswer refusal = {.state = AnswerState::Refused,
                                .problems = {{.type = "FORBIDDEN",
                                              .message = "Resource not accessible by integration",
                                              .path = "repository.pullRequests"}}};
  FakeGitHubClient closed{[&](const FakeRequest&) { return refusal; }};
  FeedContext closed_context = {.repository = context.repository, .client = closed, .known = known};
  PullRequestsFeed closed_feed{closed_context};
  EXPECT_TRUE(reader.read_page(closed_feed));
  ASSERT_EQ(reader.notes.size(), 1U);
  EXPECT_NE(reader.notes[0].find("not accessible by integration"), std::string::npos);
  github.put(1, minute(1));
  reader.read_pass(feed);  // Once it is allowed.
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1U);
}

TEST_F(PullRequestsFeedTest, DoesWithoutTeamsWhereTheyMayNotBeRead) {
  github.put(1, minute(1));
  fault = GitHubAnswer{.state = AnswerState::Refused,
                       .problems = {{.type = "INSUFFICIENT_SCOPES",
                                     .message = "Your token has not been granted the required "
                                                "scopes to execute this query."}}};
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1U);
  EXPECT_NE(client.requests[0].variables.find("\"teams\":true"), std::string::npos);
  EXPECT_NE(client.requests[1].variables.find("\"teams\":false"), std::string::npos);
}

TEST_F(PullRequestsFeedTest, TellsTheNewestFirstOnce) {
  for (int number = 1; number <= 100; ++number) {
    github.put(number, minute(number));
  }
  RecentPullRequestsFeed recent{context};
  EXPECT_TRUE(reader.read_page(recent));
  const std::vector<std::string> keys = known.keys(FactKind::PullRequest);
  EXPECT_EQ(keys.size(), 25U);
  EXPECT_EQ(keys.front(), "PR_1076");
  EXPECT_TRUE(reader.read_page(recent));
  EXPECT_EQ(client.requests.size(), 1U);
}

}  // namespace
}  // namespace shiplog
