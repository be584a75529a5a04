#include "services/views/human.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/iso_time.h"

namespace shiplog {
namespace {

TEST(HumanDuration, ChoosesTheUnitThatAPersonWould) {
  EXPECT_EQ(human_duration(0), "0 s");
  EXPECT_EQ(human_duration(45), "45 s");
  EXPECT_EQ(human_duration(12 * 60), "12 min");
  EXPECT_EQ(human_duration(5.2 * 3600), "5.2 h");
  EXPECT_EQ(human_duration(26 * 3600), "26 h");
  EXPECT_EQ(human_duration(2.3 * 86400), "2.3 days");
  EXPECT_EQ(human_duration(130.4 * 86400), "130 days");
  EXPECT_EQ(human_duration(1000 * 86400), "2.7 years");
}

TEST(HumanValue, SaysARateInAUnitInWhichItIsOneOrMore) {
  EXPECT_EQ(human_value(MetricUnit::PerWeek, 3.25), "3.2 a week");
  EXPECT_EQ(human_value(MetricUnit::PerWeek, 0.5), "2.2 a month");
  EXPECT_EQ(human_value(MetricUnit::PerWeek, 0.1), "5.2 a year");
  EXPECT_EQ(human_value(MetricUnit::PerWeek, 0.0), "0 a week");
}

TEST(HumanValue, KnowsEveryUnit) {
  EXPECT_EQ(human_value(MetricUnit::Ratio, 0.125), "12 %");
  EXPECT_EQ(human_value(MetricUnit::Ratio, 0.042), "4.2 %");
  EXPECT_EQ(human_value(MetricUnit::Lines, 1.0), "1 line");
  EXPECT_EQ(human_value(MetricUnit::Lines, 1234.0), "1,234 lines");
  EXPECT_EQ(human_value(MetricUnit::Count, 12.0), "12");
  EXPECT_EQ(human_value(MetricUnit::Count, std::optional<double>()), "–");
}

TEST(HumanInterval, SaysASharedUnitOnce) {
  EXPECT_EQ(human_interval(MetricUnit::Seconds, Interval{3.0 * 86400, 5.5 * 86400}),
            "3 – 5.5 days");
  EXPECT_EQ(human_interval(MetricUnit::Seconds, Interval{3600.0 * 3, 86400.0 * 3}), "3 h – 3 days");
  EXPECT_EQ(human_interval(MetricUnit::Ratio, Interval{0.0, 0.08}), "0 – 8 %");
  EXPECT_EQ(human_interval(MetricUnit::PerWeek, Interval{0.5, 1.7}), "0.5 – 1.7 a week");
}

TEST(HumanInterval, SaysWhichEndIsNotReached) {
  EXPECT_EQ(human_interval(MetricUnit::Seconds, Interval{.low = 3600.0 * 3}), "from 3 h");
  EXPECT_EQ(human_interval(MetricUnit::Seconds, Interval{}), "");
  EXPECT_EQ(human_interval(MetricUnit::Seconds, std::nullopt), "");
}

TEST(HumanTime, IsThatOfTheZone) {
  const TimeZone berlin = *TimeZone::find("Europe/Berlin");
  const Timestamp moment = *parse_time("2026-04-05T22:10:00Z");
  EXPECT_EQ(human_time(moment, TimeZone()), "5 Apr 2026 22:10");
  EXPECT_EQ(human_time(moment, berlin), "6 Apr 2026 00:10");
  EXPECT_EQ(human_day(moment, berlin), "6 Apr 2026");
}

TEST(HumanCount, GroupsThousands) {
  EXPECT_EQ(human_count(0), "0");
  EXPECT_EQ(human_count(999), "999");
  EXPECT_EQ(human_count(1'000), "1,000");
  EXPECT_EQ(human_count(1'234'567), "1,234,567");
}

}  // namespace
}  // namespace shiplog
