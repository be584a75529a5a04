#include "cli/text_width.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace shiplog {
namespace {

TEST(TextWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(width_of("abc"), 3U);
  EXPECT_EQ(width_of("größe"), 5U);
  EXPECT_EQ(width_of("日本"), 4U);
  EXPECT_EQ(width_of("e\u0301"), 1U);
  EXPECT_EQ(width_of("🚀"), 2U);
  EXPECT_EQ(width_of("▁▃█"), 3U);
  EXPECT_EQ(width_of("\xff\xfe"), 2U);
}

TEST(TextWidth, CutsBetweenCharactersAndMarksTheCut) {
  EXPECT_EQ(truncate("abcdef", 6), "abcdef");
  EXPECT_EQ(truncate("abcdef", 4), "abc…");
  EXPECT_EQ(truncate("日本語", 4), "日…");
  EXPECT_EQ(truncate("abcdef", 5, false), "ab...");
  EXPECT_EQ(truncate("ab cdef", 4), "ab…");
}

TEST(TextWidth, PadsByColumns) {
  EXPECT_EQ(pad_right("日", 4), "日  ");
  EXPECT_EQ(pad_left("ab", 4), "  ab");
  EXPECT_EQ(pad_left("abcde", 4), "abcde");
}

TEST(TextWidth, TakesOutWhatCommandsATerminal) {
  EXPECT_EQ(without_controls("a\x1b[31mb\nc"), "a [31mb c");
  EXPECT_EQ(without_controls("a\u202Eb"), "a b");
  EXPECT_EQ(without_controls("größe"), "größe");
}

TEST(TextWidth, WrapsAtSpaces) {
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("unbreakable word", 4), (std::vector<std::string>{"unbreakable", "word"}));
  EXPECT_EQ(wrap("", 10), std::vector<std::string>{""});
}

TEST(TextWidth, FindsLikenessesInAscii) {
  EXPECT_EQ(to_ascii("1.9 – 3.1 ▁█…"), "1.9 - 3.1 _#...");
  EXPECT_EQ(to_ascii("日"), "??");
  EXPECT_EQ(to_ascii("e\u0301"), "e");
}

}  // namespace
}  // namespace shiplog
