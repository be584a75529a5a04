#include "net/http_date.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

namespace shiplog {
namespace {

using namespace std::chrono;

TEST(HttpDate, ReadsWhatServersSend) {
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            sys_days(1994y / November / 6) + 8h + 49min + 37s);
  EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 23:59:59 GMT"),
            sys_days(2024y / February / 29) + 23h + 59min + 59s);
}

TEST(HttpDate, TakesNothingElse) {
  for (const char* text : {"", "now", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                           "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 30 Feb 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:4x:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace shiplog
