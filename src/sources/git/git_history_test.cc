#include "sources/git/git_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/fact_record.h"
#include "sources/git/scratch_repository.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Reading {
  std::vector<Commit> commits = {};
  std::vector<PullRequest> pulls = {};
  std::vector<Person> people = {};
  std::vector<std::string> lines = {};
  HistorySummary summary = {};

  const Commit* find(const std::string& sha) const {
    const auto found = std::find_if(commits.begin(), commits.end(),
                                    [&](const Commit& commit) { return commit.sha == sha; });
    return found == commits.end() ? nullptr : &*found;
  }
};

GitRepository open_scratch(const std::filesystem::path& path) {
  Result<GitRepository> repository = open_git_repository(path, "acme/api");
  CHECK(repository.has_value());
  return std::move(repository).value();
}

Reading read(const std::filesystem::path& path, const HistoryRequest& request = {}) {
  const GitRepository repository = open_scratch(path);
  Reading reading;
  const auto take = [&reading](const Fact& fact) -> Result<Unit> {
    reading.lines.push_back(to_record(fact).line);
    if (const auto* commit = std::get_if<Commit>(&fact)) {
      reading.commits.push_back(*commit);
    }
    if (const auto* pull = std::get_if<PullRequest>(&fact)) {
      reading.pulls.push_back(*pull);
    }
    if (const auto* person = std::get_if<Person>(&fact)) {
      reading.people.push_back(*person);
    }
    return Unit{};
  };
  Result<History> history = read_git_history(repository, request, take);
  EXPECT_TRUE(history.has_value()) << (history ? "" : history.error().message);
  if (history) {
    reading.summary = history->summary;
  }
  return reading;
}

TEST(GitHistory, ReadsACommitWithItsLines) {
  ScratchRepository scratch;
  const std::string first = scratch.commit({.files = {{"src/net/a.cc", "one\ntwo\n"}}});
  const std::string second = scratch.commit(
      {.message = "Fix the login\n\nBody", .files = {{"src/net/a.cc", "one\n"}, {"b", "x\n"}}});

  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 2U);
  const Commit* commit = reading.find(second);
  ASSERT_NE(commit, nullptr);
  EXPECT_EQ(commit->repository, "acme/api");
  EXPECT_THAT(commit->parents, ElementsAre(first));
  EXPECT_EQ(commit->headline, "Fix the login");
  EXPECT_EQ(commit->additions, 1);
  EXPECT_EQ(commit->deletions, 1);
  EXPECT_EQ(commit->changed_files, 2);
  EXPECT_THAT(commit->directories, ElementsAre("src/net"));
  EXPECT_EQ(commit->committed_at, Timestamp{std::chrono::seconds{1'700'000'120}});
  ASSERT_EQ(reading.people.size(), 1U);
  EXPECT_EQ(commit->author, reading.people[0].id);
  EXPECT_EQ(reading.find(first)->additions, 2);
  EXPECT_TRUE(reading.find(first)->parents.is_given);
}

TEST(GitHistory, TellsAMergedPullRequest) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "one\n"}}});
  const std::string merge = scratch.merge_pull_request(12, "src/b", "two\n");

  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.pulls.size(), 1U);
  const PullRequest& pull = reading.pulls[0];
  EXPECT_EQ(pull.id, "git:acme/api#12");
  EXPECT_EQ(pull.number, 12);
  EXPECT_EQ(pull.title, "Title of topic-12");
  EXPECT_EQ(pull.head, "topic-12");
  EXPECT_EQ(pull.base, "main");
  EXPECT_EQ(pull.merge_commit, merge);
  EXPECT_EQ(pull.created_at, std::nullopt);
  EXPECT_EQ(pull.updated_at, std::nullopt);
  EXPECT_EQ(pull.merged_at, Timestamp{std::chrono::seconds{1'700'000'180}});
  EXPECT_EQ(pull.additions, 1);
  EXPECT_EQ(pull.changed_files, 1);
  EXPECT_THAT(pull.directories, ElementsAre("src"));
  ASSERT_EQ(pull.commits.size(), 1U);
  EXPECT_EQ(pull.commits[0].sha, pull.head_commit);
  EXPECT_EQ(pull.author, pull.commits[0].author);
  EXPECT_NE(pull.author, pull.merged_by);
  EXPECT_EQ(reading.find(merge)->additions, std::nullopt);
}

TEST(GitHistory, ComparesAMergeOfSeveralCommitsWithWhatItWasMergedInto) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "one\n"}}});
  scratch.commit({.branch = "topic", .files = {{"b", "x\ny\nz\n"}}, .from = "refs/heads/main^0"});
  scratch.commit({.branch = "topic", .files = {{"b", "x\n"}}});
  scratch.commit({.message = "Merge pull request #3 from grace/topic",
                  .files = {{"b", "x\n"}},
                  .merges = {"refs/heads/topic"}});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].commits.size(), 2U);
  EXPECT_EQ(reading.pulls[0].additions, 1);
  EXPECT_EQ(reading.pulls[0].deletions, 0);
}

TEST(GitHistory, TellsASquashedPullRequest) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "one\n"}}});
  const std::string squash =
      scratch.commit({.message = "Add a login (#7)\n\n* one\n* two", .files = {{"b", "x\n"}}});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].number, 7);
  EXPECT_EQ(reading.pulls[0].title, "Add a login");
  EXPECT_EQ(reading.pulls[0].merge_commit, squash);
  EXPECT_EQ(reading.pulls[0].head_commit, std::nullopt);
  EXPECT_EQ(reading.pulls[0].additions, 1);
  EXPECT_THAT(reading.pulls[0].commits, IsEmpty());
  EXPECT_EQ(reading.summary.squashed_pull_requests, 1);
}

TEST(GitHistory, TakesNoNumberFromTheSubjectOfABranch) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1"}}});
  scratch.commit({.branch = "topic", .message = "Port it (#99)", .from = "refs/heads/main^0"});
  scratch.commit({.message = "Merge branch 'topic'", .merges = {"refs/heads/topic"}});
  EXPECT_THAT(read(scratch.path()).pulls, IsEmpty());
}

TEST(GitHistory, GivesANumberToTheCommitThatCameFirst) {
  ScratchRepository scratch;
  const std::string first = scratch.commit({.message = "Add it (#7)", .files = {{"a", "1"}}});
  scratch.commit({.message = "Revert \"Add it (#7)\"\n\nThis reverts commit " + first + ".",
                  .files = {{"a", ""}}});
  scratch.commit({.message = "Add it (#7)", .files = {{"a", "1"}}});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].merge_commit, first);
  EXPECT_EQ(reading.summary.repeated_numbers, 1);
}

TEST(GitHistory, ResolvesTheAbbreviatedShaOfARevert) {
  ScratchRepository scratch;
  const std::string first = scratch.commit({.files = {{"a", "1"}}});
  const std::string revert =
      scratch.commit({.message = "Revert it\n\nThis reverts commit " + first.substr(0, 8) + ".",
                      .files = {{"a", ""}}});
  const std::string lost = scratch.commit({.message = "x\n\nThis reverts commit 0123456789."});
  const Reading reading = read(scratch.path());
  EXPECT_EQ(reading.find(revert)->is_revert_of, first);
  EXPECT_EQ(reading.find(lost)->is_revert_of, std::nullopt);
}

TEST(GitHistory, IsTheSameForAnyNumberOfProcesses) {
  ScratchRepository scratch;
  for (int commit = 0; commit < 150; ++commit) {
    const std::string name = "d" + std::to_string(commit % 7) + "/f";
    scratch.commit({.message = "Change " + name + " (#" + std::to_string(commit + 1) + ")",
                    .files = {{name, std::string(static_cast<std::size_t>(commit), '\n')}}});
  }
  scratch.merge_pull_request(900, "a", "b\n");
  const Reading one = read(scratch.path(), {.processes = 1});
  EXPECT_EQ(one.commits.size(), 152U);
  for (std::size_t processes = 2; processes <= 4; ++processes) {
    EXPECT_EQ(read(scratch.path(), {.processes = processes}).lines, one.lines) << processes;
  }
}

TEST(GitHistory, ReadsOnlyWhatIsNew) {
  ScratchRepository scratch;
  const std::string old = scratch.commit({.files = {{"a", "1"}}});
  const std::string fresh = scratch.commit({.files = {{"a", "2"}}});
  const Reading reading = read(scratch.path(), {.after = old});
  ASSERT_EQ(reading.commits.size(), 1U);
  EXPECT_EQ(reading.commits[0].sha, fresh);
  EXPECT_EQ(reading.commits[0].additions, 1);
}

TEST(GitHistory, LeavesOutWhatWasBeforeADate) {
  ScratchRepository scratch;
  scratch.commit({.message = "Old (#1)", .files = {{"a", "1"}}});
  const std::string fresh = scratch.commit({.message = "New (#2)", .files = {{"a", "2"}}});
  const Reading reading =
      read(scratch.path(), {.since = Timestamp{std::chrono::seconds{1'700'000'120}}});
  ASSERT_EQ(reading.commits.size(), 1U);
  EXPECT_EQ(reading.commits[0].sha, fresh);
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].number, 2);
}

TEST(GitHistory, LeavesCountsAbsentWhenAskedForTheGraphOnly) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1"}}});
  scratch.merge_pull_request(4, "b", "x");
  const Reading reading = read(scratch.path(), {.counts_lines = false});
  EXPECT_EQ(reading.commits.size(), 3U);
  EXPECT_EQ(reading.commits[2].additions, std::nullopt);
  EXPECT_TRUE(reading.commits[2].directories.is_absent());
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].additions, std::nullopt);
}

TEST(GitHistory, StopsWhenAskedTo) {
  ScratchRepository scratch;
  scratch.commit({});
  std::stop_source stop;
  stop.request_stop();
  const GitRepository repository = open_scratch(scratch.path());
  const auto ignore = [](const Fact&) -> Result<Unit> { return Unit{}; };
  const auto history = read_git_history(repository, {.stop = stop.get_token()}, ignore);
  ASSERT_FALSE(history.has_value());
  EXPECT_EQ(history.error().code, ErrorCode::Cancelled);
}

TEST(GitHistory, EndsWithTheErrorOfItsSink) {
  ScratchRepository scratch;
  scratch.commit({});
  const GitRepository repository = open_scratch(scratch.path());
  const auto refuse = [](const Fact&) -> Result<Unit> {
    return Error{.code = ErrorCode::Unavailable, .message = "disk is full"};
  };
  const auto history = read_git_history(repository, {}, refuse);
  ASSERT_FALSE(history.has_value());
  EXPECT_EQ(history.error().message, "disk is full");
}

}  // namespace
}  // namespace shiplog
