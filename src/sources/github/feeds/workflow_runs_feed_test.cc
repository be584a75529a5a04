#include "sources/github/feeds/workflow_runs_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
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

class WorkflowRunsFeedTest : public ::testing::Test {
 protected:
  static std::string parameter(const std::string& path, const std::string& name) {
    const std::size_t begin = path.find(name + "=") + name.size() + 1;
    return path.substr(begin, path.find('&', begin) - begin);
  }

  // GitHub's search: newest first, no more than a thousand.
  GitHubAnswer answer(const FakeRequest& request) {
    const std::string created = parameter(request.document, "created");
    const std::size_t dots = created.find("..");
    const Timestamp from = at(created.substr(0, dots));
    const Timestamp until = at(created.substr(dots + 2));
    std::vector<Timestamp> found;
    for (const Timestamp run : runs) {
      if (from <= run && run <= until) {
        found.push_back(run);
      }
    }
    std::sort(found.rbegin(), found.rend());
    const std::size_t begin =
        (std::stoul(parameter(request.document, "&page")) - 1) * std::size_t{100};
    if (begin >= 1000) {
      return {.state = AnswerState::OutOfRange};
    }
    std::string list;
    for (std::size_t index = begin; index < std::min(found.size(), begin + 100); ++index) {
      const std::string time = format_time(found[index]);
      list += std::string(list.empty() ? "" : ",") + R"({"node_id":"WFR_)" + time +
              R"(","name":"CI","created_at":")" + time + R"("})";
    }
    return {.body = R"({"total_count":)" + std::to_string(found.size()) + R"(,"workflow_runs":[)" +
                    list + "]}"};
  }

  FeedContext context_with(FakeGitHubClient& asked) {
    return {.repository = {.id = "R_1", .owner = "acme", .name = "api"},
            .client = asked,
            .known = known};
  }

  std::vector<Timestamp> runs;
  FakeGitHubClient client{[this](const FakeRequest& request) { return answer(request); }};
  FakeKnownFacts known;
  FeedContext context = context_with(client);
  WorkflowRunsFeed feed{context, client.now};
  FeedReader reader{known};
};

TEST_F(WorkflowRunsFeedTest, CutsTimeIntoWindowsThatGitHubPagesThrough) {
  for (int number = 0; number < 3500; ++number) {
    runs.push_back(at("2026-05-01T00:00:00Z") + std::chrono::minutes(7 * number));
  }
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::WorkflowRun).size(), 3500U);
  EXPECT_LE(client.requests.size(), 75U);
}

TEST_F(WorkflowRunsFeedTest, GoesOnFromEveryCursorAsIfNothingHadHappened) {
  for (int number = 0; number < 1500; ++number) {
    runs.push_back(at("2026-05-01T00:00:00Z") + std::chrono::minutes(7 * number));
  }
  for (bool is_last = false; !is_last;) {
    WorkflowRunsFeed restarted{context, client.now};
    is_last = reader.read_page(restarted);
  }
  EXPECT_EQ(known.keys(FactKind::WorkflowRun).size(), 1500U);
}

TEST_F(WorkflowRunsFeedTest, ReadsTheLastWeekAgain) {
  runs.push_back(client.now - std::chrono::days(20));
  reader.read_pass(feed);
  client.requests.clear();
  runs.push_back(client.now - std::chrono::days(6));
  client.now += std::chrono::hours(1);
  runs.push_back(client.now - std::chrono::minutes(10));
  WorkflowRunsFeed later{context, client.now};
  reader.read_pass(later);
  EXPECT_EQ(known.keys(FactKind::WorkflowRun).size(), 3U);
  EXPECT_EQ(client.requests.size(), 1U);
}

TEST_F(WorkflowRunsFeedTest, ReadsWhatIsOlderOnceMoreIsWanted) {
  runs.push_back(client.now - std::chrono::days(400));
  runs.push_back(client.now - std::chrono::days(20));
  context.options.since = client.now - std::chrono::days(30);
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::WorkflowRun).size(), 1U);
  context.options.since.reset();
  WorkflowRunsFeed later{context, client.now};
  reader.read_pass(later);
  EXPECT_EQ(known.keys(FactKind::WorkflowRun).size(), 2U);
}

TEST_F(WorkflowRunsFeedTest, DoesWithoutWhereActionsAreOff) {
  FakeGitHubClient off{[](const FakeRequest&) -> GitHubAnswer {
    return {.state = AnswerState::Lost, .problems = {{.message = "Not Found"}}};
  }};
  FeedContext context_of_off = context_with(off);
  WorkflowRunsFeed none{context_of_off, off.now};
  EXPECT_TRUE(reader.read_page(none));
  EXPECT_EQ(reader.notes.size(), 1U);
}

}  // namespace
}  // namespace shiplog
