#include "api/http/response_head.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/http/headers.h"
#include "api/http/response.h"

namespace shiplog::api {
namespace {

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string head_text(const Response& response, const HeadContext& context) {
  std::string out;
  constexpr std::size_t kUsualBytes = 1536;
  out.reserve(kUsualBytes);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_of(response.status));
  append_line(out, "Date", context.date);
  for (const Header& header : response.headers.all()) {
    append_line(out, header.name, header.value);
  }
  if (!response.headers.find("cache-control")) {
    append_line(out, "cache-control", "private, no-cache");
  }
  append_line(out, "X-Request-Id", context.request_id);
  out.append(context.security);
  if (context.length) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", *context.length);
  } else if (context.is_chunked) {
    append_line(out, "Transfer-Encoding", "chunked");
  }
  if (!context.is_keep_alive) {
    append_line(out, "Connection", "close");
  } else if (context.is_http_1_0) {
    append_line(out, "Connection", "keep-alive");
  }
  return out.append("\r\n");
}

std::string http_date_text(std::int64_t seconds) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto midnight = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss time(moment - midnight);
  const unsigned int weekday = std::chrono::weekday(midnight).c_encoding();
  const unsigned int month = static_cast<unsigned int>(day.month()) - 1;
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays.at(weekday),
                     static_cast<unsigned int>(day.day()), kMonths.at(month),
                     static_cast<int>(day.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace shiplog::api
