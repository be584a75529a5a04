#include "sources/github/feeds/commits_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/iso_time.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/feeds/fake_github.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

struct MadeCommit {
  int date = 0;
  std::vector<std::string> parents = {};
  std::string message = {};
};

std::string date_text(int date) {
  return format_time(at("2026-01-01T00:00:00Z") + std::chrono::minutes(date));
}

// GitHub with one repository's graph of commits.
class CommitsOfGitHub {
 public:
  // A commit on top of its parents; the branch moves to it.
  std::string commit(std::vector<std::string> parents, const std::string& message = "Work",
                     std::optional<int> date = {}) {
    const std::string sha = "c" + std::to_string(10000 + commits_.size());
    commits_[sha] = {.date = date.value_or(static_cast<int>(commits_.size())),
                     .parents = std::move(parents),
                     .message = message};
    head = sha;
    return sha;
  }

  GitHubAnswer answer(const FakeRequest& request) const {
    if (request.operation == "CommitsFromHead") {
      const std::string ref = head.empty() ? "null"
                                           : R"({"target":{"oid":")" + head + R"(","history":)" +
                                                 history(head, request) + "}}";
      return {.body = about_repository("\"defaultBranchRef\":" + ref)};
    }
    if (request.operation == "Commits") {
      const std::string from = request.text("head");
      return {.body = about_repository(R"("object":{"oid":")" + from + R"(","history":)" +
                                       history(from, request) + "}")};
    }
    if (request.operation == "RevertingCommits") {
      std::string items = R"("nameWithOwner":"acme/api")";
      for (int index = 0; !request.text("oid_" + std::to_string(index)).empty(); ++index) {
        const std::string sha = request.text("oid_" + std::to_string(index));
        const auto pull = pulls.find(sha);
        const std::string nodes = pull == pulls.end() ? "" : pull->second;
        items += ",\"item_" + std::to_string(index) + "\":" + node(sha, true, nodes);
      }
      return {.body = about_repository(items)};
    }
    return {.body = about_repository(R"("item_0":{"mergeCommit":{"oid":"c10001"}},)"
                                     R"("item_1":{"mergeCommit":{"oid":"c10001"}})")};
  }

  std::string head = {};
  std::map<std::string, std::string> pulls = {};  // Of a commit: associated pull requests.
  std::set<std::string> uncountable = {};

 private:
  std::string node(const std::string& sha, bool with_stats,
                   const std::string& pulls_of = "") const {
    if (with_stats && uncountable.contains(sha)) {
      return "null";
    }
    const MadeCommit& commit = commits_.at(sha);
    std::string parents;
    for (const std::string& parent : commit.parents) {
      parents += std::string(parents.empty() ? "" : ",") + R"({"oid":")" + parent + R"("})";
    }
    return R"({"oid":")" + sha + R"(","message":")" + commit.message + R"(","committedDate":")" +
           date_text(commit.date) + "\"" + (with_stats ? R"(,"additions":1)" : "") +
           R"(,"author":{"name":"Ada","email":"ada@example.com"},"parents":{"totalCount":)" +
           std::to_string(commit.parents.size()) + R"(,"nodes":[)" + parents +
           R"(]},"associatedPullRequests":{"nodes":[)" + pulls_of + "]}}";
  }

  std::string history(const std::string& from, const FakeRequest& request) const {
    std::set<std::string> reached;
    std::vector<std::string> ahead = {from};
    while (!ahead.empty()) {
      const std::string sha = ahead.back();
      ahead.pop_back();
      if (reached.insert(sha).second) {
        const auto& parents = commits_.at(sha).parents;
        ahead.insert(ahead.end(), parents.begin(), parents.end());
      }
    }
    std::vector<std::string> sorted(reached.begin(), reached.end());
    std::sort(sorted.begin(), sorted.end(), [&](const auto& left, const auto& right) {
      return std::pair(commits_.at(left).date, left) > std::pair(commits_.at(right).date, right);
    });
    const std::string after = request.text("after");
    const std::size_t begin = after.empty() ? 0 : std::stoul(after.substr(after.find(' ') + 1)) + 1;
    const std::size_t end =
        std::min(sorted.size(), begin + static_cast<std::size_t>(request.number("first")));
    const bool with_stats = request.variables.find("\"stats\":true") != std::string::npos;
    std::string nodes;
    for (std::size_t index = begin; index < end; ++index) {
      nodes += (index == begin ? "" : ",") + node(sorted[index], with_stats);
    }
    return R"({"totalCount":)" + std::to_string(sorted.size()) + R"(,"pageInfo":{"hasNextPage":)" +
           (end < sorted.size() ? "true" : "false") + R"(,"endCursor":")" + from + " " +
           std::to_string(end - 1) + R"("},"nodes":[)" + nodes + "]}";
  }

  std::map<std::string, MadeCommit> commits_;
};

class CommitsFeedTest : public ::testing::Test {
 protected:
  // `count` commits in a row on top of `from`.
  std::string grow(std::string from, int count) {
    for (int i = 0; i < count; ++i) {
      from = github.commit(from.empty() ? std::vector<std::string>{} : std::vector{from});
    }
    return from;
  }

  std::size_t stored() const { return known.keys(FactKind::Commit).size(); }

  CommitsOfGitHub github;
  FakeGitHubClient client{[this](const FakeRequest& request) { return github.answer(request); }};
  FakeKnownFacts known;
  FeedContext context{.repository = {.id = "R_1", .owner = "acme", .name = "api"},
                      .client = client,
                      .known = known};
  CommitsFeed feed{context};
  FeedReader reader{known};
};

TEST_F(CommitsFeedTest, ReadsTheWholeHistoryInPagesOfAHundred) {
  grow("", 250);
  reader.read_pass(feed);
  EXPECT_EQ(stored(), 250U);
  EXPECT_EQ(client.requests.size(), 3U);
}

TEST_F(CommitsFeedTest, SaysNothingOfARepositoryWithoutCommits) {
  reader.read_pass(feed);
  EXPECT_TRUE(known.records.empty());
  grow("", 1);
  reader.read_pass(feed);
  EXPECT_EQ(stored(), 1U);
}

TEST_F(CommitsFeedTest, ReadsOnlyWhatIsNewAfterwards) {
  const std::string tip = grow("", 500);
  reader.read_pass(feed);
  client.requests.clear();
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.size(), 1U);
  grow(tip, 3);
  reader.read_pass(feed);
  EXPECT_EQ(client.requests.size(), 2U);
  EXPECT_EQ(stored(), 503U);
  EXPECT_TRUE(known.keys(FactKind::Withdrawn).empty());
}

TEST_F(CommitsFeedTest, FindsAnOldBranchThatWasMergedLate) {
  const std::string root = grow("", 1);
  const std::string tip = grow(root, 300);
  reader.read_pass(feed);
  std::string old = root;
  for (int i = 0; i < 120; ++i) {  // Written long before, merged only now.
    old = github.commit({old}, "Work", 5);
  }
  github.commit({tip, old}, "Merge");
  reader.read_pass(feed);
  EXPECT_EQ(stored(), 422U);
  EXPECT_TRUE(known.keys(FactKind::Withdrawn).empty());
}

TEST_F(CommitsFeedTest, GoesOnFromEveryCursorAsIfNothingHadHappened) {
  const std::string tip = grow("", 350);
  const auto read_with_restarts = [&] {
    for (bool is_last = false; !is_last;) {
      CommitsFeed restarted{context};
      is_last = reader.read_page(restarted);
    }
  };
  // A pass whose walk another process began ends at that head, so it is followed by one more.
  read_with_restarts();
  EXPECT_EQ(stored(), 350U);
  grow(tip, 250);
  read_with_restarts();
  EXPECT_EQ(stored(), 600U);
  EXPECT_TRUE(known.keys(FactKind::Withdrawn).empty());
}

TEST_F(CommitsFeedTest, ReadsTheNewHeadTooWhenAnInterruptedWalkIsFinished) {
  const std::string tip = grow("", 150);
  reader.read_page(feed);
  grow(tip, 1);
  CommitsFeed restarted{context};
  reader.read_pass(restarted);
  EXPECT_EQ(stored(), 151U);
}

TEST_F(CommitsFeedTest, WithdrawsWhatAForcePushLeftBehind) {
  const std::string base = grow("", 20);
  const std::string lost = grow(base, 3);
  reader.read_pass(feed);
  const std::string owned = known.keys(FactKind::Commit).back();
  known.store({to_record(
      PullRequest{.id = "PR_1", .repository = "R_1", .number = 1, .head_commit = lost})});
  grow(base, 2);
  reader.read_pass(feed);
  EXPECT_EQ(stored(), 25U);
  EXPECT_EQ(known.keys(FactKind::Withdrawn).size(), 2U) << "that of the pull request stays";
  EXPECT_EQ(known.keys(FactKind::Withdrawn).front(),
            "commit\x1fR_1\x1f"
            "c10020");
}

TEST_F(CommitsFeedTest, WithdrawsWhatABranchThatWasSetBackHasLost) {
  const std::string base = grow("", 20);
  grow(base, 3);
  reader.read_pass(feed);
  github.head = base;
  reader.read_pass(feed);
  EXPECT_EQ(known.keys(FactKind::Withdrawn).size(), 3U);
}

TEST_F(CommitsFeedTest, TellsACommitWhoseLinesCannotBeCountedWithoutThem) {
  grow("", 150);
  github.uncountable = {"c10030"};
  reader.read_pass(feed);
  EXPECT_EQ(stored(), 150U);
  EXPECT_EQ(known
                .line(FactKind::Commit,
                      "R_1\x1f"
                      "c10030")
                .find("additions"),
            std::string::npos);
  EXPECT_NE(known
                .line(FactKind::Commit,
                      "R_1\x1f"
                      "c10031")
                .find("additions"),
            std::string::npos);
}

TEST_F(CommitsFeedTest, TakesACommitThatNamesAnotherForItsRevert) {
  const std::string bad = grow("", 1);
  github.commit({bad},
                R"(Revert\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.)");
  reader.read_pass(feed);
  EXPECT_NE(known
                .line(FactKind::Commit,
                      "R_1\x1f"
                      "c10001")
                .find(R"("is_revert_of":"0123456789abcdef0123456789abcdef01234567")"),
            std::string::npos);
  EXPECT_EQ(client.requests.size(), 1U);
}

TEST_F(CommitsFeedTest, AsksThePullRequestWhatACommitReverts) {
  const std::string root = grow("", 2);
  const std::string by_branch = github.commit({root}, "Revert 'Work' (#9)");
  const std::string by_text = github.commit({by_branch}, "Take it back: a revert (#10)");
  const std::string by_title = github.commit({by_text}, "Revert 'Work'");
  const auto pull = [](const std::string& merge, const std::string& head, const std::string& body) {
    return R"({"headRefName":")" + head + R"(","body":")" + body + R"(","mergeCommit":{"oid":")" +
           merge + R"("},"repository":{"id":"R_1"}})";
  };
  github.pulls = {{by_branch, pull(by_branch, "revert-7-work", "")},
                  {by_text, pull(by_text, "back", "Reverts acme/api#7")},
                  {by_title, pull(by_title, "other", "")}};
  reader.read_pass(feed);
  EXPECT_EQ(client.count("RevertingCommits"), 1U);
  EXPECT_EQ(client.count("MergeCommits"), 1U);
  EXPECT_NE(known.line(FactKind::Commit, "R_1\x1f" + by_branch).find(R"("is_revert_of":"c10001")"),
            std::string::npos);
  EXPECT_EQ(known.line(FactKind::Commit, "R_1\x1f" + by_title).find("is_revert_of"),
            std::string::npos);
  EXPECT_EQ(client.requests.back().number("number_0"), 7);
  EXPECT_EQ(client.requests.back().number("number_1"), 7);
}

TEST_F(CommitsFeedTest, AsksForLessWhenAPageIsTooHeavy) {
  grow("", 120);
  int faults = 2;
  FakeGitHubClient weak{[&](const FakeRequest& request) -> GitHubAnswer {
    if (faults-- > 0) {
      return {.state = AnswerState::TooHeavy};
    }
    return github.answer(request);
  }};
  FeedContext weak_context = {.repository = context.repository, .client = weak, .known = known};
  CommitsFeed weak_feed{weak_context};
  reader.read_pass(weak_feed);
  EXPECT_EQ(weak.requests[2].number("first"), 25);
  EXPECT_EQ(stored(), 120U);
}

}  // namespace
}  // namespace shiplog
