#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;

class PullRequestSize : public MetricFixture {
 protected:
  PullRequestSize() : MetricFixture(metrics::kPullRequestSize) {}
};

TEST_F(PullRequestSize, IsTheMedianOfLinesAddedAndDeleted) {
  shard.change({.id = "PR_1", .created_at = at(1), .additions = 10, .deletions = 2});
  shard.change({.id = "PR_2", .created_at = at(2), .additions = 100, .deletions = 0});
  EXPECT_EQ(value(), 56);
}

TEST_F(PullRequestSize, IsOfWhatWasOpenedWhateverBecameOfIt) {
  shard.change({.id = "given_up",
                .created_at = at(1),
                .closed_at = at(2),
                .additions = 500,
                .deletions = 1});
  shard.change({.id = "opened_before",
                .created_at = at(-1),
                .merged_at = at(2),
                .additions = 3,
                .deletions = 1});
  EXPECT_EQ(value(), 501);
  EXPECT_EQ(reason_of("opened_before"), "outside_window");
}

TEST_F(PullRequestSize, UnknownIsNotZero) {
  shard.change({.id = "PR_1", .created_at = at(1), .additions = 10});
  EXPECT_FALSE(value());
  EXPECT_EQ(reason_of("PR_1"), "size_unknown");
  EXPECT_THAT(notes(), ElementsAre("1 pull request is left out: size not known"));
}

TEST_F(PullRequestSize, KnownOnlyFromGitIsPlacedAtItsMerge) {
  shard.change({.id = "PR_1", .merged_at = at(1), .additions = 10, .deletions = 0});
  EXPECT_EQ(value(), 10);
}

}  // namespace
}  // namespace shiplog
