#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "sources/git/git_history.h"
#include "sources/git/git_tags.h"
#include "sources/git/scratch_repository.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Reading {
  std::vector<Commit> commits = {};  // Newest first.
  std::vector<PullRequest> pulls = {};
  std::vector<Person> people = {};
  HistorySummary summary = {};
};

GitRepository open_scratch(const std::filesystem::path& path) {
  Result<GitRepository> repository = open_git_repository(path, "acme/api");
  CHECK(repository.has_value());
  return std::move(repository).value();
}

Reading read(const std::filesystem::path& path) {
  const GitRepository repository = open_scratch(path);
  Reading reading;
  const auto take = [&reading](const Fact& fact) -> Result<Unit> {
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
  Result<History> history = read_git_history(repository, {.processes = 2}, take);
  EXPECT_TRUE(history.has_value()) << (history ? "" : history.error().message);
  if (history) {
    reading.summary = history->summary;
  }
  return reading;
}

void remove_object(const ScratchRepository& scratch, const std::string& sha) {
  std::filesystem::remove(scratch.path() / ".git/objects" / sha.substr(0, 2) / sha.substr(2));
}

// Objects as files of their own, so that a test can take one away.
void unpack(const ScratchRepository& scratch) {
  scratch.git("config gc.auto 0");
  scratch.shell("cd " + scratch.quoted(scratch.path()) +
                " && for pack in .git/objects/pack/*.pack; do [ -e \"$pack\" ] || continue; "
                "mv \"$pack\" ../moved.pack && rm -f \"${pack%.pack}\".* && "
                "git unpack-objects -q < ../moved.pack && rm ../moved.pack; done");
}

TEST(OddRepository, WithShallowHistoryKeepsTheParentsThatItNames) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  const std::string second = scratch.commit({.files = {{"a", "1\n2\n"}}});
  const std::string third = scratch.commit({.files = {{"a", "1\n2\n3\n"}}});
  scratch.commit({.files = {{"a", "4\n"}}});
  const std::filesystem::path clone = scratch.beside("clone");
  scratch.shell("git clone -q --depth 2 file://" + scratch.path().string() + " " +
                scratch.quoted(clone));
  const Reading reading = read(clone);
  ASSERT_EQ(reading.commits.size(), 2U);
  EXPECT_EQ(reading.summary.cut_off, 1);
  EXPECT_EQ(reading.commits[1].sha, third);
  EXPECT_THAT(reading.commits[1].parents, ElementsAre(second));
  EXPECT_EQ(reading.commits[1].additions, std::nullopt);
  EXPECT_EQ(reading.commits[0].additions, 1);
}

TEST(OddRepository, WithAMissingFileLacksTheCountsOfThatCommitAlone) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.commit({.files = {{"a", "1\n2\n"}}});
  scratch.commit({.files = {{"b", "lost\n"}}});
  scratch.commit({.files = {{"c", "3\n"}}});
  unpack(scratch);
  remove_object(scratch, scratch.ask("rev-parse main:b"));
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 4U);
  EXPECT_EQ(reading.summary.uncounted, 1);
  EXPECT_EQ(reading.commits[0].additions, 1);
  EXPECT_EQ(reading.commits[1].additions, std::nullopt);
  EXPECT_EQ(reading.commits[1].changed_files, std::nullopt);
  EXPECT_TRUE(reading.commits[1].directories.is_absent());
  EXPECT_EQ(reading.commits[2].additions, 1);
  EXPECT_EQ(reading.commits[3].additions, 1);
}

TEST(OddRepository, ThatIsAPartialCloneCountsFilesAndFetchesNothing) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"src/a", "1\n"}}});
  scratch.commit({.files = {{"src/a", "1\n2\n"}, {"b", "x"}}});
  scratch.git("config uploadpack.allowFilter true");
  const std::filesystem::path clone = scratch.beside("clone");
  scratch.shell("git clone -q --bare --filter=blob:none file://" + scratch.path().string() + " " +
                scratch.quoted(clone));
  const Reading reading = read(clone);
  ASSERT_EQ(reading.commits.size(), 2U);
  EXPECT_EQ(reading.commits[0].additions, std::nullopt);
  EXPECT_EQ(reading.commits[0].changed_files, 2);
  EXPECT_THAT(reading.commits[0].directories, ElementsAre("src"));
  const std::string blob = scratch.ask("rev-parse main:b");
  EXPECT_NE(std::system(("GIT_ALLOW_PROTOCOL=none git -C " + scratch.quoted(clone) +
                         " cat-file -e " + blob + " 2>/dev/null")
                            .c_str()),
            0);
}

TEST(OddRepository, WithAnOctopusGivesThePullRequestAllItsSides) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  for (const char* branch : {"x", "y"}) {
    scratch.commit({.branch = branch, .files = {{branch, "1\n"}}, .from = "refs/heads/main^0"});
  }
  scratch.commit({.message = "Merge pull request #5 from ada/x",
                  .files = {{"x", "1\n"}, {"y", "1\n"}},
                  .merges = {"refs/heads/x", "refs/heads/y"}});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].commits.size(), 2U);
  EXPECT_EQ(reading.pulls[0].additions, 2);
}

TEST(OddRepository, WithCrissCrossHistoryGivesEachCommitOnce) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.commit({.branch = "topic", .files = {{"b", "1\n"}}, .from = "refs/heads/main^0"});
  scratch.commit({.message = "Merge branch 'topic'", .merges = {"refs/heads/topic"}});
  scratch.commit({.branch = "topic",
                  .message = "Merge branch 'main' into topic",
                  .merges = {"refs/heads/main^1"}});
  scratch.commit({.branch = "topic", .files = {{"b", "2\n"}}});
  scratch.commit({.message = "Merge pull request #5 from ada/topic",
                  .files = {{"b", "2\n"}},
                  .merges = {"refs/heads/topic"}});
  const Reading reading = read(scratch.path());
  EXPECT_EQ(reading.commits.size(), 6U);
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].commits.size(), 2U);
}

TEST(OddRepository, WithOtherEncodingsGivesUtf8) {
  ScratchRepository scratch;
  scratch.commit({.message = "caf\xE9", .encoding = "ISO-8859-1"});
  scratch.commit({.message = "caf\xE9", .author = "J\xF6rg <j@example.com>"});
  scratch.commit({.message = "caf\xE9", .encoding = "no-such-encoding"});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 3U);
  EXPECT_EQ(reading.commits[2].headline, "café");
  EXPECT_EQ(reading.commits[1].headline, "caf\xEF\xBF\xBD");
  EXPECT_EQ(reading.commits[0].headline, "caf\xEF\xBF\xBD");
}

TEST(OddRepository, WithImpossibleTimesLeavesThemAbsent) {
  ScratchRepository scratch;
  scratch.commit({});
  scratch.commit({.message = "Late (#3)", .time = "99999999999999 +0000"});
  scratch.commit({.time = "0 +0000"});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 3U);
  EXPECT_EQ(reading.summary.impossible_times, 1);
  EXPECT_THAT(reading.pulls, IsEmpty());
  EXPECT_EQ(std::count_if(reading.commits.begin(), reading.commits.end(),
                          [](const Commit& commit) { return !commit.committed_at; }),
            1);
}

TEST(OddRepository, WithoutChangesInACommitCountsZero) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n"}}});
  scratch.commit({.message = "Trigger the build"});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 2U);
  EXPECT_EQ(reading.commits[0].additions, 0);
  EXPECT_EQ(reading.commits[0].changed_files, 0);
  EXPECT_TRUE(reading.commits[0].directories.is_given);
}

TEST(OddRepository, WithOddPathsAndBinaryFilesCountsThem) {
  ScratchRepository scratch;
  scratch.commit({.files = {{R"("new\nline/a\tb")", "1\n"},
                            {R"("\377broken/x")", "1\n"},
                            {"data.bin", std::string("\0\1\2", 3)}}});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 1U);
  EXPECT_EQ(reading.commits[0].additions, 2);
  EXPECT_EQ(reading.commits[0].changed_files, 3);
  EXPECT_THAT(reading.commits[0].directories, ElementsAre("new line",
                                                          "\xEF\xBF\xBD"
                                                          "broken"));
}

TEST(OddRepository, WithASubmoduleCountsIt) {
  ScratchRepository scratch;
  const std::string sha = scratch.commit({.files = {{"a", "1\n"}}});
  scratch.git("update-index --add --cacheinfo 160000," + sha + ",libs/sub");
  scratch.git("commit -q -m 'Add a submodule'");
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.commits.size(), 2U);
  const auto& commit = *std::find_if(reading.commits.begin(), reading.commits.end(),
                                     [&sha](const Commit& each) { return each.sha != sha; });
  EXPECT_GE(commit.changed_files.value_or(0), 1);
}

TEST(OddRepository, OfSha256IsReadLikeAnyOther) {
  ScratchRepository scratch("--object-format=sha256");
  scratch.commit({.files = {{"a", "1\n"}}});
  const std::string merge = scratch.merge_pull_request(8, "b", "2\n");
  const Reading reading = read(scratch.path());
  EXPECT_EQ(merge.size(), 64U);
  ASSERT_EQ(reading.pulls.size(), 1U);
  EXPECT_EQ(reading.pulls[0].merge_commit, merge);
  EXPECT_EQ(reading.pulls[0].additions, 1);
}

TEST(OddRepository, WithConfigurationOfItsOwnGivesTheSame) {
  ScratchRepository scratch;
  scratch.commit({.files = {{"a", "1\n2\n3\n4\n5\n"}}});
  const std::string moved = scratch.commit({.files = {{"b", "1\n2\n3\n4\n5\n"}}});
  const std::vector<Commit> before = read(scratch.path()).commits;
  for (const char* setting :
       {"log.showSignature true", "diff.renames copies", "diff.noprefix true",
        "diff.external /bin/false", "diff.ignoreSubmodules all", "color.ui always",
        "core.quotePath true", "i18n.logOutputEncoding ISO-8859-1", "mailmap.file /etc/passwd",
        "diff.algorithm patience", "diff.orderFile /dev/null", "core.pager false",
        "core.attributesFile /dev/zero"}) {
    scratch.git(std::string("config ") + setting);
  }
  scratch.git("replace " + moved + " " + scratch.ask("rev-parse " + moved + "^"));
  const std::vector<Commit> after = read(scratch.path()).commits;
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t at = 0; at < after.size(); ++at) {
    EXPECT_EQ(after[at].sha, before[at].sha);
    EXPECT_EQ(after[at].author, before[at].author);
    EXPECT_EQ(after[at].additions, before[at].additions);
    EXPECT_EQ(after[at].changed_files, before[at].changed_files);
  }
}

TEST(OddRepository, WithAMailmapHasOnePersonForTwoAddresses) {
  ScratchRepository scratch;
  scratch.commit({.author = "Ada <ada@old.example.com>"});
  scratch.commit({.files = {{".mailmap", "Ada Lovelace <ada@example.com> <ada@old.example.com>\n"}},
                  .author = "Ada Lovelace <ada@example.com>"});
  const Reading reading = read(scratch.path());
  ASSERT_EQ(reading.people.size(), 1U);
  EXPECT_EQ(reading.people[0].name, "Ada Lovelace");
  EXPECT_EQ(reading.commits[0].author, reading.commits[1].author);
}

TEST(OddRepository, WithTagsOfAllKindsReleasesThoseOfCommits) {
  ScratchRepository scratch;
  const std::string sha = scratch.commit({.files = {{"a", "1\n"}}});
  scratch.git("tag v1.0.0-rc.1 " + sha);
  scratch.git("tag -a -m 'One' v1.0.0 " + sha);
  scratch.git("tag -a -m 'Of a tag' v1.0.1 v1.0.0");
  scratch.git("tag tree " + sha + "^{tree}");
  scratch.git("tag -a -m 'Of a file' file " + sha + ":a");
  scratch.git("tag 'odd/$(name);&\xC3\xA9' " + sha);
  std::ofstream(scratch.path() / ".git/refs/tags/missing") << std::string(40, '1') << "\n";
  const GitRepository repository = open_scratch(scratch.path());
  const auto tags = list_tags(repository);
  ASSERT_TRUE(tags.has_value());
  const auto found = read_releases(repository, *tags, {});
  ASSERT_TRUE(found.has_value()) << found.error().message;
  std::vector<std::string> names;
  for (const Release& release : found->releases) {
    names.push_back(release.tag);
    EXPECT_EQ(release.sha, sha);
    const bool is_annotated = release.tag == "v1.0.0" || release.tag == "v1.0.1";
    EXPECT_EQ(release.published_at,
              Timestamp{std::chrono::seconds{is_annotated ? 1'690'000'000 : 1'700'000'060}});
    EXPECT_EQ(release.is_prerelease, release.tag == "v1.0.0-rc.1");
  }
  EXPECT_THAT(names, ElementsAre("odd/$(name);&é", "v1.0.0", "v1.0.0-rc.1", "v1.0.1"));
  EXPECT_EQ(found->skipped, 3);
}

}  // namespace
}  // namespace shiplog
