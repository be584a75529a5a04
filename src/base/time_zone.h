// TimeZone: a calendar to count in, from the system's tzdata.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog {

// A handle; copies are cheap, and it is valid for the life of the process.
class TimeZone {
 public:
  using Instant = std::chrono::sys_time<std::chrono::microseconds>;

  TimeZone() = default;  // UTC.

  // IANA names. InvalidInput names the nearest one.
  static Result<TimeZone> find(std::string_view name);

  const std::string& name() const;

  // The first instant of a local day. Where the clock skips midnight, the first instant
  // that the day has.
  Instant start_of_day(std::chrono::year_month_day day) const;

  // When the clock on the wall shows a time of a local day, up to 24 hours: the first time it
  // does; where it skips that time, the moment it jumps.
  Instant instant_of(std::chrono::year_month_day day, std::chrono::minutes time) const;

  // The local day that contains an instant.
  std::chrono::year_month_day day_of(Instant instant) const;

  // Local time of day of an instant, for display: seconds east of UTC.
  std::chrono::seconds offset_at(Instant instant) const;

 private:
  explicit TimeZone(const void* zone) : zone_(zone) {}
  const void* zone_ = nullptr;  // A date::time_zone, or null for UTC.
};

}  // namespace shiplog
