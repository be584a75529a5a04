#include "metrics/comparison.h"

#include <gtest/gtest.h>

#include <optional>

#include "metrics/evaluation.h"
#include "stats/rate.h"

namespace shiplog {
namespace {

Estimate estimate(double value, double low, double high) {
  return {.value = value, .count = 40, .interval = Interval{.low = low, .high = high}};
}

TEST(Comparison, SaysBetterOrWorseByTheDirectionOfTheMetric) {
  const Estimate slow = estimate(10, 9, 11);
  const Estimate fast = estimate(5, 4, 6);
  EXPECT_EQ(compare({.better = Better::Lower}, fast, slow).verdict, Verdict::Better);
  EXPECT_EQ(compare({.better = Better::Lower}, slow, fast).verdict, Verdict::Worse);
  EXPECT_EQ(compare({.better = Better::Higher}, slow, fast).verdict, Verdict::Better);
  EXPECT_EQ(compare({.better = Better::Neutral}, slow, fast).verdict, Verdict::Higher);
  EXPECT_EQ(compare({.better = Better::Neutral}, fast, slow).verdict, Verdict::Lower);
}

TEST(Comparison, IsNotClearWhileTheIntervalOfTheDifferenceHoldsZero) {
  const Comparison comparison =
      compare({.better = Better::Lower}, estimate(5, 1, 9), estimate(10, 4, 16));
  EXPECT_EQ(comparison.verdict, Verdict::NoClearChange);
  EXPECT_EQ(comparison.difference, -5);
  EXPECT_LT(comparison.interval->low, -5);
  EXPECT_GT(comparison.interval->high, 0);
  EXPECT_GT(comparison.detectable, 5);
}

// R: 6 of 40 against 3 of 60.
TEST(Comparison, OfRatesIsNewcombes) {
  const Estimate now = {.value = 0.15, .interval = wilson_interval(6, 40)};
  const Estimate before = {.value = 0.05, .interval = wilson_interval(3, 60)};
  const Comparison comparison = compare({.better = Better::Lower}, now, before);
  EXPECT_NEAR(*comparison.interval->low, -0.017781037275, 1e-9);
  EXPECT_NEAR(*comparison.interval->high, 0.24450670059, 1e-9);
}

TEST(Comparison, OfFewItemsHasADifferenceButNoVerdict) {
  const Comparison comparison =
      compare({.better = Better::Lower}, {.value = 1.0}, {.value = 100.0});
  EXPECT_EQ(comparison.difference, -99);
  EXPECT_FALSE(comparison.interval);
  EXPECT_FALSE(comparison.is_clear());
}

TEST(Comparison, WithNothingSaysNothing) {
  EXPECT_FALSE(compare({}, {.value = 1.0}, {}).difference);
  EXPECT_FALSE(compare({}, {}, {.value = 1.0}).is_clear());
}

}  // namespace
}  // namespace shiplog
