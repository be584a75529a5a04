#include "metrics/levels.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/metric.h"
#include "stats/interval.h"

namespace shiplog {
namespace {

constexpr double kHour = 3600;
constexpr double kDay = 24 * kHour;
constexpr double kWeek = 7 * kDay;
constexpr double kMonth = 365.25 / 12 * kDay;
constexpr double kForever = std::numeric_limits<double>::infinity();

// How often a week something comes that comes once in so many seconds.
constexpr double once_in(double seconds) { return kWeek / seconds; }

constexpr LevelName kElite = LevelName::Elite;
constexpr LevelName kHigh = LevelName::High;
constexpr LevelName kMedium = LevelName::Medium;
constexpr LevelName kLow = LevelName::Low;

// A share that a report gives as a single figure reaches down to the next smaller one, and
// includes itself.
constexpr double up_to(double percent) { return percent / 100 + 1e-12; }

std::vector<LevelTable> tables_of_2018() {
  return {
      {2018,
       "lead_time",
       {{kElite, 0, kHour},
        {kHigh, kDay, kWeek},
        {kMedium, kWeek, kMonth},
        {kLow, kMonth, 6 * kMonth}}},
      {2018,
       "deployment_frequency",
       {{kElite, once_in(kDay), kForever},
        {kHigh, once_in(kDay), once_in(kHour)},
        {kMedium, once_in(kMonth), once_in(kWeek)},
        {kLow, once_in(kMonth), once_in(kWeek)}}},
      {2018,
       "change_fail_rate",
       {{kElite, 0, up_to(15)},
        {kHigh, 0, up_to(15)},
        {kMedium, 0, up_to(15)},
        {kLow, 0.46, up_to(60)}}},
      {2018,
       "recovery_time",
       {{kElite, 0, kHour}, {kHigh, kHour, kDay}, {kMedium, kHour, kDay}, {kLow, kWeek, kMonth}}},
  };
}

std::vector<LevelTable> tables_of_2019() {
  return {
      {2019,
       "lead_time",
       {{kElite, 0, kDay},
        {kHigh, kDay, kWeek},
        {kMedium, kWeek, kMonth},
        {kLow, kMonth, 6 * kMonth}}},
      {2019,
       "deployment_frequency",
       {{kElite, once_in(kDay), kForever},
        {kHigh, once_in(kWeek), once_in(kDay)},
        {kMedium, once_in(kMonth), once_in(kWeek)},
        {kLow, once_in(6 * kMonth), once_in(kMonth)}}},
      {2019,
       "change_fail_rate",
       {{kElite, 0, up_to(15)},
        {kHigh, 0, up_to(15)},
        {kMedium, 0, up_to(15)},
        {kLow, 0.46, up_to(60)}}},
      {2019,
       "recovery_time",
       {{kElite, 0, kHour}, {kHigh, kHour, kDay}, {kMedium, kHour, kDay}, {kLow, kWeek, kMonth}}},
  };
}

std::vector<LevelTable> tables_of_2021() {
  return {
      {2021,
       "lead_time",
       {{kElite, 0, kHour},
        {kHigh, kDay, kWeek},
        {kMedium, kMonth, 6 * kMonth},
        {kLow, 6 * kMonth, kForever}}},
      {2021,
       "deployment_frequency",
       {{kElite, once_in(kDay), kForever},
        {kHigh, once_in(kMonth), once_in(kWeek)},
        {kMedium, once_in(6 * kMonth), once_in(kMonth)},
        {kLow, 0, once_in(6 * kMonth)}}},
      {2021,
       "change_fail_rate",
       {{kElite, 0, up_to(15)},
        {kHigh, 0.16, up_to(30)},
        {kMedium, 0.16, up_to(30)},
        {kLow, 0.16, up_to(30)}}},
      {2021,
       "recovery_time",
       {{kElite, 0, kHour},
        {kHigh, kHour, kDay},
        {kMedium, kDay, kWeek},
        {kLow, 6 * kMonth, kForever}}},
  };
}

// Of 2022 nothing was read, of 2023 the best level only.
std::vector<LevelTable> tables_of_2023() {
  return {
      {2023, "lead_time", {{kElite, 0, kDay}}},
      {2023, "deployment_frequency", {{kElite, once_in(kDay), kForever}}},
      {2023, "change_fail_rate", {{kElite, 0, up_to(5)}}},
      {2023, "recovery_time", {{kElite, 0, kHour}}},
  };
}

std::vector<LevelTable> tables_of_2024() {
  return {
      {2024,
       "lead_time",
       {{kElite, 0, kDay},
        {kHigh, kDay, kWeek},
        {kMedium, kWeek, kMonth},
        {kLow, kMonth, 6 * kMonth}}},
      {2024,
       "deployment_frequency",
       {{kElite, once_in(kDay), kForever},
        {kHigh, once_in(kWeek), once_in(kDay)},
        {kMedium, once_in(kMonth), once_in(kWeek)},
        {kLow, once_in(6 * kMonth), once_in(kMonth)}}},
      // The high cluster failed more often (20 %) than the medium one (10 %).
      {2024,
       "change_fail_rate",
       {{kElite, 0, up_to(5)},
        {kHigh, up_to(10), up_to(20)},
        {kMedium, up_to(5), up_to(10)},
        {kLow, up_to(20), up_to(40)}}},
      {2024,
       "recovery_time",
       {{kElite, 0, kHour}, {kHigh, kHour, kDay}, {kMedium, kHour, kDay}, {kLow, kWeek, kMonth}}},
  };
}

std::vector<LevelTable> all_tables() {
  std::vector<LevelTable> all;
  for (auto* tables :
       {tables_of_2018, tables_of_2019, tables_of_2021, tables_of_2023, tables_of_2024}) {
    std::ranges::move(tables(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

std::string_view level_name(LevelName level) {
  switch (level) {
    case LevelName::Elite:
      return "elite";
    case LevelName::High:
      return "high";
    case LevelName::Medium:
      return "medium";
    case LevelName::Low:
      return "low";
  }
  return {};
}

std::span<const LevelTable> level_tables() {
  static const std::vector<LevelTable> tables = all_tables();
  return tables;
}

std::optional<Level> level_of(const Metric& metric, double value,
                              const std::optional<Interval>& interval, std::uint16_t year) {
  const std::span<const LevelTable> tables = level_tables();
  const auto table = std::find_if(tables.begin(), tables.end(), [&](const LevelTable& one) {
    return one.year == year && one.metric == metric.id;
  });
  if (table == tables.end()) {
    return std::nullopt;
  }
  Level level = {.year = year};
  for (const LevelRange& range : table->ranges) {
    if (value >= range.low && value < range.high) {
      level.fits.push_back(range.level);
    }
    const double low = interval ? interval->low.value_or(0) : value;
    const double high = interval ? interval->high.value_or(kForever) : value;
    if (low < range.high && high >= range.low) {
      level.plausible.push_back(range.level);
    }
  }
  return level;
}

std::string level_words(const std::vector<LevelName>& levels) {
  if (levels.empty()) {
    return "no level";
  }
  std::string words;
  for (const LevelName level : levels) {
    words += (words.empty() ? "" : " or ") + std::string(level_name(level));
  }
  return words;
}

}  // namespace shiplog
