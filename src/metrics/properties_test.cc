// What must hold of every metric over any history.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "stats/kaplan_meier.h"
#include "tests/builders/metric_fixture.h"
#include "tests/builders/random_history.h"

namespace shiplog {
namespace {

constexpr int kSeeds = 12;
constexpr auto kOneWeek = std::chrono::hours(168);

std::shared_ptr<const Shard> history(const std::string& name, const HistoryOptions& options) {
  return RandomHistory(name, kMonday, options).build();
}

Snapshot snapshot_with(std::vector<std::shared_ptr<const Shard>> shards, Duration shift = {}) {
  return snapshot_of(std::move(shards), at(13 * kWeekHours) + shift);
}

Query standard_query() {
  return {.window = {.from = at(2 * kWeekHours), .until = at(10 * kWeekHours)},
          .every = Granularity::Week,
          .now = at(14 * kWeekHours)};
}

bool is_placed(const Metric& metric) { return metric.formula->candidates != Candidates::OpenAtEnd; }

// Every bit of an estimate, as text.
std::string described(const Estimate& estimate) {
  std::string text = estimate.absent + " n=" + std::to_string(estimate.count);
  const auto add = [&text](const char* name, std::optional<double> number) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, " %s=%a", name, number.value_or(-1));
    text += buffer;
  };
  add("value", estimate.value);
  if (estimate.interval) {
    add("low", estimate.interval->low);
    add("high", estimate.interval->high);
  }
  if (estimate.ratio) {
    text += " of " + std::to_string(estimate.ratio->numerator);
  }
  if (estimate.still_open) {
    text += " open " + std::to_string(*estimate.still_open);
    add("closed", estimate.closed_only->value);
  }
  return text;
}

std::string described(const Evaluation& evaluation) {
  std::string text = described(evaluation.total);
  for (const Part& part : evaluation.parts) {
    text += "\npart " + std::string(part.name) + described(part.estimate);
  }
  for (const SeriesPoint& point : evaluation.series) {
    text += "\nbucket " + std::to_string(point.is_partial) + described(point.estimate);
  }
  for (const auto& day : evaluation.grid.value_or(WeekGrid{})) {
    for (const std::size_t count : day) {
      text += " " + std::to_string(count);
    }
  }
  if (evaluation.score) {
    text += "\nscore " + std::to_string(*evaluation.score);
    text += " drawn " + std::to_string(std::accumulate(evaluation.score_draws.begin(),
                                                       evaluation.score_draws.end(), 0.0));
  }
  for (const Group& group : evaluation.groups) {
    text += "\ngroup " + group.key + described(group.estimate);
  }
  for (const std::string& note : evaluation.notes) {
    text += "\nnote " + note;
  }
  if (evaluation.previous) {
    text += "\nprevious " + std::to_string(evaluation.previous->change.is_clear()) +
            described(evaluation.previous->estimate);
  }
  return text;
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// From all pairs: one minus half the mean difference over the mean.
double evenness_of(const std::vector<double>& values) {
  double differences = 0;
  double sum = 0;
  for (const double one : values) {
    sum += one;
    for (const double other : values) {
      differences += std::abs(one - other);
    }
  }
  return 1 - differences / (2 * static_cast<double>(values.size()) * sum);
}

// The value, from nothing but the items that count: slow and obvious.
std::optional<double> recomputed(const Explanation& explanation, double observed_weeks) {
  std::vector<double> values;
  std::vector<double> ended;
  std::vector<double> open;
  std::size_t count = 0;
  for (const ExplainedItem& item : explanation.items) {
    if (item.is_counted) {
      ++count;
      values.push_back(item.value.value_or(0));
      (item.is_still_open ? open : ended).push_back(item.value.value_or(0));
    }
  }
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  switch (explanation.metric->statistic) {
    case Statistic::Mean:
    case Statistic::SoleShare:
      return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
    case Statistic::RatioOfCounts:
      return sum == static_cast<double>(count)
                 ? std::nullopt
                 : std::optional(sum / (static_cast<double>(count) - sum));
    case Statistic::Evenness:
      return values.empty() ? std::nullopt : std::optional(evenness_of(values));

    case Statistic::CountPerWeek:
      return static_cast<double>(count) / observed_weeks;
    case Statistic::CountAtEnd:
      return static_cast<double>(count);
    case Statistic::KaplanMeier:
      return SurvivalCurve(SortedSample(ended), SortedSample(open)).quantile(0.5);
    case Statistic::Rate:
      return count == 0 ? std::nullopt
                        : std::optional(std::accumulate(values.begin(), values.end(), 0.0) /
                                        static_cast<double>(count));
    case Statistic::Median:
    case Statistic::MedianAtEnd:
      return count == 0 ? std::nullopt : std::optional(median_of(values));
  }
  return std::nullopt;
}

// How many items the explanation says are counted. Of people it tells how many each has, and
// nothing where the value is not told either.
std::size_t count_behind(const Explanation& explanation) {
  double count = 0;
  const bool is_of_people = explanation.metric->statistic == Statistic::Evenness;
  for (const ExplainedItem& item : explanation.items) {
    count += !item.is_counted ? 0 : is_of_people ? *item.value : 1;
  }
  return is_of_people && !explanation.total.value ? explanation.total.count
                                                  : static_cast<std::size_t>(count);
}

// Whether the counts of two windows add up to that of both: not where what the items touch
// is counted, which both may touch.
bool splits(const Metric& metric) {
  return is_placed(metric) && metric.statistic != Statistic::SoleShare;
}

class Properties : public ::testing::TestWithParam<int> {
 protected:
  std::uint64_t seed() const { return static_cast<std::uint64_t>(GetParam()); }

  std::shared_ptr<const Shard> one(Duration shift = {}, std::uint64_t row_order = 0) const {
    return history("acme/one", {.seed = seed(), .shift = shift, .row_order = row_order});
  }
  std::shared_ptr<const Shard> other() const {
    return history("acme/other", {.seed = seed() + 101});
  }
};

INSTANTIATE_TEST_SUITE_P(Seeds, Properties, ::testing::Range(0, kSeeds));

TEST_P(Properties, ExplainReproducesTheValue) {
  const Snapshot snapshot = snapshot_with({one(), other()});
  Query query = standard_query();
  for (const Bots bots : {Bots::Default, Bots::Include, Bots::Exclude, Bots::Only}) {
    query.bots = bots;
    for (const Metric* const metric : metric_catalog()) {
      SCOPED_TRACE(metric->id);
      const Explanation explanation = explain(*metric, query, snapshot);
      EXPECT_EQ(explanation.total.count, count_behind(explanation));
      if (explanation.total.absent == "no production deployments known") {
        continue;
      }
      const std::optional<double> value = recomputed(explanation, 8);
      ASSERT_EQ(explanation.total.value.has_value(), value.has_value());
      if (value) {
        EXPECT_NEAR(*explanation.total.value, *value, 1e-9 * (1 + std::abs(*value)));
      }
    }
  }
}

TEST_P(Properties, StagesSumToTheWhole) {
  const Metric& lead_time = *find_metric("lead_time").value();
  for (const ExplainedItem& item :
       explain(lead_time, standard_query(), snapshot_with({one()})).items) {
    if (!item.is_counted) {
      continue;
    }
    double sum = 0;
    for (const std::optional<double>& stage : item.change->times->stages) {
      EXPECT_GE(stage.value_or(0), 0);
      sum += stage.value_or(0);
    }
    EXPECT_NEAR(sum, *item.value, 1e-6) << item.change->id;
  }
}

TEST_P(Properties, SplittingAWindowSplitsCounts) {
  const Snapshot snapshot = snapshot_with({one(), other()});
  const Query whole = standard_query();
  Query left = whole;
  Query right = whole;
  left.window.until = right.window.from = at(5 * kWeekHours + 31.7);
  for (const Metric* const metric : metric_catalog()) {
    SCOPED_TRACE(metric->id);
    if (!splits(*metric)) {
      continue;
    }
    const Estimate total = evaluate(*metric, whole, snapshot).total;
    const Estimate before = evaluate(*metric, left, snapshot).total;
    const Estimate after = evaluate(*metric, right, snapshot).total;
    EXPECT_EQ(total.count, before.count + after.count);
    if (total.ratio) {
      EXPECT_EQ(total.ratio->numerator, before.ratio->numerator + after.ratio->numerator);
    }
  }
}

TEST_P(Properties, SeriesSplitsTheTotal) {
  const Snapshot snapshot = snapshot_with({one(), other()});
  for (const Metric* const metric : metric_catalog()) {
    const Evaluation evaluation = evaluate(*metric, standard_query(), snapshot);
    std::size_t count = 0;
    for (const SeriesPoint& point : evaluation.series) {
      count += point.estimate.count;
      Query bucket = standard_query();
      bucket.window = point.window;
      EXPECT_EQ(described(point.estimate), described(evaluate(*metric, bucket, snapshot).total))
          << metric->id;
    }
    if (splits(*metric)) {
      EXPECT_EQ(count, evaluation.total.count) << metric->id;
    }
  }
}

TEST_P(Properties, OrderOfTheRowsChangesNothing) {
  for (const Metric* const metric : metric_catalog()) {
    EXPECT_EQ(described(evaluate(*metric, standard_query(), snapshot_with({one()}))),
              described(evaluate(*metric, standard_query(), snapshot_with({one({}, 99)}))))
        << metric->id;
  }
}

TEST_P(Properties, ShiftingByAWeekShiftsTheSeries) {
  Query later = standard_query();
  later.window.from += kOneWeek;
  later.window.until += kOneWeek;
  later.now += kOneWeek;
  const Snapshot shifted = snapshot_with({one(kOneWeek)}, kOneWeek);
  for (const Metric* const metric : metric_catalog()) {
    EXPECT_EQ(described(evaluate(*metric, standard_query(), snapshot_with({one()}))),
              described(evaluate(*metric, later, shifted)))
        << metric->id;
  }
}

TEST_P(Properties, MoreRepositoriesHaveTheUnionOfTheItems) {
  const Snapshot both = snapshot_with({one(), other()});
  Query query = standard_query();
  for (const Metric* const metric : metric_catalog()) {
    if (metric->statistic == Statistic::Evenness) {
      continue;  // The same people may review in both.
    }
    const auto items = [&](std::vector<std::string> repositories) {
      query.repositories = std::move(repositories);
      std::vector<std::pair<std::string, bool>> found;
      for (const ExplainedItem& item : explain(*metric, query, both).items) {
        found.emplace_back(std::string(item.event) + item.repository + id_of(item),
                           item.is_counted);
      }
      std::sort(found.begin(), found.end());
      return found;
    };
    auto joined = items({"R_acme/one"});
    const auto added = items({"R_acme/other"});
    joined.insert(joined.end(), added.begin(), added.end());
    std::sort(joined.begin(), joined.end());
    EXPECT_EQ(items({}), joined) << metric->id;
  }
}

TEST_P(Properties, GroupsAddUp) {
  Query query = standard_query();
  query.group_by = GroupBy::Repository;
  for (const Metric* const metric : metric_catalog()) {
    const Evaluation evaluation = evaluate(*metric, query, snapshot_with({one(), other()}));
    std::size_t count = 0;
    for (const Group& group : evaluation.groups) {
      count += group.estimate.count;
    }
    EXPECT_EQ(count, evaluation.total.count) << metric->id;
  }
}

TEST(Determinism, AnyNumberOfThreadsGivesTheSameBits) {
  std::vector<std::shared_ptr<const Shard>> shards;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    shards.push_back(history("acme/" + std::to_string(seed), {.seed = seed, .changes = 2000}));
  }
  const Snapshot snapshot = snapshot_with(shards);
  Query query = standard_query();
  query.compare_with = Window{.from = at(0), .until = at(2 * kWeekHours)};
  query.group_by = GroupBy::Repository;
  query.wants_grade = true;
  const auto described_by = [&](unsigned threads) {
    std::string text;
    for (const Evaluation& each : evaluate_all(metric_catalog(), query, snapshot, threads)) {
      text += described(each) + "\n";
    }
    return text;
  };
  const std::string alone = described_by(1);
  for (const unsigned threads : {2U, 3U, 8U}) {
    EXPECT_EQ(described_by(threads), alone) << threads;
  }
}

}  // namespace
}  // namespace shiplog
