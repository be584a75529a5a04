// The catalog, the values of metrics, and the items behind them: the bytes are those of
// `shiplog metrics` and `shiplog explain`.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/handlers.h"
#include "api/handlers/metric_schemas.h"
#include "api/http/response.h"
#include "api/paging.h"
#include "api/parameters.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "metrics/calendar.h"
#include "metrics/catalog.h"
#include "metrics/evaluate.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/json_view.h"

namespace shiplog::api {
namespace {

// What a scatter still draws without a delay.
constexpr std::size_t kPointsMax = 20'000;

const ParameterRule& id_rule() {
  static const ParameterRule rule{
      .key = "id",
      .help = "A metric by its id; the headline ones with the grade when none is given",
      .takes = "the id of a metric",
      .is_repeatable = true};
  return rule;
}

Result<Response> catalog(const Call& /*call*/) {
  return json_response(catalog_json(metric_catalog()));
}

Result<Response> metrics(const Call& call) {
  const std::vector<std::string> ids = call.parameters.values(id_rule().key);
  const std::vector<const Metric*> metrics = TRY(find_metrics(ids));
  Prepared ready = TRY(prepare(call));
  Query& query = ready.question.asked.query;
  query.wants_grade = ids.empty();
  Answer answer{.evaluations = evaluate_all(metrics, query, *ready.snapshot)};
  answer.asked = std::move(ready.question.asked);
  return json_response(to_json(answer));
}

// "week:2026-04-06": the bucket of a series that holds a day.
struct Bucket {
  Granularity length = Granularity::Week;
  std::chrono::year_month_day day = {};
};

std::optional<Bucket> bucket_of(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto day = parse_day(text.substr(std::min(colon + 1, text.size())));
  for (const Granularity length :
       {Granularity::Day, Granularity::Week, Granularity::Month, Granularity::Quarter}) {
    if (day && granularity_name(length) == text.substr(0, colon)) {
      return Bucket{.length = length, .day = *day};
    }
  }
  return std::nullopt;
}

const ParameterRule& selection_rule() {
  static const ParameterRule rule{
      .key = "sel",
      .help = "Only what one point of the series counts: its length, and its first day",
      .takes = "a length and a day in it, such as week:2026-04-06",
      .accepts = [](std::string_view text) { return bucket_of(text).has_value(); }};
  return rule;
}

const ParameterRule& counted_rule() {
  static const ParameterRule rule{.key = "counted",
                                  .help = "Only items that count, or only those left out",
                                  .choices = {"yes", "no"}};
  return rule;
}

// Narrows the window to the bucket, of which it may hold a part only.
Result<Unit> select_bucket(const std::string& selection, Query& query) {
  const std::optional<Bucket> bucket = bucket_of(selection);
  const Timestamp day = query.zone.start_of_day(bucket->day);
  for (const Window& each : calendar_buckets(query.window, bucket->length, query.zone)) {
    if (day >= each.from && day < each.until) {
      query.window = {.from = std::max(each.from, query.window.from),
                      .until = std::min(each.until, query.window.until)};
      return Unit{};
    }
  }
  return Error{ErrorCode::InvalidInput, "sel is " + selection + ", which lies outside the range"};
}

void keep_counted(Explanation& explanation, const std::optional<std::string>& counted) {
  if (counted) {
    std::erase_if(explanation.items, [&counted](const ExplainedItem& item) {
      return item.is_counted != (*counted == "yes");
    });
  }
}

std::uint64_t identity_of(const ExplainedItem& item) {
  const std::uint64_t id = hash_bytes(id_of(item), hash_bytes(item.repository));
  return hash_mix(hash_bytes(item.event, id),
                  static_cast<std::uint64_t>(item.moment.time_since_epoch().count()));
}

// Leaves only the items of the page.
ItemPage cut_to_page(std::vector<ExplainedItem>& items, const Parameters& parameters) {
  ItemPage listed{.total = items.size()};
  for (const ExplainedItem& item : items) {
    item.is_counted ? ++listed.counted : ++listed.reasons[std::string(reason_name(item.reason))];
  }
  Page page = page_of(parameters, items.size(),
                      [&items](std::size_t item) { return identity_of(items[item]); });
  listed.next = std::move(page.next);
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(page.end), items.end());
  items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(page.begin));
  return listed;
}

Result<Response> explain_metric(const Call& call) {
  const Metric* metric = TRY(find_metric(call.request.parameters.front()));
  Prepared ready = TRY(prepare(call));
  Query& query = ready.question.asked.query;
  if (const auto selection = call.parameters.value(selection_rule().key)) {
    TRY(select_bucket(*selection, query));
  }
  ExplainedAnswer answer{.explanation = explain(*metric, query, *ready.snapshot)};
  keep_counted(answer.explanation, call.parameters.value(counted_rule().key));
  answer.page = cut_to_page(answer.explanation.items, call.parameters);
  answer.asked = std::move(ready.question.asked);
  return json_response(to_json(answer));
}

Result<Response> points(const Call& call) {
  const std::vector<std::string> ids = call.parameters.values(id_rule().key);
  if (ids.size() != 1) {
    return Error{ErrorCode::InvalidInput, "id names the one metric whose items are shown"};
  }
  const Metric* metric = TRY(find_metric(ids.front()));
  Prepared ready = TRY(prepare(call));
  ExplainedAnswer answer{.explanation =
                             explain(*metric, ready.question.asked.query, *ready.snapshot)};
  answer.asked = std::move(ready.question.asked);
  return json_response(points_json(answer, kPointsMax));
}

}  // namespace

std::vector<Endpoint> metric_endpoints() {
  return {{.path = "/api/v1/catalog",
           .name = "catalog",
           .summary = "What each metric means, how it is computed, and how it misleads",
           .caching = Caching::UntilData,
           .response = catalog_schema(),
           .answer = catalog},
          {.path = "/api/v1/metrics",
           .name = "metrics",
           .summary = "Values with their interval, series, groups and the window before",
           .caching = Caching::UntilMinute,
           .parameters = grammar_and({&id_rule()}),
           .response = answer_schema(),
           .answer = metrics},
          {.path = "/api/v1/points",
           .name = "points",
           .summary = "The counted items of one metric, column by column: the newest 20,000",
           .caching = Caching::UntilMinute,
           .parameters = grammar_and({&id_rule()}),
           .response = points_schema(),
           .answer = points},
          {.path = "/api/v1/explain/{id}",
           .name = "explain",
           .summary = "The items behind a value, counted and left out, each with its reason",
           .caching = Caching::UntilMinute,
           .path_parts = {{.name = "id", .help = "The id of a metric"}},
           .parameters =
               grammar_and({&selection_rule(), &counted_rule(), &limit_rule(), &cursor_rule()}),
           .response = explanation_schema(),
           .answer = explain_metric}};
}

}  // namespace shiplog::api
