#include "stats/rate.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(Rate, ZeroOfTenMayStillBeOneInFour) {
  EXPECT_EQ(wilson_interval(0, 10).low, 0);
  EXPECT_NEAR(*wilson_interval(0, 10).high, 0.27753279986, 1e-9);
}

TEST(Rate, AllOfThemReachesOne) {
  EXPECT_NEAR(*wilson_interval(5, 5).low, 0.56551753522, 1e-9);
  EXPECT_EQ(wilson_interval(5, 5).high, 1);
}

TEST(Rate, WilsonIsAsPublished) {
  EXPECT_NEAR(*wilson_interval(3, 20).low, 0.052368745896, 1e-9);
  EXPECT_NEAR(*wilson_interval(3, 20).high, 0.36041886474, 1e-9);
}

TEST(Rate, DifferenceIsNewcombes) {
  const Interval interval = newcombe_interval(6, 40, 3, 60);
  EXPECT_NEAR(*interval.low, -0.017781037275, 1e-9);
  EXPECT_NEAR(*interval.high, 0.24450670059, 1e-9);
  EXPECT_FALSE(interval.excludes(0));
}

TEST(Rate, DifferenceTurnsRoundWithItsSides) {
  const Interval one = newcombe_interval(1, 20, 9, 50);
  const Interval other = newcombe_interval(9, 50, 1, 20);
  EXPECT_NEAR(*one.low, -*other.high, 1e-12);
  EXPECT_NEAR(*one.high, -*other.low, 1e-12);
}

}  // namespace
}  // namespace shiplog
