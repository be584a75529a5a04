#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class BotShare : public MetricFixture {
 protected:
  BotShare() : MetricFixture(metrics::kBotShare) {}
};

TEST_F(BotShare, IsThoseOfBotsOverMerged) {
  shard.change({.id = "PR_1", .merged_at = at(1)});
  shard.change({.id = "bot", .author = "x[bot]", .merged_at = at(2)});
  EXPECT_EQ(value(), 0.5);
  query.bots = Bots::Exclude;
  EXPECT_EQ(value(), 0);
}

}  // namespace
}  // namespace shiplog
