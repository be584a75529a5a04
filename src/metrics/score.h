// Scores: DORA's own Quick Check, from 0 to 10 per metric.
//
// The Quick Check asks for one of six bands of time, worth 0, 2, … 10, and for percentages,
// worth 10 − percent ÷ 10. A measured time lies somewhere within a band: its score moves
// along the logarithm of the time, so that the middle of a band has the band's own score.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "metrics/collect.h"
#include "metrics/metric.h"

namespace shiplog {

inline constexpr double kBestScore = 10;

// Of a lead time or a recovery time.
double score_of_duration(double seconds);

// Of the metric's value; absent of metrics that the Quick Check does not ask for.
std::optional<double> score_of(const Metric& metric, double value);

// Scores as other samples of the same kind might have had them: a bootstrap over the items,
// of counts a week over how many there are. The same seed gives the same. Of more than a
// thousand items a thousand stand for all, which makes it a little wide. Empty where there
// are no items; a draw without a value (a median that is not reached) is not a number.
std::vector<double> score_draws(const Metric& metric, std::span<const Item> items,
                                double observed_weeks, std::uint64_t seed);

inline constexpr std::size_t kScoreDraws = 400;

}  // namespace shiplog
