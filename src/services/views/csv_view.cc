#include "services/views/csv_view.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_time.h"
#include "base/json_writer.h"
#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

std::string number(std::optional<double> value) {
  std::string out;
  if (value) {
    JsonWriter(out).real(*value);
  }
  return out;
}

std::string count_of(std::optional<std::size_t> value) {
  return value ? std::to_string(*value) : "";
}

std::string time_of(Timestamp moment) { return happened(moment) ? format_time(moment) : ""; }

std::string yes_or_no(bool value) { return value ? "true" : "false"; }

// Titles are written by anybody; a spreadsheet runs what starts like this.
bool reads_as_formula(std::string_view field) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  return !field.empty() && kStarts.find(field.front()) != std::string_view::npos;
}

struct Line {
  std::string_view of = {};  // "total", "part", …
  std::string_view key = {};
  Window window = {};
  bool is_partial = false;
};

void append_line(std::string& out, const Metric& metric, const Line& line,
                 const Estimate& estimate) {
  const std::optional<Interval> interval = estimate.interval;
  const std::string fields[] = {
      std::string(metric.id),
      std::string(line.of),
      std::string(line.key),
      format_time(line.window.from),
      format_time(line.window.until),
      number(estimate.value),
      std::string(unit_name(metric.unit)),
      std::to_string(estimate.count),
      number(interval ? interval->low : std::nullopt),
      number(interval ? interval->high : std::nullopt),
      count_of(estimate.ratio ? std::optional(estimate.ratio->numerator) : std::nullopt),
      count_of(estimate.ratio ? std::optional(estimate.ratio->denominator) : std::nullopt),
      count_of(estimate.still_open),
      yes_or_no(line.is_partial),
      estimate.absent,
  };
  out += csv_line(fields);
}

}  // namespace

std::string csv_line(std::span<const std::string> fields) {
  std::string out;
  for (const std::string& field : fields) {
    out += &field == fields.data() ? "" : ",";
    const bool is_number =
        !field.empty() && field.find_first_not_of("-+.0123456789e") == std::string::npos;
    const std::string safe = reads_as_formula(field) && !is_number ? "'" + field : field;
    if (safe.find_first_of(",\"\r\n") == std::string::npos) {
      out += safe;
      continue;
    }
    out += '"';
    for (const char character : safe) {
      out += character == '"' ? std::string("\"\"") : std::string(1, character);
    }
    out += '"';
  }
  return out + "\r\n";
}

std::string to_csv(const Answer& answer) {
  std::string out =
      "metric,of,key,from,until,value,unit,count,low,high,numerator,denominator,still_open,"
      "partial,absent\r\n";
  const Window& window = answer.asked.query.window;
  for (const Evaluation& evaluation : answer.evaluations) {
    const Metric& metric = *evaluation.metric;
    append_line(out, metric, {.of = "total", .window = window}, evaluation.total);
    if (evaluation.previous) {
      append_line(out, metric, {.of = "previous", .window = evaluation.previous->window},
                  evaluation.previous->estimate);
    }
    for (const Part& part : evaluation.parts) {
      append_line(out, metric, {.of = "part", .key = part.name, .window = window}, part.estimate);
    }
    for (const SeriesPoint& point : evaluation.series) {
      append_line(out, metric,
                  {.of = "series", .window = point.window, .is_partial = point.is_partial},
                  point.estimate);
    }
    for (const Group& group : evaluation.groups) {
      const std::string_view by = group_by_name(answer.asked.query.group_by);
      append_line(out, metric, {.of = by, .key = group.key, .window = window}, group.estimate);
      for (const SeriesPoint& point : group.series) {
        append_line(
            out, metric,
            {.of = by, .key = group.key, .window = point.window, .is_partial = point.is_partial},
            point.estimate);
      }
    }
  }
  return out;
}

std::string catalog_csv(std::span<const Metric* const> catalog) {
  std::string out = "id,version,title,question,definition,caveat,unit,statistic,better,dora\r\n";
  for (const Metric* metric : catalog) {
    const std::string fields[] = {
        std::string(metric->id),
        std::to_string(metric->version),
        std::string(metric->title),
        std::string(metric->question),
        std::string(metric->definition),
        std::string(metric->caveat),
        std::string(unit_name(metric->unit)),
        std::string(statistic_name(metric->statistic)),
        std::string(better_name(metric->better)),
        yes_or_no(metric->is_dora),
    };
    out += csv_line(fields);
  }
  return out;
}

namespace {

constexpr std::string_view kItemHeader =
    "metric,repository,change,number,title,deployment,linked_by,counted,reason,at,value,"
    "still_open,first_commit_at,ready_at,first_review_at,approved_at,merged_at,deployed_at,"
    "coding,pickup,review,merge,deploy,development,environment,service,failed,confidence,"
    "evidence,recovered_at,recovered_by,event,workflow_run,subject,"
    "corrected_by,correction_reason\r\n";

void append_times(std::vector<std::string>& fields, const std::optional<ExplainedChange>& change) {
  const ChangeTimes times = change && change->times ? *change->times : ChangeTimes{};
  for (const Timestamp moment : {times.first_commit_at, times.ready_at, times.first_review_at,
                                 times.approved_at, times.merged_at, times.deployed_at}) {
    fields.push_back(time_of(moment));
  }
  for (const std::optional<double>& stage : times.stages) {
    fields.push_back(number(stage));
  }
}

void append_outcome(std::vector<std::string>& fields,
                    const std::optional<ExplainedDeployment>& given) {
  const ExplainedDeployment deployment = given.value_or(ExplainedDeployment{});
  std::string evidence;
  for (const ExplainedEvidence& one : deployment.evidence) {
    evidence += evidence.empty() ? "" : " ";
    evidence += std::string(evidence_name(one.kind)) + ":" + one.source;
  }
  fields.push_back(deployment.environment);
  fields.push_back(deployment.service);
  fields.push_back(deployment.failed ? yes_or_no(*deployment.failed) : "");
  fields.emplace_back(confidence_name(deployment.confidence));
  fields.push_back(evidence);
  fields.push_back(time_of(deployment.recovered_at));
  fields.push_back(deployment.recovered_by);
}

std::vector<std::string> item_fields(const Metric& metric, const ExplainedItem& item) {
  const ExplainedChange change = item.change.value_or(ExplainedChange{});
  std::vector<std::string> fields = {
      std::string(metric.id),
      item.repository,
      change.id,
      change.number == 0 ? "" : std::to_string(change.number),
      change.title,
      item.deployment ? item.deployment->id : change.deployment,
      std::string(change.linked_by ? linked_by_name(*change.linked_by) : ""),
      yes_or_no(item.is_counted),
      std::string(item.is_counted ? "" : reason_name(item.reason)),
      time_of(item.moment),
      number(item.value),
      yes_or_no(item.is_still_open),
  };
  append_times(fields, item.change);
  append_outcome(fields, item.deployment);
  fields.emplace_back(item.event);
  fields.push_back(item.run ? item.run->id : "");
  fields.push_back(item.subject);
  const ExplainedCorrection correction = correction_of(item).value_or(ExplainedCorrection{});
  fields.push_back(correction.by);
  fields.push_back(correction.reason);
  return fields;
}

}  // namespace

std::string to_csv(const ExplainedAnswer& answer) {
  std::string out(kItemHeader);
  for (const ExplainedItem& item : answer.explanation.items) {
    out += csv_line(item_fields(*answer.explanation.metric, item));
  }
  return out;
}

}  // namespace shiplog
