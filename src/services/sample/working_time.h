// Working time: when people start things, and how long "two hours of work" takes on a
// Friday afternoon.

#pragma once

#include <chrono>
#include <cstdint>

#include "services/sample/dice.h"

namespace shiplog::sample {

using std::chrono::seconds;
using std::chrono::sys_seconds;

// Monday to Friday, nine to six, at a fixed distance from UTC: whoever answers at night
// is drawn elsewhere, and an hour of summer time is no matter here.
class WorkingHours {
 public:
  explicit WorkingHours(seconds utc_offset) : utc_offset_(utc_offset) {}

  // The moment at which so much working time has passed. Outside working hours the
  // clock stands, so even no work at all then ends on the next morning.
  sys_seconds after(sys_seconds from, seconds work) const;

  // Today at the local time of day, or on the next working day if that has passed.
  sys_seconds next_at(sys_seconds from, seconds time_of_day) const;

 private:
  seconds utc_offset_;
};

// When the work on a repository begins, one change after another: by day of the week,
// hour, season and the company's growth.
class ArrivalTimes {
 public:
  ArrivalTimes(sys_seconds begin, sys_seconds end, seconds utc_offset);

  // The next beginning when this and `more` others still have to find room before the
  // end. Never before the last one, nor at or after the end.
  sys_seconds next(Dice& dice, std::int64_t more);

 private:
  sys_seconds instant_at_position() const;

  sys_seconds begin_;
  sys_seconds end_;
  seconds utc_offset_;
  std::int64_t day_count_ = 0;
  std::int64_t total_ = 0;      // Of all days' weights.
  std::int64_t position_ = 0;   // How much of the total has passed.
  std::int64_t day_ = 0;        // The day in which the position lies,
  std::int64_t day_begin_ = 0;  // and the position at which that day began.
};

}  // namespace shiplog::sample
