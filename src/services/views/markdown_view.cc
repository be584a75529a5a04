#include "services/views/markdown_view.h"

#include <span>
#include <string>
#include <string_view>

#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

std::string value_or_reason(const Metric& metric, const Estimate& estimate) {
  return estimate.value ? human_value(metric.unit, *estimate.value)
                        : "– (" + markdown_cell(estimate.absent) + ")";
}

std::string asked_line(const Asked& asked) {
  const Query& query = asked.query;
  return markdown_cell(scope_words(asked)) + ", " + human_time(query.window.from, query.zone) +
         " to " + human_time(query.window.until, query.zone) + " (" + query.zone.name() + ")\n";
}

void append_row(std::string& out, std::string_view name, const Metric& metric,
                const Estimate& estimate, std::string_view last) {
  out += "| " + markdown_cell(name) + " | " + value_or_reason(metric, estimate) + " | " +
         human_interval(metric.unit, estimate.interval) + " | " + human_count(estimate.count) +
         " | " + std::string(last) + " |\n";
}

void append_series(std::string& out, const Answer& answer, const Evaluation& evaluation) {
  if (evaluation.series.empty() && evaluation.groups.empty()) {
    return;
  }
  out += "\n| " + std::string(evaluation.metric->title) +
         " | value | likely range (95 %) | n | |\n|---|---|---|---:|---|\n";
  for (const SeriesPoint& point : evaluation.series) {
    append_row(out, human_day(point.window.from, answer.asked.query.zone), *evaluation.metric,
               point.estimate, point.is_partial ? "partial" : "");
  }
  for (const Group& group : evaluation.groups) {
    append_row(out, group_words(group.key, answer.asked.query), *evaluation.metric, group.estimate,
               "");
  }
}

}  // namespace

std::string markdown_cell(std::string_view text) {
  std::string out;
  for (const char character : text) {
    const bool is_markup = std::string_view("|\\`*_<>[]").find(character) != std::string::npos;
    const bool is_break = static_cast<unsigned char>(character) < 0x20;
    out += is_markup ? "\\" : "";
    out += is_break ? ' ' : character;
  }
  return out;
}

std::string to_markdown(const Answer& answer) {
  std::string out = asked_line(answer.asked);
  out += "\n| metric | value | likely range (95 %) | n | before |\n|---|---|---|---:|---|\n";
  for (const Evaluation& evaluation : answer.evaluations) {
    const std::string before =
        evaluation.previous ? value_or_reason(*evaluation.metric, evaluation.previous->estimate)
                            : "";
    append_row(out, evaluation.metric->title, *evaluation.metric, evaluation.total, before);
  }
  for (const Evaluation& evaluation : answer.evaluations) {
    append_series(out, answer, evaluation);
  }
  return out;
}

std::string catalog_markdown(std::span<const Metric* const> catalog) {
  std::string out;
  for (const Metric* metric : catalog) {
    out += (out.empty() ? "## `" : "\n## `") + std::string(metric->id) +
           "`: " + std::string(metric->title) + "\n\n" + std::string(metric->question) + "\n\n" +
           std::string(metric->definition) + "\n\nHow it misleads: " + std::string(metric->caveat) +
           "\n";
  }
  return out;
}

std::string to_markdown(const ExplainedAnswer& answer) {
  const Explanation& explanation = answer.explanation;
  const Metric& metric = *explanation.metric;
  std::string out = asked_line(answer.asked) + "\n" + std::string(metric.title) + ": " +
                    value_or_reason(metric, explanation.total) + ", n " +
                    human_count(explanation.total.count) +
                    "\n\n| repository | what | when | value | not counted because |\n"
                    "|---|---|---|---|---|\n";
  for (const ExplainedItem& item : explanation.items) {
    out += "| " + markdown_cell(item.repository) + " | " + markdown_cell(item_name(item)) + " | " +
           (happened(item.moment) ? human_time(item.moment, answer.asked.query.zone) : "") + " | " +
           human_value(metric.unit, item.value) + " | " +
           (item.is_counted ? "" : human_reason(item.reason)) + " |\n";
  }
  return out;
}

}  // namespace shiplog
