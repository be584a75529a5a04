#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class ReviewLoad : public MetricFixture {
 protected:
  ReviewLoad() : MetricFixture(metrics::kReviewLoad) {}
};

TEST_F(ReviewLoad, IsOneWhereAllGaveAsMany) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  for (const char* const person : {"ada", "bob", "cyd"}) {
    shard.remark({.change = "PR_1", .author = person, .at = at(2)});
  }
  EXPECT_EQ(value(), 1);
  EXPECT_EQ(total().count, 3U);
}

// Of 1, 1 and 4 all differences are 12 together, so Gini is 12 ÷ (2 · 3 · 6), a third.
TEST_F(ReviewLoad, IsOneLessTheGiniCoefficient) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  for (const char* const person : {"ada", "bob", "cyd", "cyd", "cyd", "cyd"}) {
    shard.remark({.change = "PR_1", .author = person, .at = at(2)});
  }
  EXPECT_NEAR(*value(), 2.0 / 3, 1e-12);
}

TEST_F(ReviewLoad, TellsHowManyEachGaveButNeverWho) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  for (const char* const person : {"ada", "bob", "bob", "cyd"}) {
    shard.remark({.change = "PR_1", .author = person, .at = at(2)});
  }
  const auto items = explain(metric, query, snapshot()).items;
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0].value, 1);
  EXPECT_EQ(items[2].value, 2);
  EXPECT_EQ(items[2].subject, "3");
  EXPECT_FALSE(items[2].change);
  EXPECT_FALSE(happened(items[2].moment));
}

TEST_F(ReviewLoad, IsNotToldOfFewerThanThreePeople) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  shard.remark({.change = "PR_1", .author = "ada", .at = at(2)});
  shard.remark({.change = "PR_1", .author = "bob", .at = at(2)});
  EXPECT_EQ(total().absent, "fewer than three people");
  EXPECT_TRUE(explain(metric, query, snapshot()).items.empty());
}

TEST_F(ReviewLoad, CountsReviewsByOthersOnly) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  shard.remark({.change = "PR_1", .author = "ada", .at = at(2), .is_review = false});
  shard.remark({.change = "PR_1", .author = "bob", .at = at(2), .counts = false});
  shard.remark({.change = "PR_1", .author = "x[bot]", .at = at(2)});
  EXPECT_EQ(total().count, 0U);
  EXPECT_EQ(total().absent, "nobody reviewed anything in the window");
}

}  // namespace
}  // namespace shiplog
