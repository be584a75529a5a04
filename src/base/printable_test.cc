#include "base/printable.h"

#include <gtest/gtest.h>

#include <string>

namespace shiplog {
namespace {

TEST(InQuotes, LeavesPlainTextAsItIs) { EXPECT_EQ(in_quotes("Zoë's branch"), "'Zoë's branch'"); }

TEST(InQuotes, ShowsControlCharactersInsteadOfSendingThem) {
  EXPECT_EQ(in_quotes("a\x1b[2Jb\n\x7f"), "'a\\x1b[2Jb\\x0a\\x7f'");
  EXPECT_EQ(in_quotes("\xc2\x9b"), "'\\xc2\\x9b'");
}

TEST(InQuotes, ShowsBytesThatAreNoUtf8) { EXPECT_EQ(in_quotes("\xff\xc3("), "'\\xff\\xc3('"); }

TEST(InQuotes, CutsLongTextsBetweenCharacters) {
  std::string umlauts;
  for (int i = 0; i < 100; ++i) {
    umlauts += "ä";
  }
  EXPECT_EQ(in_quotes("x" + umlauts), "'x" + umlauts.substr(0, 60) + "…'");
}

TEST(Printable, HasNoQuotes) { EXPECT_EQ(printable("color"), "color"); }

}  // namespace
}  // namespace shiplog
