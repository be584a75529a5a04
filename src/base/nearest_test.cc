#include "base/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace shiplog {
namespace {

constexpr std::array<std::string_view, 3> kKnown = {"lead_time", "cycle_time", "throughput"};

std::string_view near(std::string_view name) {
  return nearest(name, std::span<const std::string_view>(kKnown));
}

TEST(Nearest, FindsASlipOfTheFingers) {
  EXPECT_EQ(near("leadtime"), "lead_time");
  EXPECT_EQ(near("LEAD_TIME"), "lead_time");
  EXPECT_EQ(near("thruoghput"), "throughput");
}

TEST(Nearest, IsEmptyForAnotherWord) {
  EXPECT_EQ(near("banana"), "");
  EXPECT_EQ(near(""), "");
  EXPECT_EQ(near(std::string(10000, 'x')), "");
}

TEST(Nearest, AsksAsAPersonWould) {
  EXPECT_EQ(did_you_mean("leed_time", std::span<const std::string_view>(kKnown)),
            "; did you mean 'lead_time'?");
  EXPECT_EQ(did_you_mean("banana", std::span<const std::string_view>(kKnown)), "");
}

}  // namespace
}  // namespace shiplog
