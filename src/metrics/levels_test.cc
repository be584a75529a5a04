#include "metrics/levels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "metrics/catalog.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Level level(std::string_view id, double value, std::uint16_t year = kNewestLevelYear) {
  return level_of(*find_metric(id).value(), value, {}, year).value();
}

TEST(Levels, AreThoseOfTheReportOf2024) {
  EXPECT_THAT(level("lead_time", 23 * 3600).fits, ElementsAre(LevelName::Elite));
  EXPECT_THAT(level("lead_time", 24 * 3600).fits, ElementsAre(LevelName::High));
  EXPECT_THAT(level("deployment_frequency", 7).fits, ElementsAre(LevelName::Elite));
  EXPECT_THAT(level("deployment_frequency", 6.9).fits, ElementsAre(LevelName::High));
  EXPECT_THAT(level("deployment_frequency", 0.1).fits, ElementsAre(LevelName::Low));
}

TEST(Levels, DoNotForceFailRatesInOrder) {
  EXPECT_THAT(level("change_fail_rate", 0.05).fits, ElementsAre(LevelName::Elite));
  EXPECT_THAT(level("change_fail_rate", 0.08).fits, ElementsAre(LevelName::Medium));
  EXPECT_THAT(level("change_fail_rate", 0.15).fits, ElementsAre(LevelName::High));
  EXPECT_THAT(level("change_fail_rate", 0.41).fits, IsEmpty());
}

TEST(Levels, SayWhenAValueFitsSeveralOrNone) {
  EXPECT_EQ(level_words(level("recovery_time", 2 * 3600).fits), "high or medium");
  EXPECT_EQ(level_words(level("recovery_time", 3 * 86400).fits), "no level");
  EXPECT_EQ(level_words(level("lead_time", 2 * 3600, 2021).fits), "no level");
}

TEST(Levels, TellWhichTheIntervalTouches) {
  const auto wide = level_of(*find_metric("lead_time").value(), 90000,
                             Interval{.low = 3600, .high = std::nullopt});
  EXPECT_THAT(wide->fits, ElementsAre(LevelName::High));
  EXPECT_EQ(wide->plausible.size(), kLevelCount);
}

TEST(Levels, AreAbsentWhereNoReportHasThem) {
  EXPECT_FALSE(level_of(*find_metric("throughput").value(), 3, {}));
  EXPECT_FALSE(level_of(*find_metric("rework_rate").value(), 0.1, {}));
  EXPECT_FALSE(level_of(*find_metric("lead_time").value(), 3, {}, 2025));
  EXPECT_FALSE(level_of(*find_metric("lead_time").value(), 3, {}, 2022));
}

}  // namespace
}  // namespace shiplog
