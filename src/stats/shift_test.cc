#include "stats/shift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace shiplog {
namespace {

// As SciPy: mannwhitneyu(method="asymptotic").
TEST(Shift, RanksAreComparedAsSciPyDoes) {
  const auto comparison = compare_ranks(SortedSample({5, 7, 3, 9, 12, 4, 6, 8}),
                                        SortedSample({10, 14, 7, 11, 9, 15, 20, 13}));
  EXPECT_EQ(comparison->u, 7);
  EXPECT_NEAR(comparison->p_value, 0.0099717649437, 1e-12);
  EXPECT_EQ(comparison->delta, -0.78125);
}

TEST(Shift, OfEqualValuesIsNone) {
  const SortedSample same({2, 2, 2});
  EXPECT_EQ(compare_ranks(same, same)->p_value, 1);
  EXPECT_EQ(compare_ranks(same, same)->delta, 0);
  EXPECT_EQ(median_difference(same, same), 0);
}

TEST(Shift, OfNothingIsAbsent) {
  const SortedSample none({});
  const SortedSample one({1});
  EXPECT_FALSE(compare_ranks(none, one));
  EXPECT_FALSE(median_difference(one, none));
  EXPECT_FALSE(median_of_pair_means(none));
}

std::optional<double> plain_median(std::vector<double> values) {
  return SortedSample(std::move(values)).quantile(0.5);
}

TEST(Shift, MediansAreThoseOfAllPairs) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> a(1 + random() % 9);
    std::vector<double> b(1 + random() % 9);
    const auto fill = [&random](double& value) {
      value = static_cast<double>(random() % 40) / 8 - 2;
    };
    std::for_each(a.begin(), a.end(), fill);
    std::for_each(b.begin(), b.end(), fill);
    std::vector<double> differences;
    std::vector<double> means;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (const double other : b) {
        differences.push_back(a[i] - other);
      }
      for (std::size_t j = i; j < a.size(); ++j) {
        means.push_back((a[i] + a[j]) / 2);
      }
    }
    EXPECT_EQ(median_difference(SortedSample(a), SortedSample(b)), plain_median(differences));
    EXPECT_EQ(median_of_pair_means(SortedSample(a)), plain_median(means));
  }
}

TEST(Shift, OfManyNeedsNoPairs) {
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 0; i < 100'000; ++i) {
    a.push_back(i);
    b.push_back(i + 3);
  }
  EXPECT_EQ(median_difference(SortedSample(a), SortedSample(b)), -3);
}

}  // namespace
}  // namespace shiplog
