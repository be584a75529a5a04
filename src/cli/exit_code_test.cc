#include "cli/exit_code.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(ExitCode, TellsWhatToDoNext) {
  EXPECT_EQ(exit_code_of(ErrorCode::InvalidInput), ExitCode::Failed);
  EXPECT_EQ(exit_code_of(ErrorCode::NotFound), ExitCode::NotFound);
  EXPECT_EQ(exit_code_of(ErrorCode::Forbidden), ExitCode::NotAllowed);
  EXPECT_EQ(exit_code_of(ErrorCode::RateLimited), ExitCode::TryLater);
  EXPECT_EQ(exit_code_of(ErrorCode::Unavailable), ExitCode::TryLater);
  EXPECT_EQ(exit_code_of(ErrorCode::Cancelled), ExitCode::Failed);
}

TEST(ExitCode, CountsFromZeroInTheManual) {
  int expected = 0;
  for (const ExitMeaning& meaning : exit_meanings()) {
    EXPECT_EQ(static_cast<int>(meaning.code), expected++) << meaning.meaning;
  }
  EXPECT_EQ(expected, 7);
}

}  // namespace
}  // namespace shiplog
