#include "stats/log_rank.h"

#include <gtest/gtest.h>

namespace shiplog {
namespace {

const SortedSample kNone({});

// The aml data of R's survival package: survdiff(Surv(time, status) ~ x).
TEST(LogRank, AgreesWithSurvdiff) {
  const SortedSample ended({9, 13, 18, 23, 31, 34, 48});
  const SortedSample censored({13, 28, 45, 161});
  const SortedSample other_ended({5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45});
  const SortedSample other_censored({16});
  const auto result = log_rank({ended, censored}, {other_ended, other_censored});
  EXPECT_EQ(result->observed, 7);
  EXPECT_NEAR(result->expected, 10.6893359923, 1e-9);
  EXPECT_NEAR(result->chi_squared, 3.396388699, 1e-8);
  EXPECT_NEAR(result->p_value, 0.065339322041, 1e-9);
}

TEST(LogRank, OfTheSameIsNoDifference) {
  const SortedSample ended({1, 2, 3});
  const auto result = log_rank({ended, kNone}, {ended, kNone});
  EXPECT_NEAR(result->chi_squared, 0, 1e-12);
  EXPECT_NEAR(result->p_value, 1, 1e-9);
}

TEST(LogRank, IsAbsentWhereNothingEnded) {
  const SortedSample open({1, 2});
  EXPECT_FALSE(log_rank({kNone, open}, {kNone, open}));
  EXPECT_FALSE(log_rank({open, kNone}, {kNone, kNone}));
}

}  // namespace
}  // namespace shiplog
