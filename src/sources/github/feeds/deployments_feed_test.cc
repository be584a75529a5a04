#include "sources/github/feeds/deployments_feed.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/facts.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

class DeploymentsFeedTest : public ::testing::Test {
 protected:
  static std::string json_of(const std::string& id, const std::string& time,
                             const std::string& state, const std::string& statuses) {
    return R"({"id":")" + id + R"(","commitOid":"abc","environment":"production","state":")" +
           state + R"(","createdAt":")" + time + R"(","updatedAt":")" + time + R"(","statuses":)" +
           statuses + "}";
  }
  static std::string whole(const std::string& statuses) {
    return R"({"pageInfo":{"hasNextPage":false},"nodes":[)" + statuses + "]}";
  }

  void put(const std::string& id, const std::string& time, const std::string& state,
           const std::string& statuses = "") {
    list.put({.time = time, .id = id, .json = json_of(id, time, state, whole(statuses))});
  }

  GitHubAnswer answer(const FakeRequest& request) {
    if (request.operation == "Deployments") {
      return {.body = about_repository("\"deployments\":" + list.page(request))};
    }
    if (request.operation == "DeploymentStatuses") {
      return {.body = R"({"data":{"node":{"statuses":)" +
                      whole(R"({"state":"SUCCESS","createdAt":"2026-05-01T02:00:00Z"})") + "}}}"};
    }
    std::string nodes;
    std::vector<GitHubProblem> problems;
    for (int index = 0; index < 10; ++index) {
      for (const FakeList::Row& row : list.rows) {
        // The ids stand in the order of the list, as the cursor keeps them.
        if (request.variables.find("\"" + row.id + "\"") != std::string::npos && index == 0) {
          nodes += (nodes.empty() ? "" : ",") + row.json;
        }
      }
    }
    if (request.variables.find("D_gone") != std::string::npos) {
      nodes += std::string(nodes.empty() ? "" : ",") + "null";
      problems.push_back({.type = "NOT_FOUND", .path = gone_path});
    }
    return {.state = problems.empty() ? AnswerState::Ok : AnswerState::Partial,
            .problems = problems,
            .body = R"({"data":{"repository":{"id":"R_1"},"nodes":[)" + nodes + "]}}"};
  }

  FakeList list;
  std::string gone_path;
  FakeGitHubClient client{[this](const FakeRequest& request) { return answer(request); }};
  FakeKnownFacts known;
  FeedContext context{.repository = {.id = "R_1", .owner = "acme", .name = "api"},
                      .client = client,
                      .known = known};
  DeploymentsFeed feed{context};
  FeedReader reader{known};
};

TEST_F(DeploymentsFeedTest, AsksAgainForThoseThatHadNotComeToAnEnd) {
  put("D_1", "2026-05-01T00:00:00Z", "FAILURE");
  put("D_2", "2026-05-01T01:00:00Z", "IN_PROGRESS");
  reader.read_pass(feed);
  put("D_2", "2026-05-01T01:00:00Z", "SUCCESS",
      R"({"state":"SUCCESS","createdAt":"2026-05-01T01:10:00Z"})");
  client.requests.clear();
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.size(), 2U);
  EXPECT_EQ(client.requests[0].variables.find("D_1"), std::string::npos);
  EXPECT_NE(known.line(FactKind::Deployment, "D_2").find(R"("status":"success")"),
            std::string::npos);
}

TEST_F(DeploymentsFeedTest, StopsAskingOnceItHasBeenSuperseded) {
  put("D_1", "2026-05-01T00:00:00Z", "ACTIVE");
  reader.read_pass(feed);
  put("D_1", "2026-05-01T00:00:00Z", "INACTIVE");
  reader.read_pass(feed);
  client.requests.clear();
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.size(), 1U);
}

TEST_F(DeploymentsFeedTest, WithdrawsWhatWasDeleted) {
  put("D_gone", "2026-05-01T00:00:00Z", "QUEUED");
  reader.read_pass(feed);
  list.rows.clear();
  gone_path = "nodes.0";
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Withdrawn), std::vector<std::string>{"deployment\x1f"
                                                                      "D_gone"});
}

TEST_F(DeploymentsFeedTest, ReadsStatusesToTheirEnd) {
  list.put({.time = "2026-05-01T00:00:00Z",
            .id = "D_1",
            .json = json_of("D_1", "2026-05-01T00:00:00Z", "ACTIVE",
                            R"({"pageInfo":{"hasNextPage":true,"endCursor":"x"},"nodes":[)"
                            R"({"state":"QUEUED","createdAt":"2026-05-01T00:30:00Z"}]})")});
  reader.read_pass(feed);
  EXPECT_NE(known.line(FactKind::Deployment, "D_1")
                .find(R"("statuses":[{"state":"queued","at":"2026-05-01T00:30:00Z"},)"
                      R"({"state":"success","at":"2026-05-01T02:00:00Z"}])"),
            std::string::npos);
}

}  // namespace
}  // namespace shiplog
