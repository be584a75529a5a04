#include "sources/git/diff_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shiplog {
namespace {

using testing::ElementsAre;

const std::string kSha(40, 'a');
const std::string kOther(40, 'b');

// A text with each | for a NUL.
std::string with_nuls(std::string text) {
  for (char& character : text) {
    if (character == '|') {
      character = '\0';
    }
  }
  return text;
}

struct Stretch {
  std::vector<CommitDiff> diffs;
  bool is_ended = false;
  bool is_refused = false;
};

Stretch read(DiffTreeParser& parser) {
  Stretch stretch;
  for (;;) {
    auto item = parser.next();
    stretch.is_refused = !item.has_value();
    if (!item || !*item) {
      return stretch;
    }
    if (std::holds_alternative<StretchEnd>(**item)) {
      stretch.is_ended = true;
    } else {
      stretch.diffs.push_back(std::get<CommitDiff>(**item));
    }
  }
}

Stretch read(DiffDetail detail, const std::string& text) {
  DiffTreeParser parser(detail);
  parser.buffer() += with_nuls(text);
  return read(parser);
}

TEST(DiffTree, AddsUpTheLinesOfACommit) {
  const Stretch stretch = read(DiffDetail::Lines, kSha + "|3\t1\tsrc/net/a.cc|2\t0\tREADME|\n");
  ASSERT_EQ(stretch.diffs.size(), 1U);
  EXPECT_TRUE(stretch.is_ended);
  EXPECT_EQ(stretch.diffs[0].sha, kSha);
  EXPECT_EQ(stretch.diffs[0].counts.additions, 5);
  EXPECT_EQ(stretch.diffs[0].counts.deletions, 1);
  EXPECT_EQ(stretch.diffs[0].counts.changed_files, 2);
  EXPECT_THAT(stretch.diffs[0].counts.directories, ElementsAre("src/net"));
}

TEST(DiffTree, CountsARenameAsOneFileInTwoFolders) {
  const Stretch stretch = read(DiffDetail::Lines, kSha + "|1\t1\t|old/a.cc|new/b/a.cc|\n");
  ASSERT_EQ(stretch.diffs.size(), 1U);
  EXPECT_EQ(stretch.diffs[0].counts.changed_files, 1);
  EXPECT_THAT(stretch.diffs[0].counts.directories, ElementsAre("new/b", "old"));
}

TEST(DiffTree, CountsABinaryFileWithoutLines) {
  const Stretch stretch = read(DiffDetail::Lines, kSha + "|-\t-\tlogo.png|\n");
  ASSERT_EQ(stretch.diffs.size(), 1U);
  EXPECT_EQ(stretch.diffs[0].counts.additions, 0);
  EXPECT_EQ(stretch.diffs[0].counts.changed_files, 1);
}

TEST(DiffTree, TellsOfACommitThatChangesNothing) {
  const Stretch stretch = read(DiffDetail::Lines, kSha + "|" + kOther + "|1\t0\ta|\n");
  ASSERT_EQ(stretch.diffs.size(), 2U);
  EXPECT_EQ(stretch.diffs[0].counts.changed_files, 0);
  EXPECT_EQ(stretch.diffs[0].counts.additions, 0);
  EXPECT_TRUE(stretch.diffs[0].counts.directories.is_given);
  EXPECT_EQ(stretch.diffs[1].counts.additions, 1);
}

TEST(DiffTree, ReadsTheSameHoweverTheTextArrives) {
  const std::string text = with_nuls(kSha + "|3\t1\ta/b/c|1\t1\t|x/y|z|\n" + kOther + "|\n");
  DiffTreeParser parser(DiffDetail::Lines);
  std::vector<CommitDiff> diffs;
  for (const char byte : text) {
    parser.buffer() += byte;
    for (CommitDiff& diff : read(parser).diffs) {
      diffs.push_back(std::move(diff));
    }
  }
  ASSERT_EQ(diffs.size(), 2U);
  EXPECT_EQ(diffs[0].counts.additions, 4);
  EXPECT_THAT(diffs[0].counts.directories, ElementsAre("a/b", "x"));
}

TEST(DiffTree, CountsFilesWithoutTheirContents) {
  const Stretch stretch =
      read(DiffDetail::Files, kSha + "|M|src/a.cc|R100|old/b|new/b|A|" + kOther + "|\n");
  ASSERT_EQ(stretch.diffs.size(), 1U);
  EXPECT_EQ(stretch.diffs[0].counts.additions, std::nullopt);
  EXPECT_EQ(stretch.diffs[0].counts.changed_files, 3);
  EXPECT_THAT(stretch.diffs[0].counts.directories, ElementsAre("new", "old", "src"));
}

TEST(DiffTree, KeepsAtMostSoManyFolders) {
  std::string text = kSha + "|";
  for (int folder = 0; folder < 100; ++folder) {
    text += "1\t0\td" + std::to_string(folder) + "/f|";
  }
  const Stretch stretch = read(DiffDetail::Lines, text + "\n");
  ASSERT_EQ(stretch.diffs.size(), 1U);
  EXPECT_EQ(stretch.diffs[0].counts.changed_files, 100);
  EXPECT_EQ(stretch.diffs[0].counts.directories.size(), kDirectoriesMax);
}

TEST(DiffTree, StaysWithinTheGreatestNumber) {
  const Stretch stretch =
      read(DiffDetail::Lines, kSha + "|9223372036854775807\t0\ta|9223372036854775807\t0\tb|\n");
  ASSERT_EQ(stretch.diffs.size(), 1U);
  EXPECT_EQ(stretch.diffs[0].counts.additions, INT64_MAX);
}

TEST(DiffTree, RefusesWhatIsNoDiff) {
  for (const std::string& text :
       {std::string("1\t2\ta|\n"), kSha + "|x\t1\ta|", kSha + "|-5\t1\ta|", kSha + "|nonsense|",
        kSha + "|99999999999999999999\t1\ta|", std::string("fatal: bad|")}) {
    EXPECT_TRUE(read(DiffDetail::Lines, text).is_refused) << text;
  }
}

TEST(DiffTree, NamesTheFirstTwoPartsOfAFolder) {
  EXPECT_EQ(directory_of("src/net/http/server.cc"), "src/net");
  EXPECT_EQ(directory_of("src/main.cc"), "src");
  EXPECT_EQ(directory_of("README"), "");
}

}  // namespace
}  // namespace shiplog
