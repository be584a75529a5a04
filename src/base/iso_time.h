// RFC 3339 times, in and out: 2024-03-04T05:06:07.25Z.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// A time with a zone or `Z`. Digits beyond microseconds are cut off. InvalidInput for a
// date alone, a missing zone, a leap second, a year outside 1–9999, a 30 February.
Result<Instant> parse_time(std::string_view text);

// A calendar day, 2024-03-04; InvalidInput says what is wrong with it.
Result<std::chrono::year_month_day> parse_day(std::string_view text);

// In UTC with `Z`, without trailing zeros in the fraction; nothing after the seconds
// when they are whole. So equal times are equal bytes.
std::string format_time(Instant instant);
void append_time(std::string& out, Instant instant);

}  // namespace shiplog
