#include "metrics/working_time.h"

#include <algorithm>
#include <chrono>

#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/working_calendar.h"

namespace shiplog {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;

WorkingTime::WorkingTime(const WorkingCalendar& calendar, const TimeZone& zone, Timestamp until) {
  std::vector<year_month_day> holidays = calendar.holidays;
  std::sort(holidays.begin(), holidays.end());
  const sys_days last = sys_days(zone.day_of(until)) + days(1);
  Duration worked{};
  for (sys_days day{}; day <= last; day += days(1)) {
    const bool is_worked =
        std::find(calendar.days.begin(), calendar.days.end(), weekday(day)) !=
            calendar.days.end() &&
        !std::binary_search(holidays.begin(), holidays.end(), year_month_day(day));
    if (!is_worked) {
      continue;
    }
    for (const WorkingStretch& hours : calendar.hours) {
      const Timestamp begin = zone.instant_of(day, hours.begin);
      const Timestamp end = zone.instant_of(day, hours.end);
      // Hours that the clocks skip do not happen.
      if (begin < end && (stretches_.empty() || begin >= stretches_.back().end)) {
        stretches_.push_back({.begin = begin, .end = end, .before = worked});
        worked += end - begin;
      }
    }
  }
}

double WorkingTime::seconds(Timestamp from, Timestamp until) const {
  if (until < from) {
    return 0;
  }
  return std::chrono::duration<double>(worked_until(until) - worked_until(from)).count();
}

Duration WorkingTime::worked_until(Timestamp moment) const {
  const auto after = std::upper_bound(
      stretches_.begin(), stretches_.end(), moment,
      [](Timestamp value, const Stretch& stretch) { return value < stretch.begin; });
  if (after == stretches_.begin()) {
    return {};
  }
  const Stretch& stretch = *(after - 1);
  return stretch.before + (std::min(moment, stretch.end) - stretch.begin);
}

}  // namespace shiplog
