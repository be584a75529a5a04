#include "cli/progress.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "cli/text_width.h"

namespace shiplog {
namespace {

using std::chrono::seconds;

const Step kHalf{.doing = "facts.ndjson.gz", .done = 120'000, .things = "facts", .share = 0.5};

TEST(Progress, ShowsBarRateAndTimeLeft) {
  const std::string line = progress_line(kHalf, seconds(10), 100);
  EXPECT_EQ(line,
            "facts.ndjson.gz  [██████████░░░░░░░░░░]  50 %  120,000 facts  12,000/s  10 s left");
}

TEST(Progress, NeverReachesTheLastColumn) {
  Step step = kHalf;
  step.doing = "a-very-long-name-of-a-file-somewhere-deep-in-a-folder.ndjson.gz";
  for (const std::size_t width : {40U, 60U, 80U}) {
    EXPECT_LT(width_of(progress_line(step, seconds(10), width)), width);
  }
}

TEST(Progress, PromisesNothingOfAPipe) {
  Step step = kHalf;
  step.share = {};
  EXPECT_EQ(progress_sentence(step, seconds(10)), "facts.ndjson.gz: 120,000 facts, 12,000/s");
  EXPECT_EQ(progress_sentence(kHalf, seconds(10)),
            "facts.ndjson.gz: 120,000 facts, 50 %, 12,000/s, 10 s left");
}

}  // namespace
}  // namespace shiplog
