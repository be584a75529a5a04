#include "stats/quantile.h"

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

namespace shiplog {
namespace {

std::optional<double> median(std::vector<double> values) {
  return SortedSample(std::move(values)).quantile(0.5);
}

TEST(Quantile, OfNothingIsAbsent) {
  EXPECT_EQ(median({}), std::nullopt);
  EXPECT_EQ(SortedSample({}).quantile_interval(0.5), std::nullopt);
}

TEST(Quantile, MedianIsTheMiddleValueOrTheMeanOfTheMiddleTwo) {
  EXPECT_EQ(median({7}), 7);
  EXPECT_EQ(median({9, 1, 5}), 5);
  EXPECT_EQ(median({9, 1, 5, 2}), 3.5);
  EXPECT_EQ(median({4, 4, 4, 4, 4, 4, 4}), 4);
}

TEST(Quantile, InterpolatesAsTypeSeven) {
  const SortedSample sample({3.1, 4.7, 0.8, 22.4, 9.9, 1.2, 5.5, 6, 14.2, 2.2, 7.7, 31, 0.4});
  EXPECT_NEAR(*sample.quantile(0.25), 2.2, 1e-9);
  EXPECT_NEAR(*sample.quantile(0.5), 5.5, 1e-9);
  EXPECT_NEAR(*sample.quantile(0.9), 20.76, 1e-9);
  EXPECT_NEAR(*sample.quantile(0.95), 25.84, 1e-9);
  EXPECT_EQ(sample.quantile(0), 0.4);
  EXPECT_EQ(sample.quantile(1), 31);
  EXPECT_EQ(sample.quantile_interval(0.5)->low, 1.2);
  EXPECT_EQ(sample.quantile_interval(0.5)->high, 14.2);
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

}  // namespace
}  // namespace shiplog
