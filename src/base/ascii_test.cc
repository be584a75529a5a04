#include "base/ascii.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(LowerCase, ChangesTheLettersOfAsciiAlone) {
  EXPECT_EQ(lower_case("IN_PROGRESS @[`{ Zz09"), "in_progress @[`{ zz09");
  EXPECT_EQ(lower_case("É"), "É");
  EXPECT_EQ(lower_case(""), "");
}

}  // namespace
}  // namespace shiplog
