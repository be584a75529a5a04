#include "sources/github/feeds/releases_feed.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "domain/facts.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

class ReleasesFeedTest : public ::testing::Test {
 protected:
  void release(const std::string& id, const std::string& tag, const std::string& time) {
    releases.put({.time = time,
                  .id = id,
                  .json = R"({"id":")" + id + R"(","tagName":")" + tag + R"(","createdAt":")" +
                          time + R"(","publishedAt":")" + time + R"(","updatedAt":")" + time +
                          "\"}"});
  }
  void tag(const std::string& name, const std::string& sha, const std::string& time) {
    tags.put({.time = time,
              .id = "REF_" + name,
              .json = R"({"id":"REF_)" + name + R"(","name":")" + name +
                      R"(","target":{"__typename":"Commit","oid":")" + sha +
                      R"(","committedDate":")" + time + "\"}}"});
  }

  GitHubAnswer answer(FakeRequest request) {
    request.variables.insert(1, R"("direction":"DESC",)");
    if (request.operation == "Tags") {
      return {.body = about_repository("\"refs\":" + tags.page(request))};
    }
    return {.body = about_repository("\"releases\":" + releases.page(request))};
  }

  std::string sha_of(const std::string& id) {
    const std::string line = known.line(FactKind::Release, id);
    const std::size_t begin = line.find(R"("sha":")");
    return begin == std::string::npos ? "" : line.substr(begin + 7, 3);
  }

  FakeList releases;
  FakeList tags;
  FakeGitHubClient client{[this](const FakeRequest& request) { return answer(request); }};
  FakeKnownFacts known;
  FeedContext context{.repository = {.id = "R_1", .owner = "acme", .name = "api"},
                      .client = client,
                      .known = known};
  ReleasesFeed feed{context};
  FeedReader reader{known};
};

TEST_F(ReleasesFeedTest, TellsATagOnlyWhereNoReleaseNamesIt) {
  release("RE_1", "v1", "2026-01-01T00:00:00Z");
  tag("v1", "aaa", "2026-01-01T00:00:00Z");
  tag("v2", "bbb", "2026-01-02T00:00:00Z");
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Release), (std::vector<std::string>{"REF_v2", "RE_1"}));
}

TEST_F(ReleasesFeedTest, WithdrawsATagOfItsOwnOnceAReleaseNamesIt) {
  tag("v1", "aaa", "2026-01-01T00:00:00Z");
  reader.read_pass(feed);
  release("RE_1", "v1", "2026-01-03T00:00:00Z");
  client.now += std::chrono::hours(25);
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Withdrawn), std::vector<std::string>{"release\x1fREF_v1"});
}

TEST_F(ReleasesFeedTest, WithdrawsOnceADayWhatHasVanished) {
  release("RE_1", "v1", "2026-01-01T00:00:00Z");
  release("RE_2", "v2", "2026-01-02T00:00:00Z");
  reader.read_pass(feed);
  std::erase_if(releases.rows, [](const FakeList::Row& row) { return row.id == "RE_1"; });
  reader.read_pass(feed);
  EXPECT_TRUE(known.keys(FactKind::Withdrawn).empty());
  client.now += std::chrono::hours(25);
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Withdrawn), std::vector<std::string>{"release\x1fRE_1"});
}

TEST_F(ReleasesFeedTest, FollowsATagThatWasMoved) {
  tag("latest", "aaa", "2026-01-05T00:00:00Z");
  reader.read_pass(feed);
  EXPECT_EQ(sha_of("REF_latest"), "aaa");
  tag("latest", "000", "2026-01-01T00:00:00Z");  // Back to an older commit.
  reader.read_pass(feed);
  EXPECT_EQ(sha_of("REF_latest"), "000");
}

TEST_F(ReleasesFeedTest, StopsWhereEverythingIsKnown) {
  for (int number = 100; number < 450; ++number) {
    const std::string time = "2026-01-01T00:" + std::to_string(10 + number % 50) + ":00Z";
    release("RE_" + std::to_string(number), "v" + std::to_string(number), time);
  }
  reader.read_pass(feed);
  EXPECT_EQ(client.count("Releases"), 4U);
  client.requests.clear();
  release("RE_999", "v999", "2026-02-01T00:00:00Z");
  reader.read_pass(feed);
  EXPECT_EQ(client.count("Releases"), 2U);
  EXPECT_EQ(known.keys(FactKind::Release).size(), 351U);
}

TEST_F(ReleasesFeedTest, WithdrawsNothingInAPassThatAnotherProcessBegan) {
  for (int number = 100; number < 350; ++number) {
    release("RE_" + std::to_string(number), "v" + std::to_string(number), "2026-01-01T00:00:00Z");
  }
  reader.read_page(feed);
  ReleasesFeed restarted{context};
  reader.read_pass(restarted);
  EXPECT_EQ(known.keys(FactKind::Release).size(), 250U);
  EXPECT_TRUE(known.keys(FactKind::Withdrawn).empty());
}

}  // namespace
}  // namespace shiplog
