#include "app/calendar_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/config.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/nearest.h"
#include "base/result.h"
#include "metrics/working_calendar.h"

namespace shiplog {
namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

Error not_valid(std::string message) { return Error{ErrorCode::InvalidInput, std::move(message)}; }

// "09:30", up to "24:00".
std::optional<minutes> time_of_day(std::string_view text) {
  constexpr std::size_t kSize = 5;
  if (text.size() != kSize || text[2] != ':') {
    return std::nullopt;
  }
  int hour = 0;
  int minute = 0;
  const char* const begin = text.data();
  const auto hours = std::from_chars(begin, begin + 2, hour);
  const auto rest = std::from_chars(begin + 3, begin + kSize, minute);
  const minutes time = std::chrono::hours(hour) + minutes(minute);
  const bool is_whole = hours.ptr == begin + 2 && rest.ptr == begin + kSize;
  const bool is_time = hour >= 0 && minute >= 0 && minute < 60 && time <= std::chrono::hours(24);
  return is_whole && is_time ? std::optional(time) : std::nullopt;
}

std::string text_of(minutes time) {
  const auto two_digits = [](auto number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return two_digits(time.count() / 60) + ":" + two_digits(time.count() % 60);
}

Result<WorkingStretch> stretch_of(const std::string& text) {
  const std::size_t dash = text.find('-');
  if (dash != std::string::npos) {
    const auto begin = time_of_day(std::string_view(text).substr(0, dash));
    const auto end = time_of_day(std::string_view(text).substr(dash + 1));
    if (begin && end && *begin < *end) {
      return WorkingStretch{.begin = *begin, .end = *end};
    }
  }
  return not_valid("working hours are like 09:00-17:00, within a day, not '" + text + "'");
}

Result<Unit> set_hours(Config& config, const Values& values) {
  std::vector<WorkingStretch> hours;
  for (const std::string& value : values) {
    hours.push_back(TRY(stretch_of(value)));
  }
  std::ranges::sort(hours, {}, &WorkingStretch::begin);
  for (std::size_t i = 1; i < hours.size(); ++i) {
    if (hours[i].begin < hours[i - 1].end) {
      return not_valid("working hours " + text_of(hours[i].begin) + "-" + text_of(hours[i].end) +
                       " begin before the ones that end at " + text_of(hours[i - 1].end));
    }
  }
  config.working_hours.hours = std::move(hours);
  return Unit{};
}

Values hours_of(const Config& config) {
  Values values;
  for (const WorkingStretch& hours : config.working_hours.hours) {
    values.push_back(text_of(hours.begin) + "-" + text_of(hours.end));
  }
  return values;
}

Result<Unit> set_days(Config& config, const Values& values) {
  std::vector<std::chrono::weekday> days;
  for (const std::string& value : values) {
    const auto* const day = std::ranges::find(kDays, value);
    if (day == kDays.end()) {
      return not_valid("a working day is monday, tuesday and so on, not '" + value + "'" +
                       did_you_mean(value, kDays));
    }
    days.push_back(std::chrono::Monday + std::chrono::days(day - kDays.begin()));
  }
  config.working_hours.days = std::move(days);
  return Unit{};
}

Values days_of(const Config& config) {
  Values values;
  for (const std::chrono::weekday day : config.working_hours.days) {
    values.emplace_back(kDays.at(day.iso_encoding() - 1));
  }
  return values;
}

Result<Unit> set_holidays(Config& config, const Values& values) {
  std::vector<std::chrono::year_month_day> holidays;
  for (const std::string& value : values) {
    holidays.push_back(TRY(parse_day(value)));
  }
  config.working_hours.holidays = std::move(holidays);
  return Unit{};
}

Values holidays_of(const Config& config) {
  Values values;
  for (const std::chrono::year_month_day day : config.working_hours.holidays) {
    values.push_back(format_time(std::chrono::sys_days(day)).substr(0, 10));
  }
  return values;
}

// "acme/shop/services/cart=cart". The facts tell two components of a path, and no more.
Result<Unit> set_services(Config& config, const Values& values) {
  for (const std::string& value : values) {
    const std::size_t equals = value.rfind('=');
    const std::string path = value.substr(0, equals);
    const auto slashes = std::ranges::count(path, '/');
    const bool is_path = !path.starts_with('/') && !path.ends_with('/') &&
                         path.find("//") == std::string::npos && slashes >= 1 && slashes <= 3;
    if (equals == std::string::npos || equals + 1 == value.size() || !is_path) {
      return not_valid("'" + value +
                       "' is no OWNER/NAME/PATH=SERVICE with a path of at most two components");
    }
    config.services[path] = value.substr(equals + 1);
  }
  return Unit{};
}

Values services_of(const Config& config) {
  Values values;
  for (const auto& [path, service] : config.services) {
    values.push_back(path + "=" + service);
  }
  return values;
}

}  // namespace

std::vector<ConfigField> calendar_fields() {
  return {
      {.section = "calendar",
       .name = "hours",
       .help = "When the team works, for `--working-hours`: one stretch of the day or several, by "
               "the clock on the wall in the time zone asked for.",
       .example = R"(["09:00-12:30", "13:30-18:00"])",
       .is_list = true,
       .set = set_hours,
       .get = hours_of},
      {.section = "calendar",
       .name = "days",
       .help = "On which days of the week.",
       .example = R"(["sunday", "monday", "tuesday", "wednesday", "thursday"])",
       .is_list = true,
       .set = set_days,
       .get = days_of},
      {.section = "calendar",
       .name = "holidays",
       .help = "On which dates nobody works.",
       .example = R"(["2026-12-25", "2027-01-01"])",
       .is_list = true,
       .set = set_holidays,
       .get = holidays_of},
  };
}

std::vector<ConfigField> service_fields() {
  return {
      {.section = "services",
       .name = "paths",
       .help = "Which paths make up a service, for `--service` and `--group-by service`: "
               "`OWNER/NAME/PATH`, with the first one or two components of the path, or a whole "
               "repository; the value is the service. Several paths may be of one. What lies on "
               "no such path is of the service named like its repository. A deployment belongs to "
               "the service that it names, else to those of what it carried.",
       .example = R"({ "acme/shop/services/cart" = "cart", "acme/shop/libs/money" = "cart" })",
       .is_list = true,
       .is_table = true,
       .set = set_services,
       .get = services_of},
  };
}

}  // namespace shiplog
