#include "metrics/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/iso_time.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "metrics/catalog.h"
#include "metrics/definitions/definitions.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "tests/builders/metric_fixture.h"

namespace shiplog {
namespace {

using ::testing::ElementsAre;

// The engine's own: buckets, comparison, groups. Viewpoint by throughput, the plainest metric.
class Engine : public MetricFixture {
 protected:
  Engine() : MetricFixture(metrics::kThroughput) {}

  static void merged(ShardFixture& into, std::string id, Timestamp moment) {
    into.change(
        {.id = std::move(id), .created_at = moment - std::chrono::hours(1), .merged_at = moment});
  }
  void merged(int count, double hour) {
    for (int i = 0; i < count; ++i) {
      merged(shard, "PR_" + std::to_string(next++), at(hour));
    }
  }

  int next = 0;
};

std::vector<std::optional<double>> values(const std::vector<SeriesPoint>& series) {
  std::vector<std::optional<double>> found;
  for (const SeriesPoint& point : series) {
    found.push_back(point.estimate.value);
  }
  return found;
}

std::vector<bool> partials(const std::vector<SeriesPoint>& series) {
  std::vector<bool> found;
  for (const SeriesPoint& point : series) {
    found.push_back(point.is_partial);
  }
  return found;
}

TEST_F(Engine, SeriesCountsEachBucketOnItsOwnTime) {
  merged(2, 1);
  merged(1, 2 * kWeekHours);
  query.every = Granularity::Week;
  EXPECT_THAT(values(evaluation().series), ElementsAre(2, 0, 1, 0));
  EXPECT_THAT(partials(evaluation().series), ElementsAre(false, false, false, false));
}

TEST_F(Engine, SeriesIsEmptyUnlessAskedFor) { EXPECT_TRUE(evaluation().series.empty()); }

TEST_F(Engine, BucketsThatTheWindowCutsAreClippedAndPartial) {
  merged(1, 3 * 24 + 1);
  query.window = {.from = at(3 * 24), .until = at(10 * 24)};
  query.every = Granularity::Week;
  const std::vector<SeriesPoint> series = evaluation().series;
  ASSERT_EQ(series.size(), 2U);
  EXPECT_EQ(series[0].window.from, at(3 * 24));
  EXPECT_EQ(series[0].window.until, at(kWeekHours));
  EXPECT_EQ(series[1].window.until, at(10 * 24));
  EXPECT_THAT(partials(series), ElementsAre(true, true));
  EXPECT_NEAR(*series[0].estimate.value, 7.0 / 4, 1e-12);
}

TEST_F(Engine, BucketsBeyondTheDataArePartialAndAbsent) {
  merged(1, 1.5 * kWeekHours);
  shard.begins_at(at(1.25 * kWeekHours));
  query.now = at(2.5 * kWeekHours);
  query.every = Granularity::Week;
  const std::vector<SeriesPoint> series = evaluation().series;
  EXPECT_THAT(partials(series), ElementsAre(true, true, true, true));
  EXPECT_THAT(values(series), ElementsAre(std::nullopt, 1 / 0.75, 0, std::nullopt));
}

TEST_F(Engine, WeekOfADaylightChangeIsDividedByItsRealHours) {
  query.zone = TimeZone::find("Europe/Berlin").value();
  query.window = {.from = parse_time("2024-03-24T23:00:00Z").value(),
                  .until = parse_time("2024-03-31T22:00:00Z").value()};
  query.now = query.window.until + std::chrono::hours(1000);
  merged(shard, "PR_1", query.window.from);
  query.every = Granularity::Week;
  const std::vector<SeriesPoint> series = evaluation().series;
  ASSERT_EQ(series.size(), 1U);
  EXPECT_FALSE(series[0].is_partial);
  EXPECT_NEAR(*series[0].estimate.value, 168.0 / 167, 1e-12);
}

TEST_F(Engine, ChangeIsClearOnlyWhenItsIntervalExcludesNone) {
  query.compare_with = Window{.from = at(-4 * kWeekHours), .until = at(0)};
  merged(10, 1);
  merged(8, -10);
  EXPECT_EQ(evaluation().previous->estimate.value, 2);
  EXPECT_EQ(evaluation().previous->window, *query.compare_with);
  EXPECT_FALSE(evaluation().previous->change.is_clear());
  merged(30, 2);
  EXPECT_TRUE(evaluation().previous->change.is_clear());
}

TEST_F(Engine, ChangeAgainstNothingIsNotClear) {
  query.compare_with = Window{.from = at(-40 * kWeekHours), .until = at(-30 * kWeekHours)};
  merged(10, 1);
  EXPECT_FALSE(evaluation().previous->estimate.value);
  EXPECT_FALSE(evaluation().previous->change.is_clear());
}

TEST_F(Engine, GroupsShareOneObservedTimeAndAddUp) {
  merged(4, 1);
  ShardFixture other("acme/web");
  merged(other, "W_1", at(2 * kWeekHours));
  other.begins_at(at(2 * kWeekHours));
  query.group_by = GroupBy::Repository;
  const Evaluation evaluation =
      evaluate(metric, query, snapshot_of({other.build(), shard.build()}, query.now));
  EXPECT_EQ(evaluation.total.value, 1.25);
  ASSERT_EQ(evaluation.groups.size(), 2U);
  EXPECT_EQ(evaluation.groups[0].key, "acme/api");
  EXPECT_EQ(evaluation.groups[0].estimate.value, 1);
  EXPECT_EQ(evaluation.groups[1].key, "acme/web");
  EXPECT_EQ(evaluation.groups[1].estimate.value, 0.25);
}

TEST_F(Engine, RepositoriesOutOfScopeDoNotMatter) {
  merged(4, 1);
  ShardFixture other("acme/web");
  merged(other, "W_1", at(2 * kWeekHours));
  query.repositories = {"R_acme/web"};
  const Snapshot both = snapshot_of({other.build(), shard.build()}, query.now);
  EXPECT_EQ(evaluate(metric, query, both).total.count, 1U);
  const Explanation explanation = explain(metric, query, both);
  ASSERT_EQ(explanation.items.size(), 1U);
  EXPECT_EQ(explanation.items[0].repository, "acme/web");
}

TEST_F(Engine, AnswersAboutNothingAtAll) {
  query.every = Granularity::Week;
  for (const Metric* const each : metric_catalog()) {
    const Evaluation evaluation = evaluate(*each, query, Snapshot{});
    EXPECT_FALSE(evaluation.total.value) << each->id;
    EXPECT_FALSE(evaluation.total.absent.empty()) << each->id;
    EXPECT_TRUE(explain(*each, query, Snapshot{}).items.empty());
  }
}

TEST_F(Engine, BucketsOfAQueryAreThoseOfItsSeries) {
  query.every = Granularity::Day;
  const std::vector<BucketWindow> buckets = buckets_of(query, snapshot());
  const std::vector<SeriesPoint> series = evaluation().series;
  ASSERT_EQ(buckets.size(), series.size());
  EXPECT_EQ(buckets[5].window, series[5].window);
}

// So that a column that is not there is never missed: reading it would end the process.
TEST_F(Engine, ReadsOnlyThePartsThatAMetricNames) {
  shard.change({.id = "open", .created_at = at(1)});
  merged(2, 1);
  const Row line = shard.line(DeploymentSource::Deployments, "production");
  shard.deployment({.id = "D", .line = line, .succeeded_at = at(5), .carries = {"PR_0"}});
  query.every = Granularity::Week;
  query.base = "main";
  for (const Metric* const each : metric_catalog()) {
    auto partial = std::make_shared<Shard>(*shard.build());
    partial->parts = each->formula->reads;
    const Snapshot snapshot = snapshot_of({partial}, query.now);
    EXPECT_EQ(evaluate(*each, query, snapshot).total.value,
              evaluate(*each, query, this->snapshot()).total.value)
        << each->id;
  }
}

}  // namespace
}  // namespace shiplog
