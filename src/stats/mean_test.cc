#include "stats/mean.h"

#include <gtest/gtest.h>

#include <vector>

namespace shiplog {
namespace {

// Four, give or take 2.5706 (t, five degrees) times the root of 8 ÷ 6.
TEST(Mean, IntervalIsStudents) {
  const std::vector<double> values = {1, 2, 3, 4, 5, 9};
  EXPECT_EQ(mean_of(values), 4);
  EXPECT_NEAR(*mean_interval(values)->low, 1.0317477704, 1e-9);
  EXPECT_NEAR(*mean_interval(values)->high, 6.9682522296, 1e-9);
}

TEST(Mean, IntervalDoesNotReachBelowZero) {
  EXPECT_EQ(mean_interval(std::vector<double>{0, 0, 0, 0, 0, 1})->low, 0);
}

TEST(Mean, OfFewHasNoInterval) {
  EXPECT_FALSE(mean_of({}));
  EXPECT_FALSE(mean_interval(std::vector<double>{1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace shiplog
