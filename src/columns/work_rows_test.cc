#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/builders/fact_builder.h"
#include "tests/builders/shard_of.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> commits_of(const Shard& shard) {
  std::vector<std::string> ids;
  for (const TextRef id : shard.work().commits.id) {
    ids.emplace_back(shard.text(id));
  }
  return ids;
}

TEST(SizedCommits, AreThoseOfBranchesAndPushesWithoutMerges) {
  const Shard shard = shard_of({commit("m0").at(day(0)), commit("a").at(day(1)),
                                commit("b", {"a"}).at(day(2)), commit("m1", {"m0", "b"}).at(day(3)),
                                pull_request("p").opened(day(1)).merged(day(3), "m1")});
  EXPECT_THAT(commits_of(shard), ElementsAre("m0", "a", "b"));
}

TEST(SizedCommits, LeaveOutWhatASquashMadeAndKeepTheOriginals) {
  const std::vector<Fact> squash = {commit("m0").at(day(0)), commit("a", {"m0"}).at(day(1)),
                                    commit("b", {"a"}).at(day(2)), commit("m1", {"m0"}).at(day(3)),
                                    pull_request("p")
                                        .opened(day(1))
                                        .merged(day(3), "m1")
                                        .listing("a", day(1))
                                        .listing("b", day(2))};
  EXPECT_THAT(commits_of(shard_of(squash)), ElementsAre("m0", "a", "b"));
}

TEST(SizedCommits, LeaveOutTheCopiesOfARebase) {
  const std::vector<Fact> rebase = {commit("m0").at(day(0)),
                                    commit("a", {"m0"}).at(day(1), day(1)),
                                    commit("b", {"a"}).at(day(2), day(2)),
                                    commit("a2", {"m0"}).at(day(1), day(3)),
                                    commit("b2", {"a2"}).at(day(2), day(3)),
                                    pull_request("p")
                                        .opened(day(1))
                                        .merged(day(3), "b2")
                                        .listing("a", day(1))
                                        .listing("b", day(2))};
  EXPECT_THAT(commits_of(shard_of(rebase)), ElementsAre("m0", "a", "b"));
}

TEST(SizedCommits, KeepAFastForwardedCommit) {
  const Shard shard = shard_of({commit("m0").at(day(0)), commit("a", {"m0"}).at(day(1)),
                                pull_request("p").opened(day(1)).merged(day(3), "a").head("a")});
  EXPECT_THAT(commits_of(shard), ElementsAre("m0", "a"));
}

std::vector<std::pair<std::string, std::string>> touches_of(const Shard& shard) {
  std::vector<std::pair<std::string, std::string>> touches;
  for (std::size_t i = 0; i < shard.work().touches.change.size(); ++i) {
    touches.emplace_back(shard.text(shard.changes().id[shard.work().touches.change[i]]),
                         shard.text(shard.work().touches.paths[shard.work().touches.path[i]]));
  }
  return touches;
}

TEST(Touches, AreThePullRequestsElseItsCommits) {
  PullRequest told = pull_request("told").opened(day(0)).merged(day(2), "x").fact;
  told.directories = {"src/b", "src/a", "src/b"};
  Commit listed = commit("c").at(day(1)).fact;
  listed.directories = {"docs"};
  Commit push = commit("push").at(day(4)).fact;
  push.directories = {"src/a"};
  const Shard shard =
      shard_of({told, listed, push,
                pull_request("untold").opened(day(0)).merged(day(3)).listing("c", day(1)),
                pull_request("open").opened(day(0))});
  EXPECT_THAT(touches_of(shard),
              ElementsAre(std::pair("told", "src/a"), std::pair("told", "src/b"),
                          std::pair("untold", "docs"), std::pair("push", "src/a")));
}

Fact run(std::string id, Timestamp finished_at, Text conclusion, Text sha = "s",
         Number attempt = {}) {
  return WorkflowRun{.id = std::move(id),
                     .repository = kRepository,
                     .name = "CI",
                     .created_at = finished_at - std::chrono::minutes(9),
                     .started_at = finished_at - std::chrono::minutes(8),
                     .finished_at = finished_at,
                     .sha = std::move(sha),
                     .conclusion = std::move(conclusion),
                     .attempt = attempt};
}

std::vector<RunCheck> checks_of(const std::vector<Fact>& facts, const Reading& reading = {}) {
  const Shard shard = shard_of(facts, reading);
  return {shard.work().runs.check.begin(), shard.work().runs.check.end()};
}

TEST(CheckedRuns, AreFlakyWhenTheSameCommitFailedAndThenPassed) {
  EXPECT_THAT(checks_of({run("1", day(1), "failure"), run("2", day(2), "cancelled"),
                         run("3", day(3), "success")}),
              ElementsAre(RunCheck::Flaky, RunCheck::None, RunCheck::None));
  EXPECT_THAT(checks_of({run("1", day(1), "success"), run("2", day(2), "timed_out")}),
              ElementsAre(RunCheck::Stable, RunCheck::None));
}

TEST(CheckedRuns, AreFlakyWhenASecondAttemptPassed) {
  EXPECT_THAT(checks_of({run("1", day(1), "success", "s", 2)}), ElementsAre(RunCheck::Flaky));
  EXPECT_THAT(checks_of({run("1", day(1), "failure", "s", 2)}), ElementsAre(RunCheck::Stable));
}

TEST(CheckedRuns, OfDifferentCommitsAreApart) {
  EXPECT_THAT(checks_of({run("1", day(1), "failure", "a"), run("2", day(2), "success", "b"),
                         run("3", day(3), "success", Text())}),
              ElementsAre(RunCheck::Stable, RunCheck::Stable, RunCheck::NoCommit));
}

TEST(CheckedRuns, HaveNotFinishedLaterThanTheClock) {
  const std::vector<Fact> facts = {run("1", day(1), "failure"), run("2", day(2), "success")};
  EXPECT_THAT(checks_of(facts, {.now = day(1, 12)}), ElementsAre(RunCheck::Stable));
  const Shard shard = shard_of(facts, {.now = day(2) - std::chrono::minutes(1)});
  EXPECT_THAT(shard.work().runs.outcome, ElementsAre(RunOutcome::Failed, RunOutcome::Unfinished));
}

TEST(CheckedRuns, WithoutFactsAreNone) { EXPECT_THAT(checks_of({}), IsEmpty()); }

std::vector<std::pair<std::string, std::string>> labels_of(const Shard& shard) {
  std::vector<std::pair<std::string, std::string>> labels;
  for (std::size_t i = 0; i < shard.work().labels.change.size(); ++i) {
    labels.emplace_back(shard.text(shard.changes().id[shard.work().labels.change[i]]),
                        shard.text(shard.work().labels.names[shard.work().labels.label[i]]));
  }
  return labels;
}

TEST(Labels, AreThoseOfThePullRequestOnceEach) {
  PullRequest merged = pull_request("merged").opened(day(0)).merged(day(2), "x").fact;
  merged.labels = {"feature", "bug", "feature"};
  PullRequest open = pull_request("open").opened(day(1)).fact;
  open.labels = {"bug"};
  const Shard shard =
      shard_of({merged, open, pull_request("bare").opened(day(0)), issue("J", day(3), {"outage"})});
  EXPECT_THAT(labels_of(shard),
              ElementsAre(std::pair("merged", "bug"), std::pair("merged", "feature"),
                          std::pair("open", "bug")));
  EXPECT_EQ(shard.work().labels.names.size(), 2);
}

}  // namespace
}  // namespace shiplog
