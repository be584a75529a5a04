#include "sources/history/commit_message.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(CommitMessage, HasItsFirstParagraphForAHeadline) {
  EXPECT_EQ(headline_of("Fix the login\n\nIt was broken.\n"), "Fix the login");
  EXPECT_EQ(headline_of("\n \nFix the\nlogin\n\nBody"), "Fix the login");
  EXPECT_EQ(headline_of("  \n\n"), "");
  EXPECT_EQ(headline_of(""), "");
}

TEST(CommitMessage, HasAHeadlineOfValidTextWhateverTheBytes) {
  EXPECT_EQ(headline_of("caf\xE9 \x1b[31mred\t\tagain"), "caf\xEF\xBF\xBD [31mred again");
  EXPECT_LE(headline_of(std::string(100'000, 'x')).size(), kHeadlineBytesMax);
}

TEST(CommitMessage, NamesThePullRequestThatItMerged) {
  const auto mention =
      merged_pull_request("Merge pull request #12 from ada/fix/login\n\nFix the login\n\nMore");
  ASSERT_TRUE(mention.has_value());
  EXPECT_EQ(mention->number, 12);
  EXPECT_EQ(mention->head, "fix/login");
  EXPECT_EQ(mention->title, "Fix the login");
}

TEST(CommitMessage, NamesAPullRequestWithoutATitle) {
  const auto mention = merged_pull_request("Merge pull request #7 from patch-1\r\n");
  ASSERT_TRUE(mention.has_value());
  EXPECT_EQ(mention->head, "patch-1");
  EXPECT_EQ(mention->title, std::nullopt);
}

TEST(CommitMessage, NamesNoPullRequestInOtherMerges) {
  for (const char* message :
       {"Merge branch 'fix-login'", "Merge pull request 12 from ada/x", "Merge pull request #",
        "Merge pull request #0 from ada/x", "Merge pull request #12",
        "Merge pull request #99999999999 from ada/x", "merge pull request #12 from ada/x",
        "Revert \"Merge pull request #12 from ada/x\"", ""}) {
    EXPECT_EQ(merged_pull_request(message), std::nullopt) << message;
  }
}

TEST(CommitMessage, NamesThePullRequestThatWasSquashed) {
  const auto mention = squashed_pull_request("Fix the login (#12) (#34)");
  ASSERT_TRUE(mention.has_value());
  EXPECT_EQ(mention->number, 34);
  EXPECT_EQ(mention->title, "Fix the login (#12)");
  EXPECT_EQ(mention->head, std::nullopt);
}

TEST(CommitMessage, NamesASquashedPullRequestOnlyAtItsVeryEnd) {
  for (const char* headline :
       {"Fix (#12) the login", "Revert \"Fix the login (#12)\"", "Fix #12", "Fix (#)", "(#12",
        "Fix (#-1)", "Fix (#0)", "Fix (#12a)", "Fix (GH-12)", ""}) {
    EXPECT_EQ(squashed_pull_request(headline), std::nullopt) << headline;
  }
}

TEST(CommitMessage, SaysWhatItReverts) {
  const std::string sha = "8f14e45fceea167a5a36dedd4bea2543f1c2d3e4";
  EXPECT_EQ(reverted_sha("Revert \"x\"\n\nThis reverts commit " + sha + "."), sha);
  EXPECT_EQ(reverted_sha("Revert\n\nThis reverts commit 8F14E45, which was wrong"), "8f14e45");
  EXPECT_EQ(reverted_sha("This reverts commit\n" + sha), sha);
  EXPECT_EQ(reverted_sha("This reverts commit of Ada's.\nThis reverts commit 1234567"), "1234567");
}

TEST(CommitMessage, RevertsNothingByItsTitleAlone) {
  EXPECT_EQ(reverted_sha("Revert \"Fix the login (#12)\""), std::nullopt);
  EXPECT_EQ(reverted_sha("This reverts commit 12345"), std::nullopt);
  EXPECT_EQ(reverted_sha("This reverts commit " + std::string(65, 'a')), std::nullopt);
  EXPECT_EQ(reverted_sha("This reverts commit"), std::nullopt);
}

}  // namespace
}  // namespace shiplog
