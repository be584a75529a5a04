#include "metrics/calendar.h"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

#include "base/iso_time.h"

namespace shiplog {
namespace {

Timestamp time(const char* text) { return parse_time(text).value(); }
TimeZone zone(const char* name) { return TimeZone::find(name).value(); }

std::vector<double> hours_of(const std::vector<Window>& buckets) {
  std::vector<double> hours;
  for (const Window& bucket : buckets) {
    hours.push_back(bucket.seconds() / 3600);
  }
  return hours;
}

TEST(Calendar, WeeksBeginOnMonday) {
  const auto weeks = calendar_buckets({time("2026-01-07T12:00:00Z"), time("2026-01-12T00:00:01Z")},
                                      Granularity::Week, {});
  ASSERT_EQ(weeks.size(), 2U);
  EXPECT_EQ(weeks[0].from, time("2026-01-05T00:00:00Z"));
  EXPECT_EQ(weeks[0].until, time("2026-01-12T00:00:00Z"));
  EXPECT_EQ(weeks[1].until, time("2026-01-19T00:00:00Z"));
}

TEST(Calendar, WindowThatEndsAtABoundaryDoesNotTouchTheNext) {
  const auto days = calendar_buckets({time("2026-01-05T00:00:00Z"), time("2026-01-07T00:00:00Z")},
                                     Granularity::Day, {});
  EXPECT_EQ(days.size(), 2U);
}

TEST(Calendar, MonthsAndQuartersHaveTheirOwnLengths) {
  const Window year = {time("2024-01-01T00:00:00Z"), time("2025-01-01T00:00:00Z")};
  const auto months = calendar_buckets(year, Granularity::Month, {});
  ASSERT_EQ(months.size(), 12U);
  EXPECT_EQ(months[1].seconds(), 29 * 86400);
  const auto quarters = calendar_buckets(year, Granularity::Quarter, {});
  ASSERT_EQ(quarters.size(), 4U);
  EXPECT_EQ(quarters[3].from, time("2024-10-01T00:00:00Z"));
  EXPECT_EQ(quarters[3].until, year.until);
}

TEST(Calendar, WeekOfADaylightChangeIsAnHourShorterOrLonger) {
  const auto spring = calendar_buckets({time("2026-03-22T23:00:00Z"), time("2026-04-05T22:00:00Z")},
                                       Granularity::Week, zone("Europe/Berlin"));
  EXPECT_EQ(hours_of(spring), (std::vector<double>{167, 168}));
  const auto autumn = calendar_buckets({time("2026-10-18T22:00:00Z"), time("2026-10-25T23:00:00Z")},
                                       Granularity::Week, zone("Europe/Berlin"));
  EXPECT_EQ(hours_of(autumn), (std::vector<double>{169}));
}

TEST(Calendar, SouthernClocksChangeTheOtherWay) {
  const auto april = calendar_buckets({time("2026-03-29T13:00:00Z"), time("2026-04-05T14:00:00Z")},
                                      Granularity::Week, zone("Australia/Sydney"));
  EXPECT_EQ(hours_of(april), (std::vector<double>{169}));
  // Lord Howe shifts by half an hour.
  const auto october =
      calendar_buckets({time("2026-09-27T13:30:00Z"), time("2026-10-04T13:00:00Z")},
                       Granularity::Week, zone("Australia/Lord_Howe"));
  EXPECT_EQ(hours_of(october), (std::vector<double>{167.5}));
}

TEST(Calendar, SkipsTheDayThatSamoaDidNotHave) {
  const auto days = calendar_buckets({time("2011-12-29T10:00:00Z"), time("2011-12-31T10:00:00Z")},
                                     Granularity::Day, zone("Pacific/Apia"));
  ASSERT_EQ(days.size(), 2U);  // The 29th and the 31st.
  EXPECT_EQ(days[0].until, days[1].from);
  EXPECT_EQ(days[1].seconds(), 86400);
}

TEST(Calendar, BucketsAreAdjacentWhateverTheZone) {
  for (const char* const name : {"UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"}) {
    for (const Granularity every :
         {Granularity::Day, Granularity::Week, Granularity::Month, Granularity::Quarter}) {
      const Window window = {time("2011-03-03T05:06:07Z"), time("2012-11-20T01:02:03Z")};
      const auto buckets = calendar_buckets(window, every, zone(name));
      ASSERT_FALSE(buckets.empty());
      EXPECT_LE(buckets.front().from, window.from);
      EXPECT_GE(buckets.back().until, window.until);
      for (std::size_t i = 1; i < buckets.size(); ++i) {
        EXPECT_EQ(buckets[i - 1].until, buckets[i].from) << name;
      }
    }
  }
}

TEST(Calendar, EmptyWindowTouchesNothing) {
  EXPECT_TRUE(calendar_buckets({time("2026-01-07T00:00:00Z"), time("2026-01-07T00:00:00Z")},
                               Granularity::Day, {})
                  .empty());
}

TEST(Calendar, DistinctDaysAreLocal) {
  const std::vector<Timestamp> moments = {
      time("2026-01-07T23:30:00Z"), time("2026-01-07T01:00:00Z"), time("2026-01-08T00:30:00Z")};
  EXPECT_EQ(distinct_days(moments, {}), 2U);
  EXPECT_EQ(distinct_days(moments, zone("Europe/Berlin")), 2U);
  EXPECT_EQ(distinct_days(moments, zone("America/New_York")), 2U);
  EXPECT_EQ(distinct_days(moments, zone("Pacific/Auckland")), 2U);
  EXPECT_EQ(distinct_days({}, {}), 0U);
}

}  // namespace
}  // namespace shiplog
