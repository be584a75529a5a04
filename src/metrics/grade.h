// Grade: one number for how a team delivers, as DORA's Quick Check makes it, and how far to
// trust it. Of repositories and teams; it is never made of one person's work.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "metrics/evaluation.h"
#include "stats/interval.h"

namespace shiplog {

struct Grade {
  double score = 0;         // The plain mean of the metrics' scores, from 0 to 10.
  std::size_t metrics = 0;  // Of how many: at most kGradedMetrics.
  // From draws of all of them together; absent when the evaluations have none.
  std::optional<Interval> interval = {};
  // "B", or "B–C" where the interval reaches into both; empty unless at least four metrics
  // stand on ten items each.
  std::string letter = {};
  std::optional<double> previous = {};  // Of the same metrics in the window compared with.
};
inline constexpr std::size_t kGradedMetrics = 5;

// What the teams of all industries that took the Quick Check in 2025 score on average: the
// mean over its five metrics (dora.dev). Beside one's own past it matters little.
inline constexpr double kIndustryMean2025 = 6.72;

// Absent when no metric has a score.
std::optional<Grade> grade_of(std::span<const Evaluation> evaluations);

}  // namespace shiplog
