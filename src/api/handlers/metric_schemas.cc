#include "api/handlers/metric_schemas.h"

#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "api/schema.h"

namespace shiplog::api {
namespace {

Schema real_or_null() { return nullable(real()); }

Schema unit_schema() { return one_of({"seconds", "per_week", "ratio", "count", "lines", "score"}); }

Schema better_schema() { return one_of({"lower", "higher", "neutral"}); }

Schema statistic_schema() {
  return one_of({"median", "kaplan_meier", "rate", "count_per_week", "count_at_end",
                 "median_at_end", "mean", "ratio_of_counts", "evenness", "sole_share"});
}

std::vector<Field> window_fields() {
  return {{.name = "from", .schema = time()},
          {.name = "until", .schema = time(), .help = "not included"}};
}

Schema interval_schema() {
  return object(
      "Interval",
      {{.name = "level", .schema = real(), .help = "0.95"},
       {.name = "low", .schema = real_or_null(), .help = "null: the data do not reach it"},
       {.name = "high", .schema = real_or_null()}});
}

// What every number comes with.
std::vector<Field> estimate_fields() {
  return {
      {.name = "value", .schema = real_or_null()},
      optional_field("absent", text(), "why there is no value"),
      {.name = "count", .schema = integer(), .help = "how many items it counts"},
      optional_field("interval", interval_schema()),
      optional_field("numerator", integer()),
      optional_field("denominator", integer()),
      optional_field("possible",
                     object({{.name = "numerator", .schema = integer()},
                             {.name = "value", .schema = real_or_null()}}),
                     "failures that are possible but not confirmed"),
      optional_field("still_open", integer(), "how many have not ended"),
      optional_field("closed_only", object({{.name = "value", .schema = real_or_null()},
                                            {.name = "count", .schema = integer()}})),
  };
}

std::vector<Field> with_estimate(std::vector<Field> before, std::vector<Field> after = {}) {
  std::vector<Field> estimate = estimate_fields();
  before.insert(before.end(), std::make_move_iterator(estimate.begin()),
                std::make_move_iterator(estimate.end()));
  before.insert(before.end(), std::make_move_iterator(after.begin()),
                std::make_move_iterator(after.end()));
  return before;
}

Schema previous_schema() {
  return object(
      "Previous",
      with_estimate(window_fields(),
                    {optional_field("score", real()),
                     {.name = "change_is_clear", .schema = boolean()},
                     {.name = "change",
                      .schema = one_of({"better", "worse", "higher", "lower", "no clear change"})},
                     optional_field("difference", object({{.name = "value", .schema = real()},
                                                          optional_field("low", real_or_null()),
                                                          optional_field("high", real_or_null())})),
                     optional_field("detectable_change", real())}));
}

Schema level_name_schema() { return one_of({"elite", "high", "medium", "low"}); }

Schema level_schema() {
  return object("Level", {{.name = "set", .schema = text(), .help = "dora-2024"},
                          {.name = "name", .schema = nullable(level_name_schema())},
                          {.name = "fits", .schema = list_of(level_name_schema())},
                          {.name = "plausible", .schema = list_of(level_name_schema())}});
}

Schema grade_schema() {
  return object("Grade", {{.name = "score", .schema = real()},
                          {.name = "metrics", .schema = integer()},
                          {.name = "of", .schema = integer()},
                          optional_field("interval", interval_schema()),
                          {.name = "letter", .schema = nullable(text())},
                          {.name = "previous", .schema = real_or_null()},
                          {.name = "industry",
                           .schema = object({{.name = "year", .schema = integer()},
                                             {.name = "mean", .schema = real()}})}});
}

Schema point_schema() {
  return object("SeriesPoint",
                with_estimate(window_fields(), {{.name = "partial", .schema = boolean()}}));
}

Schema metric_schema() {
  std::vector<Field> before = {{.name = "id", .schema = text()},
                               {.name = "version", .schema = integer()},
                               {.name = "unit", .schema = unit_schema()},
                               {.name = "statistic", .schema = statistic_schema()},
                               {.name = "better", .schema = better_schema()},
                               optional_field("percentile", integer(), "of medians: 50, 75 or 90"),
                               optional_field("by", one_of({"merged", "deployed", "opened"}),
                                              "which moment of a change placed it"),
                               optional_field("time", one_of({"elapsed", "working_hours"})),
                               optional_field("elapsed", object("Elapsed", with_estimate({}, {})),
                                              "beside a value of working hours")};
  return object(
      "Metric",
      with_estimate(
          std::move(before),
          {optional_field("percentiles", object({{.name = "p50", .schema = real_or_null()},
                                                 {.name = "p75", .schema = real_or_null()},
                                                 {.name = "p90", .schema = real_or_null()}})),
           optional_field(
               "parts",
               map_of(object("Part", with_estimate({}, {optional_field("share", real())})))),
           optional_field("level", level_schema()),
           optional_field("score", real()),
           optional_field("by_weekday_and_hour", list_of(list_of(integer())),
                          "seven rows from Monday, of 24 hours each"),
           optional_field("previous", previous_schema()),
           optional_field("deployments_from", map_of(text()), "by repository"),
           optional_field("series", list_of(point_schema())),
           optional_field(
               "groups",
               list_of(object("Group",
                              with_estimate({{.name = "by", .schema = text()},
                                             {.name = "key",
                                              .schema = nullable(text()),
                                              .help = "null: what is in none"}},
                                            {optional_field("series", list_of(point_schema()))})))),
           {.name = "notes", .schema = list_of(text())}}));
}

// Window, scope and the end of the data, as every answer begins.
std::vector<Field> asked_fields() {
  std::vector<Field> window = window_fields();
  window.push_back({.name = "every", .schema = nullable(text())});
  window.push_back({.name = "time_zone", .schema = text()});
  return {{.name = "window", .schema = object("Window", std::move(window))},
          {.name = "scope",
           .schema = object(
               "Scope",
               {{.name = "repositories", .schema = list_of(text()), .help = "empty: all of them"},
                {.name = "bots", .schema = text()},
                optional_field("bot_reviews", text()),
                optional_field("teams", list_of(text()), "slugs"),
                optional_field("labels", list_of(text())),
                optional_field("services", list_of(text())),
                optional_field("me", text(), "a login"),
                optional_field("base", text()),
                optional_field("environment", text())})},
          {.name = "complete_until",
           .schema = nullable(time()),
           .help = "the end of the data; null: there are none"}};
}

std::vector<Field> change_fields() {
  return {
      optional_field("pull_request", object({{.name = "id", .schema = text()},
                                             {.name = "number", .schema = integer()},
                                             {.name = "title", .schema = text()}})),
      optional_field("commit", text(), "of a direct push"),
      optional_field("linked_by", one_of({"commit", "head_commit", "time"})),
      optional_field("first_commit_at", nullable(time())),
      optional_field("ready_at", nullable(time())),
      optional_field("first_review_at", nullable(time())),
      optional_field("approved_at", nullable(time())),
      optional_field("merged_at", nullable(time())),
      optional_field("deployed_at", nullable(time())),
      optional_field("stages", stages_schema()),
  };
}

std::vector<Field> deployment_fields() {
  return {
      optional_field("deployment", text()),
      optional_field("name", text()),
      optional_field("environment", text()),
      optional_field("service", text()),
      optional_field("finished_at", nullable(time())),
      optional_field("failed", boolean()),
      optional_field("confidence", nullable(one_of({"confirmed", "possible"}))),
      optional_field("evidence", list_of(evidence_schema())),
      optional_field("recovered_at", nullable(time())),
      optional_field("recovered_by", nullable(text())),
  };
}

Schema item_schema() {
  std::vector<Field> fields = {optional_field("repository", text())};
  for (std::vector<Field>& some : std::vector{change_fields(), deployment_fields()}) {
    fields.insert(fields.end(), std::make_move_iterator(some.begin()),
                  std::make_move_iterator(some.end()));
  }
  for (Field& field : std::vector<Field>{
           optional_field("workflow_run", object({{.name = "id", .schema = text()},
                                                  {.name = "name", .schema = text()}})),
           optional_field("event", text()),
           optional_field("directory", text()),
           optional_field("reviewer", text(), "a number, never a name"),
           {.name = "counted", .schema = boolean()},
           optional_field("reason", text(), "why it is left out"),
           {.name = "at", .schema = nullable(time()), .help = "what places it in time"},
           optional_field("value", real(), "also under the metric's own id"),
           optional_field("still_open", boolean()),
       }) {
    fields.push_back(std::move(field));
  }
  Schema item = object("Item", std::move(fields));
  item.is_open = true;  // The value stands under the id of the metric, too.
  return item;
}

Schema level_year_schema() {
  const Schema range = object("LevelRange", {{.name = "low", .schema = real_or_null()},
                                             {.name = "high", .schema = real_or_null()}});
  return object("LevelYear", {{.name = "year", .schema = integer()},
                              optional_field("elite", range),
                              optional_field("high", range),
                              optional_field("medium", range),
                              optional_field("low", range)});
}

}  // namespace

Schema stages_schema() {
  return object("Stages", {{.name = "coding", .schema = real_or_null()},
                           {.name = "pickup", .schema = real_or_null()},
                           {.name = "review", .schema = real_or_null()},
                           {.name = "merge", .schema = real_or_null()},
                           {.name = "deploy", .schema = real_or_null()},
                           {.name = "development", .schema = real_or_null()}});
}

Schema evidence_schema() {
  return object("Evidence",
                {{.name = "kind",
                  .schema = one_of({"incident", "rollback", "failure_status", "revert", "fixes",
                                    "hotfix", "incident_nearby"})},
                 {.name = "source", .schema = text(), .help = "the id of what shows it"}});
}

Schema catalog_schema() {
  return object("Catalog",
                {{.name = "metrics",
                  .schema = list_of(
                      object("Definition", {{.name = "id", .schema = text()},
                                            {.name = "version", .schema = integer()},
                                            {.name = "title", .schema = text()},
                                            {.name = "question", .schema = text()},
                                            {.name = "definition", .schema = text()},
                                            {.name = "caveat", .schema = text()},
                                            {.name = "unit", .schema = unit_schema()},
                                            {.name = "statistic", .schema = statistic_schema()},
                                            {.name = "better", .schema = better_schema()},
                                            {.name = "dora", .schema = boolean()},
                                            {.name = "estimate", .schema = boolean()},
                                            optional_field("levels", list_of(level_year_schema()),
                                                           "of DORA's reports")}))}});
}

Schema answer_schema() {
  std::vector<Field> fields = asked_fields();
  fields.push_back({.name = "metrics", .schema = list_of(metric_schema())});
  fields.push_back(optional_field("grade", grade_schema()));
  return object("Metrics", std::move(fields));
}

Schema points_schema() {
  return object(
      "Points",
      {{.name = "window", .schema = asked_fields().front().schema},
       {.name = "unit", .schema = unit_schema()},
       {.name = "repositories", .schema = list_of(text())},
       {.name = "at", .schema = list_of(time()), .help = "what places each item in time"},
       {.name = "value", .schema = list_of(real())},
       {.name = "repository", .schema = list_of(integer()), .help = "into repositories"},
       {.name = "number",
        .schema = list_of(nullable(integer())),
        .help = "of the pull request; null: a direct push"},
       {.name = "open", .schema = list_of(boolean()), .help = "not ended: so long so far"},
       {.name = "total", .schema = integer(), .help = "also those that are too many to show"}});
}

Schema explanation_schema() {
  std::vector<Field> fields = {{.name = "metric", .schema = text()}};
  std::vector<Field> asked = asked_fields();
  fields.insert(fields.end(), std::make_move_iterator(asked.begin()),
                std::make_move_iterator(asked.end()));
  fields = with_estimate(
      std::move(fields),
      {{.name = "items", .schema = list_of(item_schema())},
       {.name = "total", .schema = integer(), .help = "items on all pages"},
       {.name = "counted", .schema = integer(), .help = "of those"},
       {.name = "reasons", .schema = map_of(integer()), .help = "how many each reason leaves out"},
       {.name = "next", .schema = nullable(text()), .help = "the cursor of the next page"}});
  return object("Explanation", std::move(fields));
}

}  // namespace shiplog::api
