#include "sources/history/valid_text.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

constexpr const char* kReplacement = "\xEF\xBF\xBD";

TEST(ValidLine, LeavesGoodTextAsItIs) {
  EXPECT_EQ(valid_line("Grüße an 東京 🎉", 100), "Grüße an 東京 🎉");
}

TEST(ValidLine, ReplacesAStretchOfBrokenBytesOnce) {
  EXPECT_EQ(valid_line("a\xFF\xFE z", 100), std::string("a") + kReplacement + " z");
  EXPECT_EQ(valid_line("\xC0\xAF", 100), kReplacement);          // An overlong slash.
  EXPECT_EQ(valid_line("\xED\xA0\x80", 100), kReplacement);      // Half a surrogate pair.
  EXPECT_EQ(valid_line("\xF4\x90\x80\x80", 100), kReplacement);  // Beyond U+10FFFF.
  EXPECT_EQ(valid_line("x\xE6\x9D", 100), std::string("x") + kReplacement);
}

TEST(ValidLine, MakesOneSpaceOfBlanksAndControls) {
  EXPECT_EQ(valid_line("\t a\n\r b\x01\x7F\xC2\x85"
                       "c \n",
                       100),
            "a b c");
  EXPECT_EQ(valid_line(std::string("a\0b", 3), 100), "a b");
  EXPECT_EQ(valid_line(" \n ", 100), "");
}

TEST(ValidLine, CutsBetweenCharacters) {
  EXPECT_EQ(valid_line("abcdef", 6), "abcdef");
  EXPECT_EQ(valid_line("abcdefg", 6), "abc…");
  EXPECT_EQ(valid_line("äöüäöü", 8), "äö…");
}

}  // namespace
}  // namespace shiplog
