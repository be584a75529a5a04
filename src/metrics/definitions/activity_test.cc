#include <gtest/gtest.h>

#include "metrics/definitions/definitions.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

class Activity : public MetricFixture {
 protected:
  Activity() : MetricFixture(metrics::kActivity) {}
};

TEST_F(Activity, CountsWhatPeopleDidAWeek) {
  shard.change({.id = "PR_1", .created_at = at(1), .merged_at = at(30)});
  shard.change({.kind = ChangeKind::DirectPush, .id = "sha", .merged_at = at(2)});
  shard.change({.id = "bot", .author = "x[bot]", .created_at = at(1), .merged_at = at(2)});
  shard.remark({.change = "PR_1", .author = "mary", .at = at(3), .counts = false});
  shard.remark({.change = "bot", .author = "ada", .at = at(3), .is_review = false});
  shard.remark({.change = "PR_1", .author = "x[bot]", .at = at(3)});
  EXPECT_EQ(total().count, 5U);
  EXPECT_EQ(value(), 1.25);
}

TEST_F(Activity, TellsWeekdaysAndHoursOfTheZone) {
  shard.change({.kind = ChangeKind::DirectPush, .id = "sha", .merged_at = at(23.5)});
  EXPECT_EQ((*evaluation().grid)[0][23], 1U);
  query.zone = TimeZone::find("Europe/Berlin").value();
  EXPECT_EQ((*evaluation().grid)[1][0], 1U);
}

TEST_F(Activity, TellsEachEventWithoutAName) {
  shard.change({.id = "PR_1", .created_at = at(1), .merged_at = at(5)});
  shard.remark({.change = "PR_1", .author = "ada", .at = at(3)});
  const auto items = explain(metric, query, snapshot()).items;
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0].event, "opened");
  EXPECT_EQ(items[1].event, "reviewed");
  EXPECT_EQ(items[1].change->id, "PR_1");
  EXPECT_EQ(items[2].event, "merged");
}

}  // namespace
}  // namespace shiplog
