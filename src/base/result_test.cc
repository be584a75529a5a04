#include "base/result.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/error.h"

namespace shiplog {
namespace {

Result<int> parse_digit(std::string_view text) {
  if (text.size() != 1 || text[0] < '0' || text[0] > '9') {
    return Error{ErrorCode::InvalidInput, "'" + std::string(text) + "' is not a digit"};
  }
  return text[0] - '0';
}

Result<int> add_digits(std::string_view left, std::string_view right) {
  return TRY(parse_digit(left)) + TRY(parse_digit(right));
}

TEST(Result, TryYieldsTheValue) { EXPECT_EQ(add_digits("2", "3").value(), 5); }

TEST(Result, TryReturnsTheFirstError) {
  const Result<int> sum = add_digits("x", "y");
  ASSERT_FALSE(sum);
  EXPECT_EQ(sum.error().code, ErrorCode::InvalidInput);
  EXPECT_EQ(sum.error().message, "'x' is not a digit");
}

TEST(Result, ErrorSaysWhatTheCallerWasDoing) {
  const Error error = parse_digit("x").error().while_doing("reading config.toml");
  EXPECT_EQ(error.message, "reading config.toml: 'x' is not a digit");
}

TEST(ResultDeathTest, TakingTheValueOfAnErrorIsABug) {
  EXPECT_DEATH({ (void)parse_digit("x").value(); }, "CHECK");
}

}  // namespace
}  // namespace shiplog
