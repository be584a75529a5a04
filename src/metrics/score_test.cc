#include "metrics/score.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "metrics/catalog.h"

namespace shiplog {
namespace {

constexpr double kHour = 3600;
constexpr double kDay = 24 * kHour;

const Metric& metric(std::string_view id) { return *find_metric(id).value(); }

// The middles of the bands, as the Quick Check scores them.
TEST(Score, OfTheMiddleOfABandIsTheBandsOwn) {
  EXPECT_NEAR(score_of_duration(std::sqrt(kHour * kDay)), 8, 1e-9);
  EXPECT_NEAR(score_of_duration(std::sqrt(kDay * 7 * kDay)), 6, 1e-9);
  EXPECT_NEAR(score_of_duration(std::sqrt(7 * kDay * 365.25 / 12 * kDay)), 4, 1e-9);
  EXPECT_NEAR(score_of_duration(365.25 / 12 * kDay * std::sqrt(6)), 2, 1e-9);
}

TEST(Score, ReachesItsEndsAndStaysThere) {
  EXPECT_EQ(score_of_duration(60), 10);
  EXPECT_EQ(score_of_duration(0), 10);
  EXPECT_EQ(score_of_duration(3 * 365 * kDay), 0);
}

TEST(Score, FallsWithTheTimeWithoutSteps) {
  double before = score_of_duration(1);
  for (double seconds = 1; seconds < 1e9; seconds *= 1.05) {
    const double score = score_of_duration(seconds);
    EXPECT_LE(score, before);
    EXPECT_LT(before - score, 0.1);
    before = score;
  }
}

TEST(Score, OfRatesAndFrequencies) {
  EXPECT_DOUBLE_EQ(*score_of(metric("change_fail_rate"), 0.15), 8.5);
  EXPECT_DOUBLE_EQ(*score_of(metric("rework_rate"), 1), 0);
  EXPECT_NEAR(*score_of(metric("deployment_frequency"), 7), 7, 1e-9);  // Once a day.
  EXPECT_EQ(score_of(metric("deployment_frequency"), 0), 0);
  EXPECT_FALSE(score_of(metric("cycle_time"), 5));
}

std::vector<Item> items_of(std::vector<double> values) {
  std::vector<Item> items;
  for (const double value : values) {
    items.push_back({.value = value});
  }
  return items;
}

TEST(ScoreDraws, OfEqualItemsAreAllTheSame) {
  for (const double draw : score_draws(metric("lead_time"), items_of({7200, 7200, 7200}), 4, 1)) {
    EXPECT_EQ(draw, score_of_duration(7200));
  }
}

TEST(ScoreDraws, OfTheSameSeedAreTheSame) {
  const std::vector<Item> items = items_of({1, 0, 0, 1, 0});
  EXPECT_EQ(score_draws(metric("change_fail_rate"), items, 4, 7),
            score_draws(metric("change_fail_rate"), items, 4, 7));
  EXPECT_NE(score_draws(metric("change_fail_rate"), items, 4, 7),
            score_draws(metric("change_fail_rate"), items, 4, 8));
}

TEST(ScoreDraws, OfManyItemsKeepTheirMiddle) {
  std::vector<double> values;
  for (int i = 1; i <= 20'001; ++i) {
    values.push_back(i);
  }
  double sum = 0;
  for (const double draw : score_draws(metric("lead_time"), items_of(values), 4, 1)) {
    sum += draw;
  }
  EXPECT_NEAR(sum / kScoreDraws, score_of_duration(10'001), 0.05);
}

TEST(ScoreDraws, OfNothingAreNone) {
  EXPECT_TRUE(score_draws(metric("lead_time"), {}, 4, 1).empty());
}

}  // namespace
}  // namespace shiplog
