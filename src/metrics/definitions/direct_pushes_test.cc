#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class DirectPushes : public MetricFixture {
 protected:
  DirectPushes() : MetricFixture(metrics::kDirectPushes) {}
};

TEST_F(DirectPushes, CountCommitsOfNoPullRequestAWeek) {
  shard.change({.kind = ChangeKind::DirectPush, .id = "a", .merged_at = at(1)});
  shard.change({.kind = ChangeKind::DirectPush, .id = "b", .merged_at = at(2)});
  shard.change(
      {.kind = ChangeKind::DirectPush, .id = "bot", .author = "x[bot]", .merged_at = at(2)});
  shard.change({.kind = ChangeKind::DirectPush, .id = "timeless"});
  shard.change({.id = "PR_1", .merged_at = at(2)});
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(reason_of("bot"), "bot_author");
  EXPECT_EQ(reason_of("timeless"), "no_time");
  EXPECT_EQ(reason_of("PR_1"), "");
}

}  // namespace
}  // namespace shiplog
