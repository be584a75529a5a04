#include "stats/quantile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <random>
#include <vector>

namespace shiplog {
namespace {

std::optional<double> median(std::vector<double> values) {
  const auto estimate = estimate_median(values);
  return estimate ? std::optional(estimate->value) : std::nullopt;
}

TEST(Quantile, OfNothingIsAbsent) { EXPECT_EQ(median({}), std::nullopt); }

TEST(Quantile, MedianIsTheMiddleValueOrTheMeanOfTheMiddleTwo) {
  EXPECT_EQ(median({7}), 7);
  EXPECT_EQ(median({9, 1, 5}), 5);
  EXPECT_EQ(median({9, 1, 5, 2}), 3.5);
  EXPECT_EQ(median({4, 4, 4, 4, 4, 4, 4}), 4);
}

TEST(Quantile, InterpolatesAsTypeSeven) {
  std::vector<double> values = {3.1, 4.7, 0.8, 22.4, 9.9, 1.2, 5.5, 6, 14.2, 2.2, 7.7, 31, 0.4};
  constexpr std::array kProbabilities = {0.95, 0.25, 0.5, 0.75, 0.9};
  const auto estimates = estimate_quantiles(values, kProbabilities);
  ASSERT_EQ(estimates.size(), 5U);
  EXPECT_NEAR(estimates[0].value, 25.84, 1e-9);
  EXPECT_NEAR(estimates[1].value, 2.2, 1e-9);
  EXPECT_NEAR(estimates[2].value, 5.5, 1e-9);
  EXPECT_NEAR(estimates[3].value, 9.9, 1e-9);
  EXPECT_NEAR(estimates[4].value, 20.76, 1e-9);
  EXPECT_EQ(estimates[2].interval->low, 1.2);
  EXPECT_EQ(estimates[2].interval->high, 14.2);
}

TEST(Quantile, MedianHasAnIntervalFromSixValuesOn) {
  EXPECT_FALSE(quantile_ranks(0, 0.5));
  EXPECT_FALSE(quantile_ranks(5, 0.5));
  EXPECT_EQ(quantile_ranks(6, 0.5)->low, 1U);
  EXPECT_EQ(quantile_ranks(6, 0.5)->high, 6U);
  EXPECT_EQ(quantile_ranks(40, 0.5)->low, 14U);
  EXPECT_EQ(quantile_ranks(40, 0.5)->high, 27U);
}

TEST(Quantile, HighPercentilesNeedLargerSamples) {
  EXPECT_FALSE(quantile_ranks(20, 0.9));
  ASSERT_TRUE(quantile_ranks(100, 0.9));
  EXPECT_EQ(quantile_ranks(100, 0.9)->low, 84U);
  EXPECT_EQ(quantile_ranks(100, 0.9)->high, 96U);
}

TEST(Quantile, SelectionAgreesWithSorting) {
  std::mt19937_64 random(7);
  for (std::size_t n = 1; n < 200; n += 3) {
    std::vector<double> values(n);
    for (double& value : values) {
      value = static_cast<double>(random() % 50);  // Many ties.
    }
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    constexpr std::array kProbabilities = {0.0, 0.1, 0.5, 0.9, 1.0};
    const auto estimates = estimate_quantiles(values, kProbabilities);
    for (std::size_t i = 0; i < kProbabilities.size(); ++i) {
      const double exact = static_cast<double>(n - 1) * kProbabilities.at(i);
      const auto below = static_cast<std::size_t>(exact);
      const std::size_t above = std::min(below + 1, n - 1);
      const double share = exact - static_cast<double>(below);
      EXPECT_NEAR(estimates[i].value, sorted[below] + share * (sorted[above] - sorted[below]),
                  1e-9);
    }
  }
}

}  // namespace
}  // namespace shiplog
