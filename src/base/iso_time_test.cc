#include "base/iso_time.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace shiplog {
namespace {

using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::year;

std::string round_trip(std::string_view text) {
  const Result<Instant> instant = parse_time(text);
  return instant ? format_time(*instant) : "error: " + instant.error().message;
}

TEST(IsoTime, KeepsWholeSecondsPlain) {
  EXPECT_EQ(round_trip("2024-03-04T05:06:07Z"), "2024-03-04T05:06:07Z");
}

TEST(IsoTime, IsStoredInUtc) {
  EXPECT_EQ(round_trip("2024-01-01T01:30:00+02:00"), "2023-12-31T23:30:00Z");
  EXPECT_EQ(round_trip("2024-02-28T23:30:00-01:00"), "2024-02-29T00:30:00Z");
}

TEST(IsoTime, DropsTrailingZerosOfTheFraction) {
  EXPECT_EQ(round_trip("2024-03-04T05:06:07.250000Z"), "2024-03-04T05:06:07.25Z");
  EXPECT_EQ(round_trip("2024-03-04T05:06:07.000Z"), "2024-03-04T05:06:07Z");
}

TEST(IsoTime, CutsDigitsBeyondMicroseconds) {
  EXPECT_EQ(round_trip("2024-03-04T05:06:07.1234569Z"), "2024-03-04T05:06:07.123456Z");
}

TEST(IsoTime, ReadsTheFirstAndTheLastYear) {
  EXPECT_EQ(round_trip("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z");
  EXPECT_EQ(round_trip("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
}

TEST(IsoTime, RefusesWhatNamesNoInstant) {
  for (const char* text :
       {"", "now", "2024-03-04", "2024-03-04T05:06:07", "2024-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
        "2024-13-01T00:00:00Z", "2024-03-04T24:00:00Z", "2024-03-04T05:60:00Z",
        "2016-12-31T23:59:60Z", "2024-03-04T05:06:07.Z", "2024-03-04T05:06:07+2:00",
        "2024-03-04T05:06:07+24:00", "2024-03-04T05:06:07Z ", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "+024-03-04T05:06:07Z"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(IsoTime, SaysWhatIsWrong) {
  EXPECT_EQ(parse_time("2024-03-04").error().message,
            "'2024-03-04' is no time: it is a date alone; write one like 2024-03-04T05:06:07Z");
  EXPECT_EQ(parse_time("2016-12-31T23:59:60Z").error().message,
            "'2016-12-31T23:59:60Z' is no time: leap seconds cannot be kept");
}

TEST(IsoTime, ShowsOnlyTheStartOfALongText) {
  EXPECT_LT(parse_time(std::string(100000, '9')).error().message.size(), 120U);
}

TEST(IsoTime, ReadsBackEveryInstantItWrites) {
  std::mt19937_64 random(1);
  const auto first = Instant(sys_days(year(1) / 1 / 1)).time_since_epoch().count();
  const auto last = Instant(sys_days(year(10000) / 1 / 1)).time_since_epoch().count() - 1;
  std::uniform_int_distribution<std::int64_t> any(first, last);
  for (int i = 0; i < 20000; ++i) {
    const Instant instant{microseconds(any(random))};
    const Result<Instant> read = parse_time(format_time(instant));
    ASSERT_TRUE(read);
    ASSERT_EQ(*read, instant);
  }
}

TEST(IsoTime, ReadsDays) {
  EXPECT_EQ(parse_day("2024-02-29").value(), year(2024) / 2 / 29);
  EXPECT_FALSE(parse_day("2024-02-30"));
  EXPECT_FALSE(parse_day("2024-02-29T00:00:00Z"));
}

}  // namespace
}  // namespace shiplog
