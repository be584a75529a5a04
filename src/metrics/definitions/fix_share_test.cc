#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class FixShare : public MetricFixture {
 protected:
  FixShare() : MetricFixture(metrics::kFixShare) {}
};

TEST_F(FixShare, IsByTheWordsOfTitles) {
  int number = 0;
  for (const char* const title :
       {"Fix login", "login: FIXES #12", "bug-fix in parser", "Hotfix", "handle_fixed_case"}) {
    shard.change({.id = "f" + std::to_string(++number), .title = title, .merged_at = at(1)});
  }
  for (const char* const title : {"Add prefix", "Move fixtures", "suffixes", "Affix", "fixate"}) {
    shard.change({.id = "n" + std::to_string(++number), .title = title, .merged_at = at(1)});
  }
  EXPECT_EQ(value(), 0.5);
  EXPECT_EQ(total().ratio->numerator, 5U);
  EXPECT_EQ(notes().front(), "an estimate, by a rule of thumb: see the definition");
}

TEST_F(FixShare, CountsDirectPushesAndLeavesOutUnknownTitlesAndBots) {
  shard.change({.kind = ChangeKind::DirectPush, .id = "a", .title = "fix", .merged_at = at(1)});
  shard.change({.id = "untitled", .merged_at = at(1)});
  shard.change({.id = "bot", .title = "fix", .author = "x[bot]", .merged_at = at(1)});
  EXPECT_EQ(value(), 1);
  EXPECT_EQ(total().count, 1U);
  EXPECT_EQ(reason_of("untitled"), "title_unknown");
}

}  // namespace
}  // namespace shiplog
