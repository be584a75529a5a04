#include "sources/github/feeds/reconciliation_feed.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/iso_time.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

// GitHub with lists of issues, pull requests and deployments, told in the least words.
class ReconciliationFeedTest : public ::testing::Test {
 protected:
  ReconciliationFeedTest() {
    context.options.now = client.now;
    reader.read_pass(feed);  // The first pass of a repository's life.
    client.requests.clear();
    context.options.now += std::chrono::hours(25);
    client.now = context.options.now;
  }

  void put(FakeList& list, const std::string& id, const std::string& time) {
    list.put({.time = time,
              .id = id,
              .json = R"({"id":")" + id + R"(","number":1,"commitOid":"abc","createdAt":")" + time +
                      R"(","updatedAt":")" + time + "\"}"});
  }

  void store(FactKind kind, const std::string& id) {
    const Timestamp time = at("2026-01-01T00:00:00Z");
    if (kind == FactKind::Issue) {
      known.store({to_record(Issue{.id = id, .repository = "R_1", .created_at = time})});
    } else if (kind == FactKind::PullRequest) {
      known.store({to_record(PullRequest{.id = id, .repository = "R_1", .updated_at = time})});
    } else {
      known.store(
          {to_record(Deployment{.id = id, .repository = "R_1", .sha = "abc", .created_at = time})});
    }
  }

  GitHubAnswer answer(const FakeRequest& request) {
    const std::string& operation = request.operation;
    if (operation == "Counts") {
      return {.body = about_repository(
                  R"("pullRequests":{"totalCount":)" + std::to_string(pulls.rows.size()) +
                  R"(},"issues":{"totalCount":)" + std::to_string(issues.rows.size() + miscounted) +
                  R"(},"deployments":{"totalCount":)" + std::to_string(deployments.rows.size()) +
                  "}")};
    }
    if (operation == "Ids") {
      const auto is_asked = [&](const char* name) {
        return request.variables.find("\"" + std::string(name) + "\":true") != std::string::npos;
      };
      FakeRequest page = request;
      page.variables.insert(1, "\"first\":100,");
      if (is_asked("issues")) {
        return {.body = about_repository("\"issues\":" + issues.page(page))};
      }
      if (is_asked("deployments")) {
        return {.body = about_repository("\"deployments\":" + deployments.page(page))};
      }
      return {.body = about_repository("\"pullRequests\":" + pulls.page(page))};
    }
    if (operation == "PullRequestsRest") {
      return {.body = R"({"data":{"repository":{"id":"R_1"},"item_0":)" + pulls.rows.front().json +
                      "}}"};
    }
    if (operation == "DeploymentsById") {
      return {.body = R"({"data":{"repository":{"id":"R_1"},"nodes":[)" +
                      deployments.rows.front().json + "]}}"};
    }
    if (operation == "Issues") {
      return {.body = about_repository("\"issues\":" + issues.page(request))};
    }
    if (operation == "Deployments") {
      return {.body = about_repository("\"deployments\":" + deployments.page(request))};
    }
    return {.body = about_repository("\"pullRequests\":" + pulls.page(request))};
  }

  FakeList pulls;
  FakeList issues;
  FakeList deployments;
  std::size_t miscounted = 0;
  FakeGitHubClient client{[this](const FakeRequest& request) { return answer(request); }};
  FakeKnownFacts known;
  FeedContext context{.repository = {.id = "R_1", .owner = "acme", .name = "api"},
                      .client = client,
                      .known = known};
  ReconciliationFeed feed{context};
  FeedReader reader{known};
};

const char* const kLongAgo = "2026-01-01T00:00:00Z";
const char* const kRecently = "2026-06-01T12:00:00Z";

TEST_F(ReconciliationFeedTest, RestsForADay) {
  reader.read_pass(feed);
  EXPECT_FALSE(client.requests.empty());
  client.requests.clear();
  reader.read_pass(feed);
  EXPECT_TRUE(client.requests.empty());
}

TEST_F(ReconciliationFeedTest, ReadsTheLastTwoDaysAgain) {
  put(pulls, "PR_1", kRecently);
  put(issues, "I_1", kRecently);
  put(deployments, "D_1", kRecently);
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1U);
  EXPECT_EQ(known.keys(FactKind::Issue).size(), 1U);
  EXPECT_EQ(known.keys(FactKind::Deployment).size(), 1U);
}

TEST_F(ReconciliationFeedTest, WithdrawsAnIssueThatIsNoLongerListed) {
  for (int number = 0; number < 150; ++number) {
    const std::string id = "I_" + std::to_string(1000 + number);
    store(FactKind::Issue, id);
    if (number != 70) {
      put(issues, id, kLongAgo);
    }
  }
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Withdrawn), std::vector<std::string>{"issue\x1fI_1070"});
  EXPECT_EQ(client.count("Ids"), 2U);
  // It is not missed again.
  context.options.now += std::chrono::hours(25);
  client.requests.clear();
  reader.read_pass(feed);
  EXPECT_EQ(client.count("Ids"), 0U);
}

TEST_F(ReconciliationFeedTest, WithdrawsAReviewThatIsNoLongerTold) {
  const auto review_of = [](const std::string& id, const std::string& pull) {
    return to_record(Review{.id = id, .pull_request = pull, .submitted_at = at(kLongAgo)});
  };
  known.store({review_of("V_1", "PR_1"), review_of("V_2", "PR_1"), review_of("V_3", "PR_2")});
  pulls.put({.time = kRecently,
             .id = "PR_1",
             .json = R"({"id":"PR_1","number":1,"updatedAt":")" + std::string(kRecently) +
                     R"(","timelineItems":{"nodes":[{"__typename":"PullRequestReview","id":"V_1",)"
                     R"("state":"APPROVED","submittedAt":"2026-01-01T00:00:00Z"}]}})"});
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Withdrawn), std::vector<std::string>{"review\x1fV_2"});
}

TEST_F(ReconciliationFeedTest, WithdrawsNothingWhenTheListIsNotWhole) {
  store(FactKind::Issue, "I_1");
  store(FactKind::Issue, "I_2");
  put(issues, "I_1", kLongAgo);
  issues.put({.time = kLongAgo, .id = "I_9", .json = "null"});
  issues.put({.time = kLongAgo, .id = "I_8", .json = "null"});
  reader.read_pass(feed);
  EXPECT_GE(client.count("Ids"), 1U);
  EXPECT_TRUE(known.keys(FactKind::Withdrawn).empty());
}

TEST_F(ReconciliationFeedTest, FetchesWhatWasMissed) {
  put(pulls, "PR_1", kLongAgo);
  put(issues, "I_1", kLongAgo);
  put(deployments, "D_1", kLongAgo);
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1U);
  EXPECT_EQ(known.keys(FactKind::Issue).size(), 1U);
  EXPECT_EQ(known.keys(FactKind::Deployment).size(), 1U);
}

TEST_F(ReconciliationFeedTest, GoesOnFromEveryCursorAsIfNothingHadHappened) {
  store(FactKind::Issue, "I_0");
  for (int number = 1; number <= 250; ++number) {
    put(issues, "I_" + std::to_string(1000 + number), kLongAgo);
  }
  put(pulls, "PR_1", kLongAgo);
  // A list of ids is read at one go, so a process that ends after two pages gets through.
  for (bool is_last = false; !is_last;) {
    ReconciliationFeed restarted{context};
    for (int page = 0; page < 4 && !is_last; ++page) {
      is_last = reader.read_page(restarted);
    }
  }
  EXPECT_EQ(known.keys(FactKind::Issue).size(), 251U);
  EXPECT_EQ(known.keys(FactKind::Withdrawn).size(), 1U);
  EXPECT_EQ(known.keys(FactKind::PullRequest).size(), 1U);
}

}  // namespace
}  // namespace shiplog
