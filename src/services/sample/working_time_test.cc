#include "services/sample/working_time.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/iso_time.h"
#include "services/sample/dice.h"

namespace shiplog::sample {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

sys_seconds at(std::string_view text) {
  return std::chrono::floor<seconds>(parse_time(text).value());
}

const WorkingHours kGreenwich{seconds{0}};

TEST(WorkingHours, PassWithinADay) {
  EXPECT_EQ(kGreenwich.after(at("2025-06-04T10:00:00Z"), hours{2}), at("2025-06-04T12:00:00Z"));
}

TEST(WorkingHours, GoOnNextMorning) {
  EXPECT_EQ(kGreenwich.after(at("2025-06-04T17:00:00Z"), hours{2}), at("2025-06-05T10:00:00Z"));
}

TEST(WorkingHours, SkipTheWeekend) {
  EXPECT_EQ(kGreenwich.after(at("2025-06-06T17:30:00Z"), hours{1}), at("2025-06-09T09:30:00Z"));
  EXPECT_EQ(kGreenwich.after(at("2025-06-07T12:00:00Z"), hours{1}), at("2025-06-09T10:00:00Z"));
}

TEST(WorkingHours, LastManyDays) {
  EXPECT_EQ(kGreenwich.after(at("2025-06-02T09:00:00Z"), hours{9 * 5 + 1}),
            at("2025-06-09T10:00:00Z"));
}

TEST(WorkingHours, KeepToTheTeamsZone) {
  const WorkingHours tokyo(hours{9});
  EXPECT_EQ(tokyo.after(at("2025-06-04T08:30:00Z"), hours{1}), at("2025-06-05T00:30:00Z"));
}

TEST(WorkingHours, NameTheNextWorkingDaysTime) {
  EXPECT_EQ(kGreenwich.next_at(at("2025-06-04T10:00:00Z"), hours{14}), at("2025-06-04T14:00:00Z"));
  EXPECT_EQ(kGreenwich.next_at(at("2025-06-06T14:00:00Z"), hours{14}), at("2025-06-09T14:00:00Z"));
}

TEST(ArrivalTimes, RiseWithinTheirSpanAndMostlyInWorkingHours) {
  const sys_seconds begin = at("2024-01-01T00:00:00Z");
  const sys_seconds end = at("2026-01-01T00:00:00Z");
  ArrivalTimes arrivals(begin, end, seconds{0});
  Dice dice(1, 0);
  constexpr std::int64_t kCount = 5'000;
  std::int64_t in_hours = 0;
  std::int64_t on_weekends = 0;
  std::int64_t in_second_year = 0;
  sys_seconds last = begin;
  for (std::int64_t more = kCount - 1; more >= 0; --more) {
    const sys_seconds next = arrivals.next(dice, more);
    ASSERT_GE(next, last);
    ASSERT_LT(next, end);
    last = next;
    const auto day = std::chrono::floor<std::chrono::days>(next);
    const std::chrono::weekday weekday{day};
    on_weekends += weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ? 1 : 0;
    in_hours += next - day >= hours{8} && next - day < hours{19} ? 1 : 0;
    in_second_year += next >= at("2025-01-01T00:00:00Z") ? 1 : 0;
  }
  EXPECT_GT(in_hours, kCount * 8 / 10);
  EXPECT_NEAR(static_cast<double>(on_weekends), 0.027 * kCount, 50);
  EXPECT_GT(in_second_year, kCount * 55 / 100);
  EXPECT_GT(last, at("2025-12-20T00:00:00Z"));
}

TEST(ArrivalTimes, FitASpanOfLessThanADay) {
  const sys_seconds begin = at("2024-01-01T10:00:00Z");
  ArrivalTimes arrivals(begin, begin + minutes{5}, seconds{0});
  Dice dice(1, 0);
  for (std::int64_t more = 9; more >= 0; --more) {
    const sys_seconds next = arrivals.next(dice, more);
    EXPECT_GE(next, begin);
    EXPECT_LT(next, begin + minutes{5});
  }
}

}  // namespace
}  // namespace shiplog::sample
