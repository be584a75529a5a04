#include "base/string_table.h"

#include <gtest/gtest.h>

#include <string>

namespace shiplog {
namespace {

TEST(StringTable, NumbersDifferentStringsInOrder) {
  StringTable table;
  EXPECT_EQ(table.intern("a"), 0U);
  EXPECT_EQ(table.intern("b"), 1U);
  EXPECT_EQ(table.intern("a"), 0U);
  EXPECT_EQ(table.size(), 2U);
  EXPECT_EQ(table.at(1), "b");
}

TEST(StringTable, KnowsTheEmptyString) {
  StringTable table;
  EXPECT_EQ(table.find(""), StringTable::kNone);
  EXPECT_EQ(table.intern(""), 0U);
  EXPECT_EQ(table.find(""), 0U);
  EXPECT_EQ(table.at(0), "");
}

TEST(StringTable, KeepsItsNumbersWhileItGrows) {
  StringTable table;
  for (std::uint32_t number = 0; number < 10000; ++number) {
    ASSERT_EQ(table.intern(std::to_string(number)), number);
  }
  for (std::uint32_t number = 0; number < 10000; ++number) {
    ASSERT_EQ(table.find(std::to_string(number)), number);
    ASSERT_EQ(table.at(number), std::to_string(number));
  }
  EXPECT_EQ(table.find("10000"), StringTable::kNone);
}

}  // namespace
}  // namespace shiplog
