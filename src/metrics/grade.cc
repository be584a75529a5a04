#include "metrics/grade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "metrics/evaluation.h"
#include "metrics/metric.h"
#include "metrics/score.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"

namespace shiplog {
namespace {

constexpr std::size_t kFewestMetrics = 4;
constexpr std::size_t kFewestItems = 10;

// Five letters over ten points.
std::string_view letter_of(double score) {
  constexpr std::array<std::string_view, 5> kLetters = {"E", "D", "C", "B", "A"};
  const double band = std::floor(score / kBestScore * kLetters.size());
  return kLetters.at(static_cast<std::size_t>(std::clamp(band, 0.0, kLetters.size() - 1.0)));
}

std::string letters_of(const Interval& interval) {
  const std::string_view best = letter_of(*interval.high);
  const std::string_view worst = letter_of(*interval.low);
  return std::string(best) + (best == worst ? "" : "–" + std::string(worst));
}

// Of the same metrics: over others it would say nothing of a change.
std::optional<double> mean_score_of_previous(std::span<const Evaluation> evaluations) {
  double sum = 0;
  std::size_t count = 0;
  for (const Evaluation& evaluation : evaluations) {
    if (!evaluation.score) {
      continue;
    }
    if (!evaluation.previous || !evaluation.previous->score) {
      return std::nullopt;
    }
    sum += *evaluation.previous->score;
    ++count;
  }
  return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
}

// The mean of one draw of each metric that has a score.
std::optional<double> mean_of_draw(std::span<const Evaluation> evaluations, std::size_t draw) {
  double sum = 0;
  std::size_t count = 0;
  for (const Evaluation& evaluation : evaluations) {
    if (!evaluation.score) {
      continue;
    }
    if (draw >= evaluation.score_draws.size()) {
      return std::nullopt;
    }
    sum += evaluation.score_draws[draw];
    ++count;
  }
  const double mean = sum / static_cast<double>(count);
  return std::isnan(mean) ? std::nullopt : std::optional(mean);
}

}  // namespace

std::optional<Grade> grade_of(std::span<const Evaluation> evaluations) {
  Grade grade;
  std::size_t trusted = 0;
  double sum = 0;
  for (const Evaluation& evaluation : evaluations) {
    if (evaluation.score) {
      sum += *evaluation.score;
      ++grade.metrics;
      trusted += evaluation.total.count >= kFewestItems ? 1 : 0;
    }
  }
  if (grade.metrics == 0) {
    return std::nullopt;
  }
  grade.score = sum / static_cast<double>(grade.metrics);
  grade.previous = mean_score_of_previous(evaluations);
  std::size_t draw = 0;
  grade.interval =
      bootstrap_interval(kScoreDraws, [&] { return mean_of_draw(evaluations, draw++); });
  if (trusted >= kFewestMetrics && grade.interval) {
    grade.letter = letters_of(*grade.interval);
  }
  return grade;
}

}  // namespace shiplog
