// Days, times and lengths of time, as people write them.

#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "base/time_zone.h"
#include "domain/timestamp.h"

namespace shiplog {

// A day, at whose start in the zone it is, or a time with a zone. `option` names it in the
// error.
Result<Timestamp> parse_date(std::string_view option, std::string_view text, const TimeZone& zone);

// The moment a period before another: "90d", "12w", "6m", "2y". Days and weeks are of 24 and
// 168 hours; months and years are the calendar's in the zone.
Result<Timestamp> before(Timestamp moment, std::string_view option, std::string_view period,
                         const TimeZone& zone);

// The same time of day in another month; the last day of the month where it is shorter.
Timestamp months_before(Timestamp moment, std::int64_t months, const TimeZone& zone);

}  // namespace shiplog
