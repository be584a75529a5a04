#include "stats/concentration.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

TEST(Concentration, IsNoneWhereAllHaveTheSame) { EXPECT_EQ(gini(SortedSample({3, 3, 3})), 0); }

TEST(Concentration, OfOneWithEverythingComesNearOne) {
  EXPECT_DOUBLE_EQ(*gini(SortedSample({0, 0, 0, 12})), 0.75);
}

// Half of all absolute differences over the mean: of 1, 3 it is (2 + 2) / (2 · 4 · 2).
TEST(Concentration, IsHalfTheMeanDifferenceOverTheMean) {
  EXPECT_DOUBLE_EQ(*gini(SortedSample({3, 1})), 0.25);
}

TEST(Concentration, OfNothingIsAbsent) {
  EXPECT_FALSE(gini(SortedSample({})));
  EXPECT_FALSE(gini(SortedSample({0, 0})));
}

}  // namespace
}  // namespace shiplog
