#include "stats/difference.h"

#include <gtest/gtest.h>

#include <optional>

namespace shiplog {
namespace {

TEST(Difference, IsWiderThanEitherSideAlone) {
  const Interval interval =
      difference_interval(10, {.low = 7, .high = 13}, 4, {.low = 0, .high = 8});
  EXPECT_DOUBLE_EQ(*interval.low, 1);
  EXPECT_DOUBLE_EQ(*interval.high, 11);
  EXPECT_TRUE(interval.excludes(0));
}

TEST(Difference, LacksAnEndWhereOneThatItIsMadeOfIsNotReached) {
  const Interval interval =
      difference_interval(10, {.low = 9, .high = std::nullopt}, 4, {.low = 3, .high = 5});
  EXPECT_FALSE(interval.high);
  EXPECT_TRUE(interval.excludes(0));  // By the low end, which is known.
}

TEST(Difference, OfUnknownIntervalsExcludesNothing) {
  EXPECT_FALSE(difference_interval(10, {}, 4, {}).excludes(0));
}

}  // namespace
}  // namespace shiplog
