#include "services/sample/working_time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "services/sample/dice.h"

namespace shiplog::sample {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kWorkdayBegin = 32'400;
constexpr std::int64_t kWorkdaySeconds = 32'400;
constexpr std::int64_t kMondayShift = 3;  // 1970-01-01 was a Thursday.

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

// Working seconds since the Monday before 1970.
std::int64_t work_before(std::int64_t local_second) {
  const std::int64_t day = floor_divide(local_second, kDaySeconds) + kMondayShift;
  const std::int64_t time_of_day = local_second - (day - kMondayShift) * kDaySeconds;
  const std::int64_t week = floor_divide(day, 7);
  const std::int64_t weekday = day - week * 7;
  if (weekday >= 5) {
    return (week * 5 + 5) * kWorkdaySeconds;
  }
  const std::int64_t worked =
      std::clamp<std::int64_t>(time_of_day - kWorkdayBegin, 0, kWorkdaySeconds);
  return (week * 5 + weekday) * kWorkdaySeconds + worked;
}

std::int64_t local_second_of(std::int64_t work) {
  const std::int64_t workday = floor_divide(work, kWorkdaySeconds);
  const std::int64_t week = floor_divide(workday, 5);
  const std::int64_t day = week * 7 + (workday - week * 5) - kMondayShift;
  return day * kDaySeconds + kWorkdayBegin + (work - workday * kWorkdaySeconds);
}

// How much is begun in each hour of a local day.
constexpr std::array<std::int64_t, 24> kHourWeights = {
    1, 1, 0, 0, 0, 1, 2, 6, 14, 26, 30, 28, 18, 24, 28, 28, 24, 18, 10, 6, 5, 5, 4, 2};
constexpr std::int64_t kHourTotal =
    std::accumulate(kHourWeights.begin(), kHourWeights.end(), std::int64_t{0});

// Positions are divided this finely within a unit of a day's weight.
constexpr std::int64_t kFineness = 1 << 12;

std::int64_t season_percent(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  const unsigned month = static_cast<unsigned>(date.month());
  const unsigned day_of_month = static_cast<unsigned>(date.day());
  if ((month == 12 && day_of_month >= 23) || (month == 1 && day_of_month <= 2)) {
    return 12;
  }
  if (month == 7 || month == 8) {
    return 78;
  }
  return 100;
}

std::int64_t weight_of_day(std::chrono::sys_days day, std::int64_t index, std::int64_t count) {
  const std::chrono::weekday weekday{day};
  const bool is_weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  const std::int64_t growth = 70 + 60 * index / count;
  return (is_weekend ? 7 : 100) * season_percent(day) * growth / 100 * kFineness;
}

}  // namespace

sys_seconds WorkingHours::after(sys_seconds from, seconds work) const {
  const std::int64_t local = (from + utc_offset_).time_since_epoch().count();
  return sys_seconds{seconds{local_second_of(work_before(local) + work.count())}} - utc_offset_;
}

sys_seconds WorkingHours::next_at(sys_seconds from, seconds time_of_day) const {
  const sys_seconds local = from + utc_offset_;
  sys_seconds candidate = std::chrono::floor<days>(local) + time_of_day;
  if (candidate <= local) {
    candidate += days{1};
  }
  const std::chrono::weekday weekday{std::chrono::floor<days>(candidate)};
  if (weekday == std::chrono::Saturday) {
    candidate += days{2};
  }
  if (weekday == std::chrono::Sunday) {
    candidate += days{1};
  }
  return candidate - utc_offset_;
}

ArrivalTimes::ArrivalTimes(sys_seconds begin, sys_seconds end, seconds utc_offset)
    : begin_(begin), end_(end), utc_offset_(utc_offset) {
  day_count_ = std::max<std::int64_t>(1, (end - begin).count() / kDaySeconds);
  const auto first_day = std::chrono::floor<days>(begin);
  for (std::int64_t day = 0; day < day_count_; ++day) {
    total_ += weight_of_day(first_day + days{day}, day, day_count_);
  }
}

sys_seconds ArrivalTimes::next(Dice& dice, std::int64_t more) {
  const std::int64_t room = total_ - position_;
  const std::int64_t share = more == 0 ? room : 2 * (room / (more + 1));
  position_ += share * dice.below(1 << 16) >> 16;
  const auto first_day = std::chrono::floor<days>(begin_);
  while (day_ + 1 < day_count_) {
    const std::int64_t weight = weight_of_day(first_day + days{day_}, day_, day_count_);
    if (position_ < day_begin_ + weight) {
      break;
    }
    day_begin_ += weight;
    ++day_;
  }
  return instant_at_position();
}

sys_seconds ArrivalTimes::instant_at_position() const {
  const auto day = std::chrono::floor<days>(begin_) + days{day_};
  const std::int64_t weight = weight_of_day(day, day_, day_count_);
  std::int64_t within = std::min(position_ - day_begin_, weight - 1) * kHourTotal / weight;
  const std::int64_t finer = std::min(position_ - day_begin_, weight - 1) * kHourTotal % weight;
  std::size_t hour = 0;
  while (within >= kHourWeights[hour]) {
    within -= kHourWeights[hour++];
  }
  const std::int64_t second = (within * 3'600 + finer * 3'600 / weight) / kHourWeights[hour];
  const sys_seconds local = sys_seconds{day} + hours{static_cast<int>(hour)} + seconds{second};
  return std::clamp(local - utc_offset_, begin_, end_ - seconds{1});
}

}  // namespace shiplog::sample
