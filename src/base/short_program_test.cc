#include "base/short_program.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"

namespace shiplog {
namespace {

using namespace std::chrono_literals;

ErrorCode error_of(const std::vector<std::string>& command,
                   std::chrono::milliseconds within = 30s) {
  const auto said = output_of(command, within, {});
  return said ? ErrorCode::Internal : said.error().code;
}

TEST(ShortProgram, TellsWhatAProgramSays) {
  EXPECT_EQ(output_of({"printf", "%s\\n", "$HOME; two words"}, 30s, {}).value(),
            "$HOME; two words\n");
  EXPECT_EQ(output_of({"cat"}, 30s, {}).value(), "");
}

TEST(ShortProgram, KnowsAProgramThatIsNotThere) {
  EXPECT_EQ(error_of({"no-such-program-anywhere"}), ErrorCode::NotFound);
}

TEST(ShortProgram, TakesAFailureForNoAnswer) {
  EXPECT_EQ(error_of({"sh", "-c", "echo half; exit 3"}), ErrorCode::Unavailable);
  EXPECT_EQ(error_of({"sh", "-c", "kill -9 $$"}), ErrorCode::Unavailable);
}

TEST(ShortProgram, EndsWhatTakesTooLongOrSaysTooMuch) {
  EXPECT_EQ(error_of({"sleep", "100"}, 50ms), ErrorCode::Unavailable);
  EXPECT_EQ(error_of({"yes"}), ErrorCode::Unavailable);
}

TEST(ShortProgram, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const auto said = output_of({"sleep", "100"}, 30s, stop.get_token());
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace shiplog
