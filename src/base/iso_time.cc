#include "base/iso_time.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

// Reads a text from the front. After something did not fit, everything else fails too.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  // Exactly `width` digits.
  int number(std::size_t width) {
    int value = 0;
    if (rest_.size() < width) {
      return fail();
    }
    for (std::size_t i = 0; i < width; ++i) {
      if (!is_digit(rest_[i])) {
        return fail();
      }
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  bool accept(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any_of) {
    if (!accept(any_of)) {
      fail();
    }
  }

  // The digits of a fraction as microseconds; those beyond are cut off.
  microseconds fraction() {
    std::int64_t value = 0;
    std::size_t count = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); ++count) {
      if (count < 6) {
        value = value * 10 + (rest_.front() - '0');
      }
      rest_.remove_prefix(1);
    }
    if (count == 0) {
      fail();
    }
    for (; count < 6; ++count) {
      value *= 10;
    }
    return microseconds(value);
  }

  bool is_done() const { return !has_failed_ && rest_.empty(); }
  bool has_failed() const { return has_failed_; }
  std::string_view rest() const { return rest_; }

 private:
  static bool is_digit(char character) { return character >= '0' && character <= '9'; }
  int fail() {
    has_failed_ = true;
    return 0;
  }

  std::string_view rest_;
  bool has_failed_ = false;
};

Error bad_time(std::string_view text, std::string_view why) {
  constexpr std::size_t kShown = 40;
  std::string shown(text.substr(0, kShown));
  if (text.size() > kShown) {
    shown += "…";
  }
  return {ErrorCode::InvalidInput, "'" + shown + "' is no time: " + std::string(why)};
}

year_month_day scan_day(Scanner& scanner) {
  const int y = scanner.number(4);
  scanner.expect("-");
  const int m = scanner.number(2);
  scanner.expect("-");
  const int d = scanner.number(2);
  return {year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
}

// Year 0 exists for the calendar, not for a fact.
bool is_a_day(year_month_day date) { return date.ok() && date.year() >= year(1); }

// "Z" or "+02:00"; what to subtract from the local time.
minutes scan_zone(Scanner& scanner) {
  if (scanner.accept("Zz")) {
    return minutes(0);
  }
  const bool is_west = scanner.accept("-");
  if (!is_west) {
    scanner.expect("+");
  }
  const int zone_hours = scanner.number(2);
  scanner.expect(":");
  const int zone_minutes = scanner.number(2);
  if (zone_hours > 23 || zone_minutes > 59) {
    scanner.expect("");
  }
  const minutes offset = hours(zone_hours) + minutes(zone_minutes);
  return is_west ? -offset : offset;
}

// Writes the digits at `at`, and gives the place after them.
char* put_digits(char* at, std::int64_t value, std::ptrdiff_t width) {
  for (char* digit = at + width; digit != at; value /= 10) {
    *--digit = static_cast<char>('0' + value % 10);
  }
  return at + width;
}

}  // namespace

Result<Instant> parse_time(std::string_view text) {
  Scanner scanner(text);
  const year_month_day date = scan_day(scanner);
  if (!scanner.has_failed() && scanner.rest().empty()) {
    return bad_time(text, "it is a date alone; write one like 2024-03-04T05:06:07Z");
  }
  scanner.expect("Tt ");
  const int hour = scanner.number(2);
  scanner.expect(":");
  const int minute = scanner.number(2);
  scanner.expect(":");
  const int second = scanner.number(2);
  const microseconds fraction = scanner.accept(".") ? scanner.fraction() : microseconds(0);
  if (!scanner.has_failed() && scanner.rest().empty()) {
    return bad_time(text, "it has no zone; end it with Z or an offset like +02:00");
  }
  const minutes offset = scan_zone(scanner);
  if (!scanner.is_done()) {
    return bad_time(text, "write one like 2024-03-04T05:06:07Z");
  }
  if (!is_a_day(date)) {
    return bad_time(text, "there is no such day");
  }
  if (hour > 23 || minute > 59 || second > 59) {
    return bad_time(text,
                    second == 60 ? "leap seconds cannot be kept" : "there is no such time of day");
  }
  const Instant instant =
      sys_days(date) + hours(hour) + minutes(minute) + seconds(second) + fraction - offset;
  if (instant < sys_days(year(1) / 1 / 1) || instant >= sys_days(year(10000) / 1 / 1)) {
    return bad_time(text, "it lies outside the years 1 to 9999");
  }
  return instant;
}

Result<year_month_day> parse_day(std::string_view text) {
  Scanner scanner(text);
  const year_month_day date = scan_day(scanner);
  if (!scanner.is_done() || !is_a_day(date)) {
    return Error{ErrorCode::InvalidInput,
                 "'" + std::string(text.substr(0, 40)) + "' is no day: write one like 2024-03-04"};
  }
  return date;
}

void append_time(std::string& out, Instant instant) {
  const auto midnight = std::chrono::floor<days>(instant);
  const year_month_day date(midnight);
  const std::int64_t micros = (instant - midnight).count();
  const std::int64_t total_seconds = micros / 1'000'000;
  std::array<char, sizeof("0000-00-00T00:00:00.000000Z")> text;
  char* at = put_digits(text.data(), static_cast<int>(date.year()), 4);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(date.month()), 2);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(date.day()), 2);
  *at++ = 'T';
  at = put_digits(at, total_seconds / 3600, 2);
  *at++ = ':';
  at = put_digits(at, total_seconds / 60 % 60, 2);
  *at++ = ':';
  at = put_digits(at, total_seconds % 60, 2);
  if (std::int64_t fraction = micros % 1'000'000; fraction != 0) {
    std::ptrdiff_t width = 6;
    for (; fraction % 10 == 0; fraction /= 10) {
      --width;
    }
    *at++ = '.';
    at = put_digits(at, fraction, width);
  }
  *at++ = 'Z';
  out.append(text.data(), at);
}

std::string format_time(Instant instant) {
  std::string out;
  append_time(out, instant);
  return out;
}

}  // namespace shiplog
