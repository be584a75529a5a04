#include "stats/bootstrap.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace shiplog {
namespace {

TEST(Bootstrap, OfTheSameSeedIsTheSame) {
  std::array<std::size_t, 8> first = {};
  std::array<std::size_t, 8> second = {};
  Resampler(5).fill(first);
  Resampler(5).fill(second);
  EXPECT_EQ(first, second);
  Resampler(6).fill(second);
  EXPECT_NE(first, second);
}

TEST(Bootstrap, EveryIndexIsAsLikely) {
  Resampler resampler(1);
  std::array<int, 3> seen = {};
  for (int i = 0; i < 30'000; ++i) {
    ++seen.at(resampler.index_under(seen.size()));
  }
  for (const int count : seen) {
    EXPECT_NEAR(count, 10'000, 400);
  }
}

// Of a mean there is a formula to compare with: mean ± 1.96 s ÷ √n.
TEST(Bootstrap, OfAMeanComesNearTheFormula) {
  std::vector<double> values;
  for (int i = 0; i < 200; ++i) {
    values.push_back(i % 20);
  }
  Resampler resampler(3);
  std::vector<std::size_t> indexes(values.size());
  const auto interval = bootstrap_interval(4000, [&]() -> std::optional<double> {
    resampler.fill(indexes);
    double sum = 0;
    for (const std::size_t index : indexes) {
      sum += values[index];
    }
    return sum / static_cast<double>(values.size());
  });
  const double half = 1.96 * std::sqrt(33.25 / 200);
  EXPECT_NEAR(*interval->low, 9.5 - half, 0.05);
  EXPECT_NEAR(*interval->high, 9.5 + half, 0.05);
}

TEST(Bootstrap, IsAbsentWhereDrawsOftenGiveNothing) {
  int turn = 0;
  EXPECT_FALSE(bootstrap_interval(100, [&]() -> std::optional<double> {
    return ++turn % 10 == 0 ? std::nullopt : std::optional(1.0);
  }));
}

}  // namespace
}  // namespace shiplog
