// The engine in two steps. First a metric collects what counts in each window, each
// repository by itself; then its collections, joined in the order of the repositories, become
// numbers. Threads take a metric each, or the repositories of a single one, so no more than a
// metric's items a thread are in memory; and nothing depends on which thread did what.

#include "metrics/evaluate.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/calendar.h"
#include "metrics/collect.h"
#include "metrics/comparison.h"
#include "metrics/evaluation.h"
#include "metrics/findings.h"
#include "metrics/lenses.h"
#include "metrics/levels.h"
#include "metrics/metric.h"
#include "metrics/notes.h"
#include "metrics/observed.h"
#include "metrics/parallel.h"
#include "metrics/production_rule.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/score.h"
#include "metrics/summary.h"

namespace shiplog {
namespace {

// With fewer rows than this a second thread costs more than it saves.
constexpr std::size_t kRowsWorthAThread = 20'000;

std::vector<BucketWindow> buckets_in(const Query& query, const DataSpan& data) {
  std::vector<BucketWindow> buckets;
  if (!query.every) {
    return buckets;
  }
  const Window& window = query.window;
  for (const Window& whole : calendar_buckets(window, *query.every, query.zone)) {
    buckets.push_back({.window = {.from = std::max(whole.from, window.from),
                                  .until = std::min(whole.until, window.until)},
                       .is_partial = is_cut(whole, window, data)});
  }
  return buckets;
}

// Items, and their subjects if they have any, by the bucket that their moment lies in;
// otherwise in the order they have.
class Split {
 public:
  Split(const Collection& collection, std::span<const BucketWindow> buckets)
      : items_(collection.items.size()),
        subjects_(collection.subjects.size()),
        begins_(buckets.size() + 1, 0) {
    const std::vector<Item>& items = collection.items;
    std::vector<std::size_t> bucket_of(items.size());
    std::size_t bucket = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      bucket = find_bucket(items[i].moment, buckets, bucket);
      bucket_of[i] = bucket;
      ++begins_[bucket + 1];
    }
    for (std::size_t i = 1; i < begins_.size(); ++i) {
      begins_[i] += begins_[i - 1];
    }
    std::vector<std::size_t> next = begins_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::size_t place = next[bucket_of[i]]++;
      items_[place] = items[i];
      if (!subjects_.empty()) {
        subjects_[place] = collection.subjects[i];
      }
    }
  }

  Counted bucket(std::size_t index) const {
    const std::size_t begin = begins_[index];
    const std::size_t count = begins_[index + 1] - begin;
    Counted counted = {.items = std::span(items_).subspan(begin, count)};
    if (!subjects_.empty()) {
      counted.subjects = std::span(subjects_).subspan(begin, count);
    }
    return counted;
  }

 private:
  // Neighbouring items mostly lie in the same bucket, so the last one is tried first.
  static std::size_t find_bucket(Timestamp moment, std::span<const BucketWindow> buckets,
                                 std::size_t guess) {
    if (buckets[guess].window.contains(moment)) {
      return guess;
    }
    const auto after = std::upper_bound(
        buckets.begin(), buckets.end(), moment,
        [](Timestamp value, const BucketWindow& bucket) { return value < bucket.window.from; });
    return static_cast<std::size_t>(after - buckets.begin()) - 1;
  }

  std::vector<Item> items_;
  std::vector<Subject> subjects_;
  std::vector<std::size_t> begins_;
};

Counted all_of(const Collection& collection) {
  return {.items = collection.items, .subjects = collection.subjects};
}

Circumstances circumstances_of(const Window& window, const Scope& scope) {
  return {.observed_weeks = observed_weeks(window, scope.data),
          .is_after_now = window.from >= scope.query->now,
          .has_deployments = scope.has_deployments,
          .percentile = scope.query->percentile};
}

std::vector<SeriesPoint> series_of(const Inquiry& inquiry, const Found& found, const Scope& scope) {
  std::vector<SeriesPoint> series;
  if (inquiry.buckets.empty()) {
    return series;
  }
  static const Collection kNothing;
  const Split split(inquiry.is_at_end() ? kNothing : found.total, inquiry.buckets);
  for (std::size_t i = 0; i < inquiry.buckets.size(); ++i) {
    const BucketWindow& bucket = inquiry.buckets[i];
    const bool is_empty = inquiry.is_at_end() && i >= found.buckets.size();
    const Counted counted = is_empty              ? Counted{}
                            : inquiry.is_at_end() ? all_of(found.buckets[i])
                                                  : split.bucket(i);
    series.push_back(
        {.window = bucket.window,
         .estimate =
             summarize(*inquiry.metric, counted, circumstances_of(bucket.window, scope)).estimate,
         .is_partial = bucket.is_partial});
  }
  return series;
}

// Over the time observed of the whole scope, so that counts per week add up to the total.
std::vector<Group> groups_of(const Inquiry& inquiry, const std::vector<FoundGroup>& found,
                             const Scope& scope) {
  std::vector<Group> groups;
  Circumstances circumstances = circumstances_of(inquiry.window, scope);
  for (const FoundGroup& group : found) {
    if (inquiry.group_by == GroupBy::Repository) {
      circumstances.has_deployments = group.has_deployments;
    }
    groups.push_back(
        {.key = group.key,
         .estimate = summarize(*inquiry.metric, all_of(group.found.total), circumstances).estimate,
         .series = series_of(inquiry, group.found, scope)});
  }
  return groups;
}

std::vector<std::pair<std::string, std::string_view>> rules_of(const Scope& scope) {
  std::vector<std::pair<std::string, std::string_view>> rules;
  for (const ShardScope& shard : scope.shards) {
    if (shard.rule.source) {
      rules.emplace_back(shard.shard->full_name, source_name(*shard.rule.source));
    }
  }
  return rules;
}

std::vector<Timestamp> moments_of(const Collection& collection) {
  std::vector<Timestamp> moments;
  for (const Item& item : collection.items) {
    moments.push_back(item.moment);
  }
  return moments;
}

// Rates of failure have neither level nor score where nothing could have told of a failure:
// none recorded is not none happened.
//
// They speak of medians of elapsed time, and of teams: never of a person.
bool is_graded(const Metric& metric, const Scope& scope) {
  const Query& query = *scope.query;
  const bool is_another_value = is_in_working_hours(metric, query) ||
                                (has_percentiles(metric) && query.percentile != Percentile::P50);
  return metric.is_dora && !is_another_value && query.me.empty() &&
         (metric.statistic != Statistic::Rate || has_evidence(scope));
}

std::optional<double> score_if_graded(const Metric& metric, const Estimate& estimate,
                                      const Scope& scope) {
  return estimate.value && is_graded(metric, scope) ? score_of(metric, *estimate.value)
                                                    : std::nullopt;
}

void grade(const Collection& collection, const Scope& scope, double weeks, Evaluation& evaluation) {
  const Metric& metric = *evaluation.metric;
  evaluation.score = score_if_graded(metric, evaluation.total, scope);
  if (!evaluation.score) {
    return;
  }
  evaluation.level = level_of(metric, *evaluation.total.value, evaluation.total.interval);
  if (scope.query->wants_grade) {
    evaluation.score_draws = score_draws(metric, collection.items, weeks, hash_bytes(metric.id));
  }
}

Evaluation evaluate_current(const Inquiry& inquiry, const Findings& findings, const Scope& scope) {
  const Metric& metric = *inquiry.metric;
  const Query& query = *scope.query;
  const Collection& total = findings.all.total;
  const Circumstances circumstances = circumstances_of(inquiry.window, scope);
  Summary summary = summarize(metric, all_of(total), circumstances);
  Evaluation evaluation = {.metric = &metric,
                           .total = std::move(summary.estimate),
                           .by = placing_of(metric, query),
                           .percentiles = summary.percentiles,
                           .parts = parts_of(metric, total, circumstances, query.zone),
                           .series = series_of(inquiry, findings.all, scope),
                           .groups = groups_of(inquiry, findings.groups, scope)};
  if (uses_deployments(metric, query)) {
    evaluation.deployments_from = rules_of(scope);
  }
  if (metric.formula->has_grid) {
    evaluation.grid = week_grid(moments_of(total), query.zone);
  }
  grade(total, scope, circumstances.observed_weeks, evaluation);
  evaluation.notes = notes_on(metric, scope, evaluation.total, total.remarks);
  add_notes_on_lenses(metric, query, findings.in_several, evaluation.notes);
  return evaluation;
}

Previous evaluate_previous(const Inquiry& inquiry, const Findings& findings, const Scope& scope,
                           const Estimate& now) {
  const Circumstances circumstances = circumstances_of(inquiry.window, scope);
  Previous previous = {
      .window = inquiry.window,
      .estimate = summarize(*inquiry.metric, all_of(findings.all.total), circumstances).estimate};
  previous.score = score_if_graded(*inquiry.metric, previous.estimate, scope);
  previous.change = compare(*inquiry.metric, now, previous.estimate);
  return previous;
}

unsigned worthwhile_threads(const Scope& scope, unsigned wanted) {
  std::size_t rows = 0;
  for (const ShardScope& shard : scope.shards) {
    rows += shard.shard->change_count() + shard.shard->deployment_count();
  }
  return rows < kRowsWorthAThread ? 1 : wanted;
}

Findings find_in_all(const Inquiry& inquiry, const Scope& scope, unsigned threads) {
  std::vector<Findings> by_shard(scope.shards.size());
  for_each_index(by_shard.size(), threads, [&](std::size_t i) {
    by_shard[i] = find(inquiry, *scope.query, scope.shards[i]);
  });
  return join(by_shard, inquiry);
}

// The same total in elapsed time.
Estimate elapsed_total(const Inquiry& inquiry, Scope scope, unsigned threads) {
  for (ShardScope& shard : scope.shards) {
    shard.working = nullptr;
  }
  const Inquiry plain = {.metric = inquiry.metric, .window = inquiry.window};
  const Findings findings = find_in_all(plain, scope, threads);
  return summarize(*plain.metric, all_of(findings.all.total), circumstances_of(plain.window, scope))
      .estimate;
}

Evaluation evaluate_one(const Metric& metric, const Scope& scope,
                        std::span<const BucketWindow> buckets, unsigned threads) {
  const Query& query = *scope.query;
  const Inquiry current{.metric = &metric,
                        .window = query.window,
                        .buckets = buckets,
                        .group_by = has_groups(metric, query) ? query.group_by : GroupBy::None,
                        .teams = scope.teams.get()};
  Evaluation evaluation = evaluate_current(current, find_in_all(current, scope, threads), scope);
  if (is_in_working_hours(metric, query)) {
    evaluation.elapsed = elapsed_total(current, scope, threads);
  }
  if (query.compare_with) {
    const Inquiry before{.metric = &metric, .window = *query.compare_with};
    evaluation.previous =
        evaluate_previous(before, find_in_all(before, scope, threads), scope, evaluation.total);
  }
  return evaluation;
}

}  // namespace

std::vector<Evaluation> evaluate_all(std::span<const Metric* const> metrics, const Query& query,
                                     const Snapshot& snapshot, unsigned threads) {
  const Scope scope = scope_of(query, snapshot);
  const std::vector<BucketWindow> buckets = buckets_in(query, scope.data);
  const unsigned crew = worthwhile_threads(scope, threads);
  const unsigned each = metrics.size() > 1 ? 1 : crew;
  std::vector<Evaluation> evaluations(metrics.size());
  for_each_index(metrics.size(), crew, [&](std::size_t i) {
    evaluations[i] = evaluate_one(*metrics[i], scope, buckets, each);
  });
  return evaluations;
}

Evaluation evaluate(const Metric& metric, const Query& query, const Snapshot& snapshot) {
  const Metric* const only = &metric;
  return evaluate_all(std::span(&only, 1), query, snapshot).front();
}

std::vector<BucketWindow> buckets_of(const Query& query, const Snapshot& snapshot) {
  return buckets_in(query, scope_of(query, snapshot).data);
}

}  // namespace shiplog
