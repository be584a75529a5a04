// Levels: the clusters in which DORA's reports put the teams that they asked, year by year.
//
// They describe who answered in a year, and move with them; between levels there are gaps,
// and of some years two levels share a range or do not follow each other. So a value may fit
// none or several, and is not forced into one. Only what was read in a report is here: the
// other cells are absent. There was no report in 2020, and 2025 has no levels.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/metric.h"
#include "stats/interval.h"

namespace shiplog {

enum class LevelName : std::uint8_t { Elite, High, Medium, Low };
inline constexpr std::size_t kLevelCount = 4;
std::string_view level_name(LevelName level);  // "elite"

// From `low` up to, and not including, `high`, in the metric's unit.
struct LevelRange {
  LevelName level = LevelName::Elite;
  double low = 0;
  double high = 0;
};

// What one report says of one metric.
struct LevelTable {
  std::uint16_t year = 0;
  std::string_view metric = {};
  std::vector<LevelRange> ranges = {};
};
std::span<const LevelTable> level_tables();

// The newest year that has levels.
inline constexpr std::uint16_t kNewestLevelYear = 2024;

struct Level {
  std::uint16_t year = 0;
  std::vector<LevelName> fits = {};       // Empty: between the levels, or beyond them.
  std::vector<LevelName> plausible = {};  // Those that the value's interval touches.
};

// Absent for metrics and years that have none.
std::optional<Level> level_of(const Metric& metric, double value,
                              const std::optional<Interval>& interval,
                              std::uint16_t year = kNewestLevelYear);

// "high", "high or medium", "no level".
std::string level_words(const std::vector<LevelName>& levels);

}  // namespace shiplog
