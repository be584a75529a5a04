#include "metrics/calendar.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

#include "base/check.h"
#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/query.h"

namespace shiplog {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::Monday;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;

year_month_day first_of_month(year_month_day date) { return date.year() / date.month() / day(1); }

year_month_day first_of_quarter(year_month_day date) {
  const unsigned month = static_cast<unsigned>(date.month());
  return date.year() / std::chrono::month((month - 1) / 3 * 3 + 1) / day(1);
}

year_month_day first_day_of_bucket(year_month_day date, Granularity every) {
  switch (every) {
    case Granularity::Day:
      return date;
    case Granularity::Week: {
      const sys_days midnight = date;
      return midnight - (weekday(midnight) - Monday);
    }
    case Granularity::Month:
      return first_of_month(date);
    case Granularity::Quarter:
      return first_of_quarter(date);
  }
  CHECK(false);
}

year_month_day next_bucket(year_month_day first, Granularity every) {
  switch (every) {
    case Granularity::Day:
      return sys_days(first) + days(1);
    case Granularity::Week:
      return sys_days(first) + days(7);
    case Granularity::Month:
      return first + months(1);
    case Granularity::Quarter:
      return first + months(3);
  }
  CHECK(false);
}

}  // namespace

std::vector<Window> calendar_buckets(const Window& window, Granularity every,
                                     const TimeZone& zone) {
  std::vector<Window> buckets;
  if (window.is_empty()) {
    return buckets;
  }
  year_month_day first = first_day_of_bucket(zone.day_of(window.from), every);
  Timestamp from = zone.start_of_day(first);
  while (from < window.until) {
    first = next_bucket(first, every);
    const Timestamp until = zone.start_of_day(first);
    // A zone that skipped a whole day (Samoa, December 2011) has a day without an instant.
    if (until > from) {
      buckets.push_back({.from = from, .until = until});
    }
    from = until;
  }
  return buckets;
}

std::size_t distinct_days(std::vector<Timestamp> moments, const TimeZone& zone) {
  std::sort(moments.begin(), moments.end());
  std::size_t count = 0;
  Timestamp next_day = Timestamp::min();
  for (const Timestamp moment : moments) {
    if (moment >= next_day) {
      ++count;
      next_day = zone.start_of_day(sys_days(zone.day_of(moment)) + days(1));
    }
  }
  return count;
}

WeekGrid week_grid(std::span<const Timestamp> moments, const TimeZone& zone) {
  WeekGrid grid = {};
  for (const Timestamp moment : moments) {
    const Timestamp local = moment + zone.offset_at(moment);
    const sys_days midnight = std::chrono::floor<days>(local);
    const auto hour = std::chrono::floor<std::chrono::hours>(local - midnight).count();
    const auto day_of_week = static_cast<std::size_t>((weekday(midnight) - Monday).count());
    ++grid.at(day_of_week).at(static_cast<std::size_t>(hour));
  }
  return grid;
}

}  // namespace shiplog
