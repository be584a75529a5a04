#include "stats/sorting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace shiplog {
namespace {

TEST(Sorting, AgreesWithTheStandardLibrary) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> durations(8, 3);
  for (const std::size_t n : {0U, 1U, 2U, 599U, 600U, 5000U}) {
    std::vector<double> values(n);
    for (double& value : values) {
      value = durations(random) - (random() % 4 == 0 ? 5000 : 0);
    }
    std::vector<double> expected = values;
    std::sort(expected.begin(), expected.end());
    sort_ascending(values);
    EXPECT_EQ(values, expected) << n;
  }
}

TEST(Sorting, KeepsEqualValuesAndExtremes) {
  std::vector<double> values(1000, 7.25);
  values[3] = -std::numeric_limits<double>::max();
  values[999] = std::numeric_limits<double>::infinity();
  values[500] = 0;
  sort_ascending(values);
  EXPECT_EQ(values.front(), -std::numeric_limits<double>::max());
  EXPECT_EQ(values[1], 0);
  EXPECT_EQ(values[500], 7.25);
  EXPECT_EQ(values.back(), std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace shiplog
