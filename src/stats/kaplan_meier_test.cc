#include "stats/kaplan_meier.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "stats/quantile.h"

namespace shiplog {
namespace {

SurvivalCurve curve(std::vector<double> ended, std::vector<double> open = {}) {
  return {SortedSample(std::move(ended)), SortedSample(std::move(open))};
}

TEST(KaplanMeier, OfNothingIsAbsent) {
  EXPECT_EQ(curve({}).quantile(0.5), std::nullopt);
  EXPECT_EQ(curve({}).quantile_interval(0.5), std::nullopt);
}

TEST(KaplanMeier, WithoutCensoringTheMedianIsTheUsualOne) {
  for (std::size_t n = 1; n < 40; ++n) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) {
      values.push_back(static_cast<double>(i * i));
    }
    EXPECT_NEAR(*curve(values).quantile(0.5), *SortedSample(values).quantile(0.5), 1e-9) << n;
  }
}

TEST(KaplanMeier, MedianIsNotReachedWhileMostAreOpen) {
  EXPECT_EQ(curve({1}, {2, 3, 4}).quantile(0.5), std::nullopt);
}

TEST(KaplanMeier, HalfIsReachedEvenIfNothingEndsLater) {
  EXPECT_EQ(curve({1, 2}, {3, 4}).quantile(0.5), 2);
  EXPECT_EQ(curve({1, 2, 5}, {3}).quantile(0.5), 3.5);
}

TEST(KaplanMeier, AnEndingComesBeforeACensoringAtTheSameTime) {
  // Were the censoring first, one of one would end at 3 and the curve would fall to zero.
  EXPECT_EQ(curve({1, 3}, {3}).quantile(0.9), std::nullopt);
}

// The aml data of R's survival package, those who were maintained.
TEST(KaplanMeier, AgreesWithSurvfit) {
  const SurvivalCurve aml = curve({9, 13, 18, 23, 31, 34, 48}, {13, 28, 45, 161});
  EXPECT_EQ(aml.quantile(0.25), 18);
  EXPECT_EQ(aml.quantile(0.5), 31);
  EXPECT_EQ(aml.quantile(0.75), 48);
  EXPECT_EQ(aml.quantile(0.9), std::nullopt);
  EXPECT_EQ(aml.quantile_interval(0.5)->low, 13);
  EXPECT_EQ(aml.quantile_interval(0.5)->high, std::nullopt);
  EXPECT_EQ(aml.quantile_interval(0.25)->high, 34);
}

TEST(KaplanMeier, ShareThatLastsLongerHasABand) {
  const SurvivalCurve aml = curve({9, 13, 18, 23, 31, 34, 48}, {13, 28, 45, 161});
  EXPECT_EQ(aml.share_beyond(8), 1);
  EXPECT_FALSE(aml.band_at(8));
  EXPECT_NEAR(aml.share_beyond(20), 0.71590909091, 1e-9);
  EXPECT_GT(aml.band_at(20)->high, 0.71590909091);
  EXPECT_FALSE(curve({1, 2}).band_at(2));
}

TEST(KaplanMeier, RestrictedMeanIsTheMeanOfWhatIsCut) {
  EXPECT_DOUBLE_EQ(curve({1, 2, 9}).restricted_mean(5).value, (1 + 2 + 5) / 3.0);
  EXPECT_DOUBLE_EQ(curve({1, 3}).restricted_mean(100).value, 2);
  EXPECT_DOUBLE_EQ(curve({}, {4}).restricted_mean(7).value, 7);
  EXPECT_EQ(curve({}, {4}).restricted_mean(7).deviation, 0);
}

TEST(KaplanMeier, OfOneHasNoInterval) {
  EXPECT_EQ(curve({5}).quantile(0.5), 5);
  EXPECT_EQ(curve({5}).quantile_interval(0.5), std::nullopt);
}

TEST(KaplanMeier, OfEqualTimesIsThatTime) {
  EXPECT_EQ(curve({5, 5, 5, 5, 5, 5, 5}).quantile(0.5), 5);
}

}  // namespace
}  // namespace shiplog
