#include "services/views/json_view.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_time.h"
#include "base/json_writer.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/comparison.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/grade.h"
#include "metrics/lenses.h"
#include "metrics/levels.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

constexpr double kIntervalLevel = 0.95;

void put_real(JsonWriter& json, std::string_view key, std::optional<double> value) {
  json.key(key);
  value ? json.real(*value) : json.null();
}

void put_count(JsonWriter& json, std::string_view key, std::size_t count) {
  json.key(key).integer(static_cast<std::int64_t>(count));
}

void put_window(JsonWriter& json, const Window& window) {
  json.key("from").text(format_time(window.from));
  json.key("until").text(format_time(window.until));
}

// Left out where there are none.
void put_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) {
    return;
  }
  json.key(key).begin_array();
  for (const std::string& text : texts) {
    json.text(text);
  }
  json.end_array();
}

void put_asked(JsonWriter& json, const Asked& asked) {
  const Query& query = asked.query;
  json.key("window").begin_object();
  put_window(json, query.window);
  json.key("every");
  query.every ? json.text(granularity_name(*query.every)) : json.null();
  json.key("time_zone").text(query.zone.name()).end_object();

  json.key("scope").begin_object().key("repositories").begin_array();
  for (const std::string& name : asked.repositories) {
    json.text(name);
  }
  json.end_array().key("bots").text(bots_name(query.bots));
  put_texts(json, "teams", asked.teams);
  put_texts(json, "labels", query.labels);
  put_texts(json, "services", query.services);
  if (asked.me) {
    json.key("me").text(*asked.me);
  }
  if (asked.bot_reviews) {
    json.key("bot_reviews").text("include");
  }
  if (query.base) {
    json.key("base").text(*query.base);
  }
  if (query.environment) {
    json.key("environment").text(*query.environment);
  }
  json.end_object().key("complete_until");
  const bool has_data = asked.complete_until != Timestamp::min();
  has_data ? json.text(format_time(asked.complete_until)) : json.null();
}

// The fields of an estimate, inside an object that is already open.
void put_estimate(JsonWriter& json, const Estimate& estimate) {
  put_real(json, "value", estimate.value);
  if (!estimate.value) {
    json.key("absent").text(estimate.absent);
  }
  put_count(json, "count", estimate.count);
  if (estimate.interval) {
    json.key("interval").begin_object().key("level").real(kIntervalLevel);
    put_real(json, "low", estimate.interval->low);
    put_real(json, "high", estimate.interval->high);
    json.end_object();
  }
  if (estimate.ratio) {
    put_count(json, "numerator", estimate.ratio->numerator);
    put_count(json, "denominator", estimate.ratio->denominator);
  }
  if (estimate.possible) {
    json.key("possible").begin_object();
    put_count(json, "numerator", estimate.possible->numerator);
    put_real(json, "value", estimate.possible->value);
    json.end_object();
  }
  if (estimate.still_open) {
    put_count(json, "still_open", *estimate.still_open);
  }
  if (estimate.closed_only) {
    json.key("closed_only").begin_object();
    put_real(json, "value", estimate.closed_only->value);
    put_count(json, "count", estimate.closed_only->count);
    json.end_object();
  }
}

void put_series(JsonWriter& json, const std::vector<SeriesPoint>& series) {
  json.key("series").begin_array();
  for (const SeriesPoint& point : series) {
    json.begin_object();
    put_window(json, point.window);
    put_estimate(json, point.estimate);
    json.key("partial").boolean(point.is_partial).end_object();
  }
  json.end_array();
}

void put_groups(JsonWriter& json, const Query& query, const std::vector<Group>& groups) {
  json.key("groups").begin_array();
  for (const Group& group : groups) {
    json.begin_object().key("by").text(group_by_name(query.group_by)).key("key");
    group.key.empty() ? json.null() : json.text(group.key);
    put_estimate(json, group.estimate);
    if (query.every) {
      put_series(json, group.series);
    }
    json.end_object();
  }
  json.end_array();
}

void put_change(JsonWriter& json, const Comparison& change) {
  json.key("change_is_clear").boolean(change.is_clear());
  json.key("change").text(verdict_name(change.verdict));
  if (change.difference) {
    json.key("difference").begin_object().key("value").real(*change.difference);
    if (change.interval) {
      put_real(json, "low", change.interval->low);
      put_real(json, "high", change.interval->high);
    }
    json.end_object();
  }
  if (change.detectable) {
    json.key("detectable_change").real(*change.detectable);
  }
}

void put_previous(JsonWriter& json, const Previous& previous) {
  json.key("previous").begin_object();
  put_window(json, previous.window);
  put_estimate(json, previous.estimate);
  if (previous.score) {
    json.key("score").real(*previous.score);
  }
  put_change(json, previous.change);
  json.end_object();
}

void put_grid(JsonWriter& json, const WeekGrid& grid) {
  json.key("by_weekday_and_hour").begin_array();
  for (const auto& day : grid) {
    json.begin_array();
    for (const std::size_t count : day) {
      json.integer(static_cast<std::int64_t>(count));
    }
    json.end_array();
  }
  json.end_array();
}

void put_parts(JsonWriter& json, const Evaluation& evaluation) {
  if (evaluation.percentiles) {
    json.key("percentiles").begin_object();
    put_real(json, "p50", evaluation.percentiles->p50);
    put_real(json, "p75", evaluation.percentiles->p75);
    put_real(json, "p90", evaluation.percentiles->p90);
    json.end_object();
  }
  if (!evaluation.parts.empty()) {
    json.key("parts").begin_object();
    for (const Part& part : evaluation.parts) {
      json.key(part.name).begin_object();
      put_estimate(json, part.estimate);
      if (part.share) {
        json.key("share").real(*part.share);
      }
      json.end_object();
    }
    json.end_object();
  }
}

void put_level(JsonWriter& json, const Evaluation& evaluation) {
  if (evaluation.level) {
    const auto put_names = [&json](std::string_view key, const std::vector<LevelName>& levels) {
      json.key(key).begin_array();
      for (const LevelName level : levels) {
        json.text(level_name(level));
      }
      json.end_array();
    };
    const std::vector<LevelName>& fits = evaluation.level->fits;
    json.key("level").begin_object().key("set");
    json.text("dora-" + std::to_string(evaluation.level->year)).key("name");
    fits.size() == 1 ? json.text(level_name(fits.front())) : json.null();
    put_names("fits", fits);
    put_names("plausible", evaluation.level->plausible);
    json.end_object();
  }
  if (evaluation.score) {
    json.key("score").real(*evaluation.score);
  }
}

void put_grade(JsonWriter& json, const Grade& grade) {
  json.key("grade").begin_object().key("score").real(grade.score);
  put_count(json, "metrics", grade.metrics);
  put_count(json, "of", kGradedMetrics);
  if (grade.interval) {
    json.key("interval").begin_object().key("level").real(kIntervalLevel);
    put_real(json, "low", grade.interval->low);
    put_real(json, "high", grade.interval->high);
    json.end_object();
  }
  json.key("letter");
  grade.letter.empty() ? json.null() : json.text(grade.letter);
  put_real(json, "previous", grade.previous);
  json.key("industry").begin_object().key("year").integer(2025);
  json.key("mean").real(kIndustryMean2025).end_object().end_object();
}

// How the value was looked at, where that was a choice.
void put_lenses(JsonWriter& json, const Query& query, const Evaluation& evaluation) {
  if (has_percentiles(*evaluation.metric)) {
    json.key("percentile").integer(percentile_number(query.percentile));
  }
  if (evaluation.by != PlacedBy::Default) {
    json.key("by").text(placed_by_name(evaluation.by));
  }
  if (evaluation.metric->unit == MetricUnit::Seconds) {
    json.key("time").text(evaluation.elapsed ? "working_hours" : "elapsed");
  }
  if (evaluation.elapsed) {
    json.key("elapsed").begin_object();
    put_estimate(json, *evaluation.elapsed);
    json.end_object();
  }
}

void put_evaluation(JsonWriter& json, const Asked& asked, const Evaluation& evaluation) {
  const Metric& metric = *evaluation.metric;
  json.begin_object().key("id").text(metric.id).key("version").integer(metric.version);
  json.key("unit").text(unit_name(metric.unit));
  json.key("statistic").text(statistic_name(metric.statistic));
  json.key("better").text(better_name(metric.better));
  put_lenses(json, asked.query, evaluation);
  put_estimate(json, evaluation.total);
  put_parts(json, evaluation);
  put_level(json, evaluation);
  if (evaluation.grid) {
    put_grid(json, *evaluation.grid);
  }
  if (evaluation.previous) {
    put_previous(json, *evaluation.previous);
  }
  if (!evaluation.deployments_from.empty()) {
    json.key("deployments_from").begin_object();
    for (const auto& [repository, source] : evaluation.deployments_from) {
      json.key(repository).text(source);
    }
    json.end_object();
  }
  if (asked.query.every) {
    put_series(json, evaluation.series);
  }
  if (asked.query.group_by != GroupBy::None) {
    put_groups(json, asked.query, evaluation.groups);
  }
  json.key("notes").begin_array();
  for (const std::string& note : evaluation.notes) {
    json.text(note);
  }
  json.end_array().end_object();
}

}  // namespace

std::string to_json(const Answer& answer) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  put_asked(json, answer.asked);
  json.key("metrics").begin_array();
  for (const Evaluation& evaluation : answer.evaluations) {
    put_evaluation(json, answer.asked, evaluation);
  }
  json.end_array();
  if (answer.asked.query.wants_grade) {
    if (const std::optional<Grade> grade = grade_of(answer.evaluations)) {
      put_grade(json, *grade);
    }
  }
  json.end_object();
  return out + "\n";
}

namespace {

void put_level_range(JsonWriter& json, const LevelRange& range) {
  json.key(level_name(range.level)).begin_object();
  put_real(json, "low", range.low > 0 ? std::optional(range.low) : std::nullopt);
  put_real(json, "high", std::isfinite(range.high) ? std::optional(range.high) : std::nullopt);
  json.end_object();
}

// What DORA's reports say of a metric, year by year; nothing of a metric that has no levels.
void put_levels(JsonWriter& json, const Metric& metric) {
  const std::span<const LevelTable> tables = level_tables();
  if (std::ranges::find(tables, metric.id, &LevelTable::metric) == tables.end()) {
    return;
  }
  json.key("levels").begin_array();
  for (const LevelTable& table : tables) {
    if (table.metric == metric.id) {
      json.begin_object().key("year").integer(table.year);
      for (const LevelRange& range : table.ranges) {
        put_level_range(json, range);
      }
      json.end_object();
    }
  }
  json.end_array();
}

}  // namespace

std::string catalog_json(std::span<const Metric* const> catalog) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("metrics").begin_array();
  for (const Metric* metric : catalog) {
    json.begin_object().key("id").text(metric->id).key("version").integer(metric->version);
    json.key("title").text(metric->title).key("question").text(metric->question);
    json.key("definition").text(metric->definition).key("caveat").text(metric->caveat);
    json.key("unit").text(unit_name(metric->unit));
    json.key("statistic").text(statistic_name(metric->statistic));
    json.key("better").text(better_name(metric->better));
    json.key("dora").boolean(metric->is_dora);
    json.key("estimate").boolean(metric->is_estimate);
    put_levels(json, *metric);
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

namespace {

void put_moment(JsonWriter& json, std::string_view key, Timestamp moment) {
  json.key(key);
  happened(moment) ? json.text(format_time(moment)) : json.null();
}

void put_change_times(JsonWriter& json, const ChangeTimes& times) {
  put_moment(json, "first_commit_at", times.first_commit_at);
  put_moment(json, "ready_at", times.ready_at);
  put_moment(json, "first_review_at", times.first_review_at);
  put_moment(json, "approved_at", times.approved_at);
  put_moment(json, "merged_at", times.merged_at);
  put_moment(json, "deployed_at", times.deployed_at);
  json.key("stages").begin_object();
  for (std::size_t i = 0; i < kStageCount; ++i) {
    put_real(json, stage_name(static_cast<Stage>(i)), times.stages[i]);
  }
  json.end_object();
}

void put_change(JsonWriter& json, const ExplainedChange& change) {
  if (change.kind == ChangeKind::DirectPush) {
    json.key("commit").text(change.id);
  } else {
    json.key("pull_request").begin_object().key("id").text(change.id);
    json.key("number").integer(change.number).key("title").text(change.title).end_object();
  }
  if (change.linked_by) {
    json.key("deployment").text(change.deployment);
    json.key("linked_by").text(linked_by_name(*change.linked_by));
  }
  if (change.times) {
    put_change_times(json, *change.times);
  }
}

void put_correction(JsonWriter& json, const std::optional<ExplainedCorrection>& correction) {
  if (correction) {
    json.key("correction").begin_object().key("id").text(correction->id);
    put_moment(json, "at", correction->at);
    json.key("by").text(correction->by).key("reason").text(correction->reason).end_object();
  }
}

void put_failure(JsonWriter& json, const ExplainedDeployment& deployment) {
  json.key("failed").boolean(*deployment.failed).key("confidence");
  const std::string_view confidence = confidence_name(deployment.confidence);
  confidence.empty() ? json.null() : json.text(confidence);
  json.key("evidence").begin_array();
  for (const ExplainedEvidence& evidence : deployment.evidence) {
    json.begin_object().key("kind").text(evidence_name(evidence.kind));
    json.key("source").text(evidence.source);
    put_correction(json, evidence.correction);
    json.end_object();
  }
  json.end_array();
  put_moment(json, "recovered_at", deployment.recovered_at);
  json.key("recovered_by");
  deployment.recovered_by.empty() ? json.null() : json.text(deployment.recovered_by);
}

void put_deployment(JsonWriter& json, const ExplainedDeployment& deployment) {
  json.key("deployment").text(deployment.id).key("name").text(deployment.name);
  json.key("environment").text(deployment.environment).key("service").text(deployment.service);
  put_moment(json, "finished_at", deployment.finished_at);
  if (deployment.failed) {
    put_failure(json, deployment);
  }
}

void put_item(JsonWriter& json, const Metric& metric, const ExplainedItem& item) {
  json.begin_object();
  if (!item.repository.empty()) {  // A reviewer is of the whole scope.
    json.key("repository").text(item.repository);
  }
  if (item.change) {
    put_change(json, *item.change);
  }
  if (item.deployment) {
    put_deployment(json, *item.deployment);
  }
  if (item.run) {
    json.key("workflow_run").begin_object().key("id").text(item.run->id);
    json.key("name").text(item.run->name).end_object();
  }
  if (!item.event.empty()) {
    json.key("event").text(item.event);
  }
  if (!item.subject.empty()) {
    json.key(item.subject_name).text(item.subject);
  }
  json.key("counted").boolean(item.is_counted);
  if (!item.is_counted) {
    json.key("reason").text(reason_name(item.reason));
  }
  put_correction(json, item.correction);
  put_moment(json, "at", item.moment);
  if (item.value) {
    // cli.md names this field by its metric; every metric has it as "value" too.
    json.key("value").real(*item.value).key(metric.id).real(*item.value);
  }
  if (item.is_still_open) {
    json.key("still_open").boolean(true);
  }
  json.end_object();
}

}  // namespace

std::string to_json(const ExplainedAnswer& answer) {
  const Explanation& explanation = answer.explanation;
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("metric").text(explanation.metric->id);
  put_asked(json, answer.asked);
  put_estimate(json, explanation.total);
  json.key("items").begin_array();
  for (const ExplainedItem& item : explanation.items) {
    put_item(json, *explanation.metric, item);
  }
  json.end_array();
  if (answer.page) {
    put_count(json, "total", answer.page->total);
    put_count(json, "counted", answer.page->counted);
    json.key("reasons").begin_object();
    for (const auto& [reason, count] : answer.page->reasons) {
      put_count(json, reason, count);
    }
    json.end_object();
    json.key("next");
    answer.page->next.empty() ? json.null() : json.text(answer.page->next);
  }
  json.end_object();
  return out + "\n";
}

}  // namespace shiplog
