#include "stats/poisson.h"

#include <gtest/gtest.h>

#include "stats/distributions.h"

namespace shiplog {
namespace {

TEST(Poisson, NothingSeenIsNotProofOfNothing) {
  EXPECT_EQ(poisson_interval(0).low, 0);
  EXPECT_NEAR(*poisson_interval(0).high, 3.68887945411, 1e-9);
}

TEST(Poisson, IntervalIsExact) {
  EXPECT_NEAR(*poisson_interval(12).low / 4, 1.5501437772, 1e-9);
  EXPECT_NEAR(*poisson_interval(12).high / 4, 5.240396262, 1e-9);
}

// R: qpois(c(.025, .5, .975), 12).
TEST(Poisson, QuantilesAreTheLeastCountsThatReachThem) {
  EXPECT_EQ(poisson_quantile(12, 0.025), 6U);
  EXPECT_EQ(poisson_quantile(12, 0.5), 12U);
  EXPECT_EQ(poisson_quantile(12, 0.975), 19U);
}

TEST(Poisson, RatioIsThatOfRsTest) {
  const Interval interval = poisson_ratio_interval(30, 8, 18, 8);
  EXPECT_NEAR(*interval.low, 0.89935601428, 1e-9);
  EXPECT_NEAR(*interval.high, 3.1749748064, 1e-9);
  EXPECT_FALSE(interval.excludes(1));
}

TEST(Poisson, RatioCountsTheTimeObserved) {
  const Interval equal = poisson_ratio_interval(30, 8, 15, 4);
  EXPECT_FALSE(equal.excludes(1));
  const Interval doubled = poisson_ratio_interval(300, 8, 300, 16);
  EXPECT_TRUE(doubled.excludes(1));
  EXPECT_GT(*doubled.low, 1);
}

TEST(Poisson, RatioHasNoEndAgainstNothing) {
  EXPECT_FALSE(poisson_ratio_interval(4, 1, 0, 1).high);
  EXPECT_EQ(poisson_ratio_interval(0, 1, 4, 1).low, 0);
  EXPECT_FALSE(poisson_ratio_interval(0, 1, 0, 1).excludes(1));
}

}  // namespace
}  // namespace shiplog
