#include "stats/trend.h"

#include <gtest/gtest.h>

#include <vector>

namespace shiplog {
namespace {

TEST(Trend, IsThatOfRsKendall) {
  const std::vector<double> deploys = {12, 15, 14, 10, 18, 17, 21, 19, 22, 25, 20, 27};
  const auto trend = mann_kendall(deploys);
  EXPECT_EQ(trend->s, 48);
  EXPECT_NEAR(trend->z, 3.2229097622, 1e-10);
  EXPECT_NEAR(trend->p_value, 0.0012689552287, 1e-10);
  EXPECT_NEAR(trend->tau, 0.72727272727, 1e-10);
  EXPECT_DOUBLE_EQ(theil_sen(deploys)->slope, 1.25);
  EXPECT_DOUBLE_EQ(theil_sen(deploys)->intercept, 12);
}

TEST(Trend, OfTheSameAgainAndAgainIsNone) {
  const std::vector<double> flat(6, 4);
  EXPECT_EQ(mann_kendall(flat)->s, 0);
  EXPECT_EQ(mann_kendall(flat)->p_value, 1);
  EXPECT_EQ(theil_sen(flat)->slope, 0);
  EXPECT_EQ(theil_sen(flat)->intercept, 4);
}

TEST(Trend, OneWildValueDoesNotTiltTheLine) {
  EXPECT_EQ(theil_sen(std::vector<double>{0, 1, 2, 900, 4, 5, 6})->slope, 1);
}

TEST(Trend, NeedsAFewValues) {
  EXPECT_FALSE(mann_kendall(std::vector<double>{1, 2}));
  EXPECT_FALSE(theil_sen(std::vector<double>{1}));
}

}  // namespace
}  // namespace shiplog
