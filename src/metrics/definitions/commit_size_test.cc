#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class CommitSize : public MetricFixture {
 protected:
  CommitSize() : MetricFixture(metrics::kCommitSize) {}
};

TEST_F(CommitSize, IsTheMedianOfTheCommitsInTheWindow) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  shard.commit({.id = "a", .change = "PR_1", .at = at(1), .lines = 10});
  shard.commit({.id = "b", .change = "PR_1", .at = at(2), .lines = 30});
  shard.commit({.id = "early", .change = "PR_1", .at = at(-1), .lines = 900});
  shard.commit({.id = "bot", .change = "PR_1", .author = "x[bot]", .at = at(2), .lines = 900});
  EXPECT_EQ(value(), 20);
  EXPECT_EQ(total().count, 2U);
  EXPECT_EQ(reason_of("bot"), "bot_author");
  EXPECT_EQ(reason_of("early"), "");
}

TEST_F(CommitSize, OfUnknownSizeIsLeftOutAndNoted) {
  shard.change({.id = "PR_1", .created_at = at(1)});
  shard.commit({.id = "a", .change = "PR_1", .at = at(1)});
  EXPECT_FALSE(value());
  EXPECT_EQ(reason_of("a"), "size_unknown");
  EXPECT_EQ(notes().front(), "1 commit is left out: size not known");
}

TEST_F(CommitSize, FollowsTheBaseOfItsPullRequest) {
  shard.change({.id = "PR_1", .base = "release", .created_at = at(1)});
  shard.commit({.id = "a", .change = "PR_1", .at = at(1), .lines = 10});
  query.base = "main";
  EXPECT_FALSE(value());
  EXPECT_EQ(reason_of("a"), "outside_scope");
}

}  // namespace
}  // namespace shiplog
