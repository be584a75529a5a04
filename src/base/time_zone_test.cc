#include "base/time_zone.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/iso_time.h"

namespace shiplog {
namespace {

using std::chrono::year;

std::string start_of(const char* zone, std::chrono::year_month_day day) {
  return format_time(TimeZone::find(zone).value().start_of_day(day));
}

TEST(TimeZone, IsUtcUnlessAskedOtherwise) {
  EXPECT_EQ(TimeZone().name(), "UTC");
  EXPECT_EQ(start_of("UTC", year(2024) / 3 / 4), "2024-03-04T00:00:00Z");
}

TEST(TimeZone, FollowsDaylightSavingInBothHemispheres) {
  EXPECT_EQ(start_of("Europe/Berlin", year(2024) / 3 / 31), "2024-03-30T23:00:00Z");
  EXPECT_EQ(start_of("Europe/Berlin", year(2024) / 4 / 1), "2024-03-31T22:00:00Z");
  EXPECT_EQ(start_of("Australia/Sydney", year(2024) / 4 / 7), "2024-04-06T13:00:00Z");
  EXPECT_EQ(start_of("Australia/Sydney", year(2024) / 4 / 8), "2024-04-07T14:00:00Z");
}

TEST(TimeZone, StartsADayWithoutMidnightWhenTheClockJumps) {
  // Santiago leaves out 2024-09-08 00:00 to 01:00.
  EXPECT_EQ(start_of("America/Santiago", year(2024) / 9 / 8), "2024-09-08T04:00:00Z");
}

TEST(TimeZone, StartsADayWithTwoMidnightsAtTheFirst) {
  // Havana repeats 2024-11-03 00:00 to 01:00.
  EXPECT_EQ(start_of("America/Havana", year(2024) / 11 / 3), "2024-11-03T04:00:00Z");
}

TEST(TimeZone, TellsTheLocalDayOfAnInstant) {
  const TimeZone zone = TimeZone::find("America/Los_Angeles").value();
  EXPECT_EQ(zone.day_of(parse_time("2024-03-04T07:59:59Z").value()), year(2024) / 3 / 3);
  EXPECT_EQ(zone.day_of(parse_time("2024-03-04T08:00:00Z").value()), year(2024) / 3 / 4);
}

TEST(TimeZone, HandlesTheFirstAndTheLastYear) {
  const TimeZone zone = TimeZone::find("Asia/Kathmandu").value();
  for (const char* text : {"0001-01-02T00:00:00Z", "9999-12-30T00:00:00Z"}) {
    const Instant instant = parse_time(text).value();
    EXPECT_LE(zone.start_of_day(zone.day_of(instant)), instant);
  }
}

TEST(TimeZone, NamesTheNearestWhenThereIsNone) {
  EXPECT_EQ(TimeZone::find("Europe/Berln").error().message,
            "there is no time zone 'Europe/Berln'; did you mean 'Europe/Berlin'? (names are like "
            "Europe/Berlin)");
}

}  // namespace
}  // namespace shiplog
