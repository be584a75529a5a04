// Whatever is asked, in any combination, never crashes and never disagrees with its parts.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "metrics/formula.h"
#include "metrics/lenses.h"
#include "tests/builders/metric_fixture.h"
#include "tests/builders/random_history.h"

namespace shiplog {
namespace {

constexpr int kSeeds = 24;

// Mary is in two teams; one team has no members, one has nothing.
std::vector<KnownTeam> teams() {
  return {{.id = "T_1", .slug = "api", .members = {"ada", "mary"}},
          {.id = "T_2", .slug = "empty"},
          {.id = "T_3", .slug = "ops", .repositories = {"R_acme/one"}},
          {.id = "T_4",
           .slug = "web",
           .members = {"copilot", "grace", "mary"},
           .repositories = {"R_acme/other"}}};
}

// What chance puts together.
class Asker {
 public:
  explicit Asker(std::uint64_t seed) : random_(seed) {}

  Query any_query() {
    Query query = {.now = at(14 * kWeekHours)};
    query.window.from = at(static_cast<double>(below(10 * 168)));
    query.window.until = query.window.from + std::chrono::hours(1 + below(8 * 168));
    query.service_paths = {
        {"acme/one/src/1", "cart"}, {"acme/one/src/2", "pay"}, {"acme/other", "shop"}};
    query.group_by = static_cast<GroupBy>(below(9));
    query.percentile = static_cast<Percentile>(below(3));
    query.by = static_cast<PlacedBy>(below(4));
    query.bots = static_cast<Bots>(below(4));
    if (chance(0.5)) {
      query.every = static_cast<Granularity>(below(4));
    }
    if (chance(0.3)) {
      query.working_hours.emplace();
      query.zone = TimeZone::find("Europe/Berlin").value();
    }
    restrict(query);
    return query;
  }

 private:
  void restrict(Query& query) {
    if (chance(0.2)) {
      query.repositories = {"R_acme/one"};
    }
    if (chance(0.2)) {
      query.teams = {"T_" + std::to_string(1 + below(4)), "T_3"};
    }
    if (chance(0.2)) {
      query.labels = {chance(0.5) ? "bug" : "urgent"};
    }
    if (chance(0.2)) {
      query.services = {chance(0.5) ? "cart" : "shop"};
    }
    if (chance(0.2)) {
      query.base = chance(0.5) ? "main" : "nowhere";
    }
    if (chance(0.2)) {
      query.environment = chance(0.5) ? "production" : "prod-eu";
    }
    if (chance(0.1)) {
      query.me = {"mary"};
    }
  }

  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  int below(int limit) { return std::uniform_int_distribution<>(0, limit - 1)(random_); }

  std::mt19937_64 random_;
};

class AnyQuestion : public ::testing::TestWithParam<int> {
 protected:
  AnyQuestion() {
    const auto seed = static_cast<std::uint64_t>(GetParam());
    snapshot_ = snapshot_of({RandomHistory("acme/one", kMonday, {.seed = seed}).build(),
                             RandomHistory("acme/other", kMonday, {.seed = seed + 101}).build()},
                            at(13 * kWeekHours));
    snapshot_.teams = teams();
    query_ = Asker(seed).any_query();
  }

  Snapshot snapshot_;
  Query query_;
};

INSTANTIATE_TEST_SUITE_P(Seeds, AnyQuestion, ::testing::Range(0, kSeeds));

// Whether items fall apart into windows: what they touch may be touched in both.
bool splits(const Metric& metric) {
  return metric.formula->candidates != Candidates::OpenAtEnd &&
         metric.statistic != Statistic::SoleShare;
}

std::size_t count_of(const std::vector<SeriesPoint>& series) {
  std::size_t count = 0;
  for (const SeriesPoint& point : series) {
    count += point.estimate.count;
  }
  return count;
}

TEST_P(AnyQuestion, HasASeriesThatAddsUp) {
  for (const Metric* const metric : metric_catalog()) {
    SCOPED_TRACE(metric->id);
    const Evaluation evaluation = evaluate(*metric, query_, snapshot_);
    if (!query_.every || !splits(*metric)) {
      continue;
    }
    EXPECT_EQ(count_of(evaluation.series), evaluation.total.count);
    for (const Group& group : evaluation.groups) {
      EXPECT_EQ(count_of(group.series), group.estimate.count) << group.key;
    }
  }
}

TEST_P(AnyQuestion, IsExplainedByItsItems) {
  for (const Metric* const metric : metric_catalog()) {
    if (metric->statistic == Statistic::Evenness) {
      continue;  // Tells of people only when there are enough.
    }
    const Explanation explanation = explain(*metric, query_, snapshot_);
    const auto counted = std::count_if(explanation.items.begin(), explanation.items.end(),
                                       [](const ExplainedItem& item) { return item.is_counted; });
    EXPECT_EQ(explanation.total.count, counted) << metric->id;
  }
}

TEST_P(AnyQuestion, HasGroupsThatLeaveNothingOut) {
  for (const Metric* const metric : metric_catalog()) {
    SCOPED_TRACE(metric->id);
    const Evaluation evaluation = evaluate(*metric, query_, snapshot_);
    const bool is_looked_at_alone =
        (query_.group_by == GroupBy::Environment || query_.group_by == GroupBy::Service) &&
        uses_deployments(*metric, query_) && metric->formula->items != ItemKind::Deployments;
    if (evaluation.groups.empty() || !splits(*metric) || is_looked_at_alone) {
      continue;
    }
    std::size_t count = 0;
    for (const Group& group : evaluation.groups) {
      count += group.estimate.count;
    }
    const bool overlaps = std::any_of(
        evaluation.notes.begin(), evaluation.notes.end(),
        [](const std::string& note) { return note.find("several groups") != std::string::npos; });
    if (overlaps) {
      EXPECT_GT(count, evaluation.total.count);
    } else {
      EXPECT_EQ(count, evaluation.total.count);
    }
  }
}

// The question about one group alone; nothing where the scope has no such word.
std::optional<Query> narrowed(Query query, const std::string& key) {
  const auto narrow = [&](std::vector<std::string>& scope, const std::string& one) {
    const bool is_in = scope.empty() || std::find(scope.begin(), scope.end(), one) != scope.end();
    scope = {one};
    return is_in;
  };
  bool is_in = !key.empty();
  switch (query.group_by) {
    case GroupBy::Repository:
      is_in = is_in && narrow(query.repositories, "R_" + key);
      break;
    case GroupBy::Team:
      // Other than labels, teams of a scope do not narrow each other: people are in several.
      is_in = is_in && query.teams.empty();
      for (const KnownTeam& team : teams()) {
        if (team.slug == key) {
          query.teams = {team.id};
        }
      }
      break;
    case GroupBy::Label:
      is_in = is_in && query.labels.empty();
      query.labels = {key};
      break;
    case GroupBy::Service:
      is_in = is_in && query.services.empty();
      query.services = {key};
      break;
    case GroupBy::Base:
      is_in = is_in && (!query.base || *query.base == key);
      query.base = key;
      break;
    case GroupBy::Environment:
      query.environment = key;
      break;
    default:
      return std::nullopt;
  }
  query.group_by = GroupBy::None;
  return is_in ? std::optional(query) : std::nullopt;
}

TEST_P(AnyQuestion, HasGroupsThatAreWhatTheirScopeGives) {
  for (const Metric* const metric : metric_catalog()) {
    const Evaluation evaluation = evaluate(*metric, query_, snapshot_);
    for (const Group& group : evaluation.groups) {
      const std::optional<Query> alone = narrowed(query_, group.key);
      if (!alone) {
        continue;
      }
      SCOPED_TRACE(std::string(metric->id) + " of " + group.key);
      const Estimate total = evaluate(*metric, *alone, snapshot_).total;
      // Of fewer repositories another time may be observed, and other rules may be known.
      if (metric->statistic == Statistic::CountPerWeek) {
        if (!total.absent.empty()) {
          continue;
        }
        EXPECT_EQ(group.estimate.count, total.count);
        continue;
      }
      EXPECT_EQ(group.estimate.count, total.count);
      EXPECT_EQ(group.estimate.value, total.value);
    }
  }
}

TEST_P(AnyQuestion, LastsNoLongerInWorkingHours) {
  for (const Metric* const metric : metric_catalog()) {
    const Evaluation evaluation = evaluate(*metric, query_, snapshot_);
    if (!evaluation.elapsed) {
      continue;
    }
    EXPECT_EQ(evaluation.total.count, evaluation.elapsed->count) << metric->id;
    // Of Kaplan–Meier, a longer wait of what has not ended may weigh otherwise.
    if (metric->statistic != Statistic::KaplanMeier && evaluation.total.value) {
      EXPECT_LE(*evaluation.total.value, *evaluation.elapsed->value) << metric->id;
    }
  }
}

TEST_P(AnyQuestion, HasTheSameAnswerFromAnyNumberOfThreads) {
  const std::vector<Evaluation> alone = evaluate_all(metric_catalog(), query_, snapshot_, 1);
  const std::vector<Evaluation> together = evaluate_all(metric_catalog(), query_, snapshot_, 3);
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_EQ(alone[i].total.value, together[i].total.value);
    ASSERT_EQ(alone[i].groups.size(), together[i].groups.size());
    for (std::size_t group = 0; group < alone[i].groups.size(); ++group) {
      EXPECT_EQ(alone[i].groups[group].key, together[i].groups[group].key);
      EXPECT_EQ(alone[i].groups[group].estimate.value, together[i].groups[group].estimate.value);
    }
  }
}

}  // namespace
}  // namespace shiplog
