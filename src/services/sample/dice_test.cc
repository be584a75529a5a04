#include "services/sample/dice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace shiplog::sample {
namespace {

TEST(Dice, FallTheSameWayForTheSameSeedAndStream) {
  Dice dice(1, 2);
  EXPECT_EQ(dice.next(), 484419453702432034U);
  EXPECT_EQ(dice.next(), 16319522062321393997U);
  Dice other_stream(1, 3);
  EXPECT_NE(Dice(1, 2).next(), other_stream.next());
}

TEST(Dice, StayWithinTheirLimits) {
  Dice dice(1, 0);
  std::vector<std::int64_t> seen(6);
  for (int roll = 0; roll < 6'000; ++roll) {
    const std::int64_t pips = dice.between(1, 6);
    ASSERT_GE(pips, 1);
    ASSERT_LE(pips, 6);
    ++seen[static_cast<std::size_t>(pips - 1)];
  }
  for (const std::int64_t count : seen) {
    EXPECT_NEAR(static_cast<double>(count), 1'000, 150);
  }
}

TEST(Dice, TakeAChanceAsOftenAsAsked) {
  Dice dice(1, 0);
  int taken = 0;
  for (int roll = 0; roll < 10'000; ++roll) {
    taken += dice.chance(0.2) ? 1 : 0;
  }
  EXPECT_NEAR(taken, 2'000, 200);
  EXPECT_FALSE(dice.chance(0.0));
  EXPECT_TRUE(dice.chance(1.0));
}

TEST(Dice, DrawLogNormalNumbersAroundTheirMedianWithTheAskedSpread) {
  Dice dice(1, 0);
  std::vector<std::int64_t> values(10'001);
  std::ranges::generate(values, [&] { return dice.log_normal(1'000'000, 200); });
  std::ranges::sort(values);
  EXPECT_NEAR(static_cast<double>(values[5'000]), 1e6, 1e5);
  // One standard deviation below and above the median are two doublings away.
  EXPECT_NEAR(static_cast<double>(values[1'587]), 0.25e6, 0.03e6);
  EXPECT_NEAR(static_cast<double>(values[8'413]), 4e6, 0.5e6);
}

}  // namespace
}  // namespace shiplog::sample
