#include "metrics/working_time.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "base/iso_time.h"

namespace shiplog {
namespace {

using std::chrono::December;
using std::chrono::year;

constexpr double kAnHour = 3600;

Timestamp time_of(std::string_view text) { return *parse_time(text); }

double hours(std::string_view zone, std::string_view from, std::string_view until,
             const WorkingCalendar& calendar = {}) {
  const WorkingTime time(calendar, TimeZone::find(zone).value(), time_of("2026-01-01T00:00:00Z"));
  return time.seconds(time_of(from), time_of(until)) / kAnHour;
}

// The first six were computed elsewhere, by counting minutes.
TEST(WorkingTime, CountsAcrossTheAmericanSpring) {
  EXPECT_DOUBLE_EQ(hours("America/New_York", "2024-03-08T16:00:00Z", "2024-03-11T15:00:00Z"), 8);
}

TEST(WorkingTime, CountsAcrossTheEuropeanAutumn) {
  EXPECT_DOUBLE_EQ(hours("Europe/Berlin", "2024-10-25T12:00:00Z", "2024-10-28T12:00:00Z"), 7);
}

TEST(WorkingTime, LeavesHolidaysOut) {
  const WorkingCalendar calendar{
      .holidays = {year(2024) / December / 26, year(2024) / December / 25}};
  EXPECT_DOUBLE_EQ(hours("Europe/London", "2024-12-24T10:00:00Z", "2024-12-27T10:00:00Z", calendar),
                   8);
}

TEST(WorkingTime, IsNothingOnAWeekend) {
  EXPECT_DOUBLE_EQ(hours("UTC", "2024-06-01T00:00:00Z", "2024-06-02T23:00:00Z"), 0);
}

TEST(WorkingTime, IsNothingInTheEvening) {
  EXPECT_DOUBLE_EQ(hours("UTC", "2024-06-03T20:00:00Z", "2024-06-03T21:00:00Z"), 0);
}

TEST(WorkingTime, KnowsZonesOfHalfAnHour) {
  EXPECT_DOUBLE_EQ(hours("Asia/Kolkata", "2024-06-03T02:30:00Z", "2024-06-07T13:00:00Z"), 40);
}

// Sydney leaves summer time on 7 April 2024 and enters it on 6 October.
TEST(WorkingTime, CountsAcrossTheSouthernAutumn) {
  EXPECT_DOUBLE_EQ(hours("Australia/Sydney", "2024-04-05T05:00:00Z", "2024-04-08T00:00:00Z"), 2);
}

TEST(WorkingTime, CountsAcrossTheSouthernSpring) {
  EXPECT_DOUBLE_EQ(hours("Australia/Sydney", "2024-10-04T06:00:00Z", "2024-10-06T23:00:00Z"), 2);
}

TEST(WorkingTime, OfNightsLastsAsLongAsTheyDo) {
  const WorkingCalendar nights{
      .hours = {{.begin = std::chrono::hours(0), .end = std::chrono::hours(6)}},
      .days = {std::chrono::Sunday}};
  EXPECT_DOUBLE_EQ(hours("Europe/Berlin", "2024-03-30T12:00:00Z", "2024-03-31T12:00:00Z", nights),
                   5);
  EXPECT_DOUBLE_EQ(hours("Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T12:00:00Z", nights),
                   7);
  EXPECT_DOUBLE_EQ(
      hours("Australia/Sydney", "2024-10-05T00:00:00Z", "2024-10-06T12:00:00Z", nights), 5);
  EXPECT_DOUBLE_EQ(
      hours("Australia/Sydney", "2024-04-06T00:00:00Z", "2024-04-07T12:00:00Z", nights), 7);
}

TEST(WorkingTime, HasBreaks) {
  const WorkingCalendar calendar{
      .hours = {{.begin = std::chrono::hours(8), .end = std::chrono::hours(12)},
                {.begin = std::chrono::hours(13), .end = std::chrono::hours(24)}}};
  EXPECT_DOUBLE_EQ(hours("UTC", "2024-06-03T11:00:00Z", "2024-06-03T14:00:00Z", calendar), 2);
  EXPECT_DOUBLE_EQ(hours("UTC", "2024-06-03T00:00:00Z", "2024-06-04T00:00:00Z", calendar), 15);
}

TEST(WorkingTime, AddsUpOverStretchesThatMeet) {
  const WorkingTime time({}, TimeZone::find("Europe/Berlin").value(),
                         time_of("2026-01-01T00:00:00Z"));
  const Timestamp begin = time_of("2024-03-20T11:11:00Z");
  const Timestamp end = time_of("2024-11-02T17:17:00Z");
  double sum = 0;
  for (Timestamp at = begin; at < end; at += std::chrono::hours(13)) {
    sum += time.seconds(at, std::min(end, at + std::chrono::hours(13)));
  }
  EXPECT_DOUBLE_EQ(sum, time.seconds(begin, end));
}

TEST(WorkingTime, IsNothingBackwardsAndBefore1970) {
  EXPECT_DOUBLE_EQ(hours("UTC", "2024-06-05T12:00:00Z", "2024-06-03T12:00:00Z"), 0);
  EXPECT_DOUBLE_EQ(hours("UTC", "1960-06-01T12:00:00Z", "1970-01-01T12:00:00Z"), 3);
}

}  // namespace
}  // namespace shiplog
