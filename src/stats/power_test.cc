#include "stats/power.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

namespace shiplog {
namespace {

// R: power.prop.test(p1 = .15, p2 = .10, power = .8).
TEST(Power, CountsItemsAsRDoes) {
  EXPECT_EQ(std::ceil(items_to_tell_apart(0.15, 0.10)), 686);
  EXPECT_EQ(items_to_tell_apart(0.10, 0.15), items_to_tell_apart(0.15, 0.10));
}

TEST(Power, WhatCanBeFoundIsWiderThanTheInterval) {
  const auto change = detectable_change({.low = -1.959963984540054, .high = 1.959963984540054});
  EXPECT_NEAR(*change, 2.8015852, 1e-6);
}

TEST(Power, IsUnknownWhereAnEndIs) {
  EXPECT_FALSE(detectable_change({.low = 1, .high = std::nullopt}));
}

}  // namespace
}  // namespace shiplog
