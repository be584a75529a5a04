#include "metrics/grade.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "metrics/score.h"

namespace shiplog {
namespace {

// A metric of ten items whose draws lie evenly around its score.
Evaluation scored(double score, std::size_t count = 10, double spread = 0.2) {
  Evaluation evaluation = {.total = {.count = count}, .score = score};
  for (std::size_t i = 0; i < kScoreDraws; ++i) {
    const double share = static_cast<double>(i) / (kScoreDraws - 1) - 0.5;
    evaluation.score_draws.push_back(score + spread * share);
  }
  return evaluation;
}

TEST(Grade, IsThePlainMeanOfTheScoresThereAre) {
  const std::vector<Evaluation> some = {scored(6), scored(9), Evaluation{}};
  const auto grade = grade_of(some);
  EXPECT_EQ(grade->score, 7.5);
  EXPECT_EQ(grade->metrics, 2U);
  EXPECT_FALSE(grade_of({}));
}

// The cases of the Quick Check itself: 6, 6, 8, 8.5 and 9 are 7.5 in all.
TEST(Grade, IsThatOfTheQuickCheck) {
  const std::vector<Evaluation> all = {scored(6), scored(6), scored(8), scored(8.5), scored(9)};
  EXPECT_EQ(grade_of(all)->score, 7.5);
  EXPECT_EQ(grade_of(all)->letter, "B");
}

TEST(Grade, SpansLettersWhereItsIntervalDoes) {
  const std::vector<Evaluation> all = {scored(6, 10, 2), scored(6, 10, 2), scored(6, 10, 2),
                                       scored(6, 10, 2)};
  const auto grade = grade_of(all);
  EXPECT_NEAR(*grade->interval->low, 5.05, 0.01);
  EXPECT_NEAR(*grade->interval->high, 6.95, 0.01);
  EXPECT_EQ(grade->letter, "B–C");
}

TEST(Grade, HasNoLetterFromFewMetricsOrFewItems) {
  EXPECT_EQ(grade_of(std::vector<Evaluation>{scored(6), scored(6), scored(6)})->letter, "");
  EXPECT_EQ(
      grade_of(std::vector<Evaluation>{scored(6), scored(6), scored(6), scored(6, 9)})->letter, "");
}

TEST(Grade, HasNoIntervalWithoutDraws) {
  Evaluation bare = {.total = {.count = 50}, .score = 5.0};
  EXPECT_FALSE(grade_of(std::vector<Evaluation>{bare, bare, bare, bare})->interval);
}

TEST(Grade, ComparesWithItsOwnPast) {
  Evaluation one = scored(6);
  one.previous = Previous{.score = 5.0};
  Evaluation other = scored(8);
  other.previous = Previous{.score = 7.0};
  EXPECT_EQ(grade_of(std::vector<Evaluation>{one, other})->previous, 6);
  other.previous = Previous{};  // Without one of them it would be another mean.
  EXPECT_FALSE(grade_of(std::vector<Evaluation>{one, other})->previous);
}

}  // namespace
}  // namespace shiplog
