#include "sources/github/page_size.h"

#include <gtest/gtest.h>

#include <chrono>

namespace shiplog {
namespace {

using namespace std::chrono_literals;

TEST(PageSize, HalvesWhatIsTooHeavyUntilOneIsLeft) {
  PageSize size(25, 33);
  for (const int rows : {12, 6, 3, 1}) {
    EXPECT_TRUE(size.shrink());
    EXPECT_EQ(size.rows(), rows);
  }
  EXPECT_FALSE(size.shrink());
  EXPECT_EQ(size.rows(), 1);
}

TEST(PageSize, GrowsAfterFiveQuickPagesUpToTheMost) {
  PageSize size(25, 33);
  for (int page = 0; page < 4; ++page) {
    size.worked(3999ms);
    EXPECT_EQ(size.rows(), 25);
  }
  size.worked(3999ms);
  EXPECT_EQ(size.rows(), 29);
  for (int page = 0; page < 20; ++page) {
    size.worked(0ms);
  }
  EXPECT_EQ(size.rows(), 33);
}

TEST(PageSize, CountsOnlyQuickPagesInARow) {
  PageSize size(25, 33);
  for (int page = 0; page < 40; ++page) {
    size.worked(page % 5 == 4 ? 4000ms : 0ms);
  }
  EXPECT_EQ(size.rows(), 25);
  for (int page = 0; page < 4; ++page) {
    size.worked(0ms);
  }
  EXPECT_TRUE(size.shrink());
  size.worked(0ms);
  EXPECT_EQ(size.rows(), 12);
}

TEST(PageSize, GoesOnWithASizeThatWorked) {
  PageSize size(25, 33);
  size.restore(0);
  EXPECT_EQ(size.rows(), 25);
  size.restore(7);
  EXPECT_EQ(size.rows(), 7);
  size.restore(1000);
  EXPECT_EQ(size.rows(), 33);
}

}  // namespace
}  // namespace shiplog
