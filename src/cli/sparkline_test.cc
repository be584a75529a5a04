#include "cli/sparkline.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/timestamp.h"

namespace shiplog {
namespace {

TEST(Sparkline, ShowsValuesAgainstTheGreatest) {
  const std::vector<std::optional<double>> values = {0.0, 5.0, 10.0};
  EXPECT_EQ(sparkline(values), "▁▅█");
}

TEST(Sparkline, LeavesAGapWhereThereIsNoValue) {
  const std::vector<std::optional<double>> values = {1.0, std::nullopt, 1.0};
  EXPECT_EQ(sparkline(values), "█ █");
}

TEST(Sparkline, IsFlatWhereEverythingIsZero) {
  const std::vector<std::optional<double>> values = {0.0, 0.0};
  EXPECT_EQ(sparkline(values), "▁▁");
}

Window days(int count) { return {.until = Timestamp{} + std::chrono::days(count)}; }

TEST(Sparkline, ChoosesTheFinestBucketsThatFit) {
  EXPECT_EQ(granularity_for(days(14), 16), Granularity::Day);
  EXPECT_EQ(granularity_for(days(90), 16), Granularity::Week);
  EXPECT_EQ(granularity_for(days(365), 16), Granularity::Month);
  EXPECT_EQ(granularity_for(days(730), 16), Granularity::Quarter);
  EXPECT_EQ(granularity_for(days(730), 40), Granularity::Month);
  EXPECT_EQ(granularity_for(days(9000), 16), Granularity::Quarter);
}

constexpr std::array<std::string_view, 3> kShades = {"a", "b", "c"};

TEST(StackedBar, GivesEachPartItsShare) {
  EXPECT_EQ(stacked_bar(std::vector{1.0, 2.0, 1.0}, kShades, 8), "aabbbbcc");
}

TEST(StackedBar, ShowsSmallPartsAndKeepsTheWidth) {
  EXPECT_EQ(stacked_bar(std::vector{1000.0, 1.0, 1.0}, kShades, 8), "aaaaaabc");
  EXPECT_EQ(stacked_bar(std::vector{1.0, 0.0, 1.0}, kShades, 4), "aacc");
  EXPECT_EQ(stacked_bar(std::vector{0.0, 0.0, 0.0}, kShades, 4), "");
}

}  // namespace
}  // namespace shiplog
