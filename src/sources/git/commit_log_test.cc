#include "sources/git/commit_log.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

const std::string kSha(40, 'a');
const std::string kParents = std::string(40, 'b') + " " + std::string(40, 'c');

std::string record(const std::string& sha, const std::string& parents,
                   const std::string& authored_at = "1700000000",
                   const std::string& message = "Fix\n\nBody\n") {
  std::string text;
  for (const std::string& field : {sha, parents, authored_at, std::string("1700000100"),
                                   std::string("Ada"), std::string("ada@example.com"), message}) {
    text.append(field).append(1, '\0');
  }
  return text + "\n";
}

TEST(CommitLog, ReadsACommit) {
  CommitLogParser parser;
  parser.buffer() += record(kSha, kParents);
  const auto commit = parser.next();
  ASSERT_TRUE(commit.has_value() && commit->has_value());
  EXPECT_EQ((*commit)->sha, kSha);
  EXPECT_EQ((*commit)->parents, kParents);
  EXPECT_EQ((*commit)->authored_at, Timestamp{std::chrono::seconds{1700000000}});
  EXPECT_EQ((*commit)->committed_at, Timestamp{std::chrono::seconds{1700000100}});
  EXPECT_EQ((*commit)->author_name, "Ada");
  EXPECT_EQ((*commit)->author_email, "ada@example.com");
  EXPECT_EQ((*commit)->message, "Fix\n\nBody\n");
  EXPECT_TRUE(parser.is_at_end());
}

TEST(CommitLog, ReadsTheSameHoweverTheTextArrives) {
  const std::string text = record(kSha, "") + record(std::string(40, 'b'), kSha);
  CommitLogParser parser;
  int commits = 0;
  for (const char byte : text) {
    parser.buffer() += byte;
    const auto commit = parser.next();
    ASSERT_TRUE(commit.has_value());
    if (*commit) {
      ++commits;
    }
  }
  EXPECT_EQ(commits, 2);
  EXPECT_TRUE(parser.is_at_end());
}

TEST(CommitLog, IsNotAtItsEndWithinACommit) {
  CommitLogParser parser;
  parser.buffer() += record(kSha, "").substr(0, 60);
  const auto commit = parser.next();
  ASSERT_TRUE(commit.has_value());
  EXPECT_FALSE(commit->has_value());
  EXPECT_FALSE(parser.is_at_end());
}

TEST(CommitLog, RefusesWhatIsNoLog) {
  for (const std::string& text :
       {record("abc", ""), record(kSha, "b"), record(kSha, kParents + "x"),
        record(kSha, std::string(40, 'b') + "," + std::string(40, 'c')),
        record(std::string(40, 'A'), "")}) {
    CommitLogParser parser;
    parser.buffer() += text;
    EXPECT_FALSE(parser.next().has_value()) << text;
  }
}

TEST(CommitLog, HasNoTimeForNonsense) {
  EXPECT_EQ(parse_git_time("0"), Timestamp{});
  EXPECT_EQ(parse_git_time("253402300799"), Timestamp{std::chrono::seconds{253402300799}});
  EXPECT_EQ(parse_git_time("253402300800"), std::nullopt);
  EXPECT_EQ(parse_git_time("-62135596800"), Timestamp{std::chrono::seconds{-62135596800}});
  EXPECT_EQ(parse_git_time("-62135596801"), std::nullopt);
  EXPECT_EQ(parse_git_time("99999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_git_time(""), std::nullopt);
  EXPECT_EQ(parse_git_time("12x"), std::nullopt);
}

}  // namespace
}  // namespace shiplog
