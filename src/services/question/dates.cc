#include "services/question/dates.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

namespace chrono = std::chrono;

Error wrong_usage(std::string message) {
  return Error{ErrorCode::InvalidInput, std::move(message)};
}

}  // namespace

Timestamp months_before(Timestamp moment, std::int64_t months, const TimeZone& zone) {
  const chrono::year_month_day day = zone.day_of(moment);
  const Duration time_of_day = moment - zone.start_of_day(day);
  const chrono::year_month month =
      chrono::year_month(day.year(), day.month()) - chrono::months(months);
  const chrono::day last =
      chrono::year_month_day_last(month.year(), month.month() / chrono::last).day();
  const chrono::year_month_day target = month / std::min(day.day(), last);
  return zone.start_of_day(target) + time_of_day;
}

Result<Timestamp> parse_date(std::string_view option, std::string_view text, const TimeZone& zone) {
  if (const auto day = parse_day(text)) {
    return zone.start_of_day(*day);
  }
  if (const auto time = parse_time(text)) {
    return *time;
  }
  return wrong_usage(std::string(option) + " is a day such as 2026-01-05 or a time such as " +
                     "2026-01-05T08:00:00Z, not '" + std::string(text) + "'");
}

Result<Timestamp> before(Timestamp moment, std::string_view option, std::string_view period,
                         const TimeZone& zone) {
  constexpr std::int64_t kMost = 100'000;
  std::int64_t number = 0;
  const char* const end = period.data() + period.size();
  const auto [rest, error] = std::from_chars(period.data(), end, number);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  const bool is_number = error == std::errc() && number >= 1 && number <= kMost;
  std::optional<Timestamp> start;
  if (is_number && unit == "d") {
    start = moment - chrono::days(number);
  } else if (is_number && unit == "w") {
    start = moment - chrono::weeks(number);
  } else if (is_number && unit == "m") {
    start = months_before(moment, number, zone);
  } else if (is_number && unit == "y" && number <= 9999) {
    start = months_before(moment, 12 * number, zone);
  }
  const Timestamp earliest = chrono::sys_days(chrono::year(1) / 1 / 1);
  if (!start || *start < earliest) {
    return wrong_usage(std::string(option) + " is a length of time such as 90d, 12w, 6m or 2y, " +
                       "not '" + std::string(period) + "'");
  }
  return *start;
}

}  // namespace shiplog
