// Working time: how much of a stretch of time lies in working hours.

#pragma once

#include <vector>

#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "metrics/working_calendar.h"

namespace shiplog {

// A calendar laid out in a zone, from 1970 (nothing before it is worked) until a moment.
//
// Hours begin and end by the clock on the wall, and last as long as they really do: a night in
// which the clocks change has an hour more or less. Stretches that meet add up exactly.
class WorkingTime {
 public:
  WorkingTime(const WorkingCalendar& calendar, const TimeZone& zone, Timestamp until);

  // Zero where `until` comes before `from`.
  double seconds(Timestamp from, Timestamp until) const;

 private:
  struct Stretch {
    Timestamp begin = {};
    Timestamp end = {};
    Duration before = {};  // All that was worked until it begins.
  };
  Duration worked_until(Timestamp moment) const;

  std::vector<Stretch> stretches_;
};

}  // namespace shiplog
