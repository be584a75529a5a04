#include "stats/false_discovery.h"

#include <gtest/gtest.h>

#include <vector>

namespace shiplog {
namespace {

TEST(FalseDiscovery, AdjustsAsRDoes) {
  const std::vector<double> adjusted =
      benjamini_hochberg(std::vector<double>{0.039, 0.001, 0.216, 0.008, 0.041});
  const std::vector<double> expected = {0.05125, 0.005, 0.216, 0.02, 0.05125};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(adjusted[i], expected[i], 1e-12) << i;
  }
}

TEST(FalseDiscovery, OfOneTestIsItsOwn) {
  EXPECT_EQ(benjamini_hochberg(std::vector<double>{0.03}), std::vector<double>{0.03});
  EXPECT_TRUE(benjamini_hochberg({}).empty());
}

}  // namespace
}  // namespace shiplog
