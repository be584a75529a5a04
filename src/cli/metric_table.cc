#include "cli/metric_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/report/report.h"
#include "cli/sparkline.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/comparison.h"
#include "metrics/evaluation.h"
#include "metrics/explanation.h"
#include "metrics/levels.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

std::string asked_line(const Asked& asked, const Style& style) {
  const Query& query = asked.query;
  const std::string line = without_controls(scope_words(asked)) + " · " +
                           human_time(query.window.from, query.zone) + " – " +
                           human_time(query.window.until, query.zone) + " " + query.zone.name();
  return toned(truncate(line, style.width, style.has_utf8), Tone::Faint, style) + "\n\n";
}

std::string value_or_reason(const Metric& metric, const Estimate& estimate) {
  return estimate.value ? human_value(metric.unit, *estimate.value) : "–  " + estimate.absent;
}

std::string buckets_table(const Evaluation& evaluation, const Asked& asked, const Style& style) {
  std::vector<TableRow> rows;
  const MetricUnit unit = evaluation.metric->unit;
  std::vector<std::optional<double>> values;
  for (const SeriesPoint& point : evaluation.series) {
    values.push_back(point.estimate.value);
  }
  for (const SeriesPoint& point : evaluation.series) {
    rows.push_back({{human_day(point.window.from, asked.query.zone)},
                    {human_value(unit, point.estimate.value)},
                    {human_interval(unit, point.estimate.interval), Tone::Faint},
                    {human_count(point.estimate.count)},
                    {point.is_partial ? "partial" : "", Tone::Faint}});
  }
  for (const Group& group : evaluation.groups) {
    rows.push_back({{group_words(group.key, asked.query)},
                    {value_or_reason(*evaluation.metric, group.estimate)},
                    {human_interval(unit, group.estimate.interval), Tone::Faint},
                    {human_count(group.estimate.count)}});
  }
  if (rows.empty()) {
    return {};
  }
  const std::vector<TableColumn> columns = {
      {.title =
           evaluation.series.empty() ? std::string(group_by_name(asked.query.group_by)) : "from",
       .may_shrink = true},
      {.title = "value"},
      {.title = "likely range"},
      {.title = "n", .is_number = true},
      {}};
  return "\n" + toned(name_of(*evaluation.metric), Tone::Bold, style) + "  " +
         toned(sparkline(values), Tone::Accent, style) + "\n" + render_table(columns, rows, style);
}

// What stands beside a value and is never added to it.
std::vector<std::string> asides_of(const Evaluation& evaluation) {
  const Estimate& total = evaluation.total;
  const Metric& metric = *evaluation.metric;
  const std::string name(metric.id);
  std::vector<std::string> asides;
  if (total.possible && total.possible->numerator > 0) {
    asides.push_back(fmt::format("{}: {} more possibly failed ({})", name,
                                 human_count(total.possible->numerator),
                                 human_value(metric.unit, total.possible->value)));
  }
  if (total.still_open && *total.still_open > 0) {
    asides.push_back(fmt::format("{}: {} of {} have not ended yet and are counted so far", name,
                                 human_count(*total.still_open), human_count(total.count)));
  }
  if (evaluation.elapsed && evaluation.elapsed->value) {
    asides.push_back(fmt::format("{}: {} of working hours, {} elapsed", name,
                                 human_value(metric.unit, total.value),
                                 human_value(metric.unit, evaluation.elapsed->value)));
  }
  return asides;
}

// "Levels in DORA's report of 2024: lead_time high, …".
std::string levels_of(const Answer& answer) {
  std::string levels;
  for (const Evaluation& evaluation : answer.evaluations) {
    if (evaluation.level) {
      levels += (levels.empty() ? "" : ", ") + std::string(evaluation.metric->id) + " " +
                level_words(evaluation.level->fits);
    }
  }
  return levels.empty()
             ? levels
             : fmt::format("Levels in DORA's report of {}: {}", kNewestLevelYear, levels);
}

// A line of bars a weekday, all on one scale.
std::string week_of(const Evaluation& evaluation, const Style& style) {
  if (!evaluation.grid || !evaluation.total.value) {
    return {};
  }
  constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
  std::vector<std::optional<double>> counts;
  for (const auto& day : *evaluation.grid) {
    for (const std::size_t count : day) {
      counts.emplace_back(static_cast<double>(count));
    }
  }
  const std::string bars = sparkline(counts);
  const std::size_t day_size = bars.size() / kDays.size();  // All bars are as many bytes.
  std::string out = "\n" + toned("By hour of the day, from 0 to 23", Tone::Bold, style) + "\n";
  for (std::size_t day = 0; day < kDays.size(); ++day) {
    out += std::string(kDays[day]) + "  " +
           toned(bars.substr(day * day_size, day_size), Tone::Accent, style) + "\n";
  }
  return out;
}

std::string notes_of(const Answer& answer, const Style& style) {
  std::vector<std::string> notes;
  if (std::string levels = levels_of(answer); !levels.empty()) {
    notes.push_back(std::move(levels));
  }
  for (const Evaluation& evaluation : answer.evaluations) {
    for (std::string& aside : asides_of(evaluation)) {
      notes.push_back(std::move(aside));
    }
    for (const std::string& note : evaluation.notes) {
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) {
        notes.push_back(note);
      }
    }
  }
  std::string out;
  for (const std::string& note : notes) {
    for (const std::string& line : wrap(without_controls(note), style.width)) {
      out += toned(line, Tone::Faint, style) + "\n";
    }
  }
  return out.empty() ? out : "\n" + out;
}

// Short where the screen is narrow, so that values are not cut.
std::string verdict_words(Verdict verdict, const Style& style) {
  constexpr std::size_t kWide = 92;
  return verdict == Verdict::NoClearChange && style.width < kWide
             ? "unclear"
             : std::string(verdict_name(verdict));
}

}  // namespace

std::string metric_table(const Answer& answer, const Style& style) {
  std::vector<TableRow> rows;
  for (const Evaluation& evaluation : answer.evaluations) {
    const Metric& metric = *evaluation.metric;
    std::string before;
    Tone tone = Tone::Faint;
    if (evaluation.previous) {
      before = human_value(metric.unit, evaluation.previous->estimate.value);
      const Verdict verdict = evaluation.previous->change.verdict;
      tone = verdict == Verdict::Better  ? Tone::Better
             : verdict == Verdict::Worse ? Tone::Worse
                                         : Tone::Faint;
      before +=
          evaluation.previous->estimate.value ? " (" + verdict_words(verdict, style) + ")" : "";
    }
    rows.push_back({{std::string(metric.id)},
                    {value_or_reason(metric, evaluation.total), Tone::Bold},
                    {human_interval(metric.unit, evaluation.total.interval)},
                    {human_count(evaluation.total.count)},
                    {before, tone}});
  }
  const std::vector<TableColumn> columns = {{.title = "metric"},
                                            {.title = "value", .may_shrink = true},
                                            {.title = "likely range"},
                                            {.title = "n", .is_number = true},
                                            {.title = "before"}};
  std::string out = asked_line(answer.asked, style) + render_table(columns, rows, style);
  for (const Evaluation& evaluation : answer.evaluations) {
    out += buckets_table(evaluation, answer.asked, style) + week_of(evaluation, style);
  }
  out += answer.asked.query.wants_grade ? grade_line(answer, style) : "";
  return out + notes_of(answer, style);
}

namespace {

constexpr std::size_t kWidthForStages = 100;

bool has_stages(const Explanation& explanation) {
  return std::any_of(explanation.items.begin(), explanation.items.end(),
                     [](const auto& item) { return item.change && item.change->times; });
}

bool has_values(const Explanation& explanation) {
  const Metric& metric = *explanation.metric;
  return metric.unit == MetricUnit::Seconds || metric.unit == MetricUnit::Lines ||
         metric.statistic == Statistic::Mean || metric.statistic == Statistic::Evenness;
}

std::string who_and_why(const ExplainedCorrection& correction) {
  return correction.by + ": " + correction.reason;
}

std::string evidence_of(const ExplainedDeployment& deployment) {
  std::string out;
  for (const ExplainedEvidence& evidence : deployment.evidence) {
    std::string kind(evidence_name(evidence.kind));
    std::replace(kind.begin(), kind.end(), '_', ' ');
    out += (out.empty() ? "" : ", ") + kind;
    if (evidence.kind != EvidenceKind::ByHand) {
      out += " " + evidence.source;
    }
    if (evidence.correction) {
      out += " (" + who_and_why(*evidence.correction) + ")";
    }
  }
  return out;
}

std::string remark_of(const ExplainedItem& item, Statistic statistic) {
  if (!item.is_counted) {
    return human_reason(item.reason) +
           (item.correction ? ", " + who_and_why(*item.correction) : "");
  }
  if (item.is_still_open) {
    return "still open";
  }
  if (item.deployment && item.deployment->failed) {
    const std::string evidence = evidence_of(*item.deployment);
    const std::string verdict = *item.deployment->failed ? "failed" : "ok";
    return evidence.empty() ? verdict : verdict + ": " + evidence;
  }
  if (item.change && item.change->linked_by) {
    return item.change->deployment +
           (*item.change->linked_by == LinkedBy::Time ? " (by time)" : "");
  }
  if (!item.event.empty()) {
    return std::string(item.event);
  }
  const bool has_property = statistic == Statistic::Rate || statistic == Statistic::SoleShare;
  return has_property && item.value.value_or(0) != 0 ? "yes" : "";
}

struct ItemColumns {
  bool has_value = false;  // Of a rate, an item's value would be 0 or 100 %.
  bool has_stages = false;
};

TableRow item_row(const Explanation& explanation, const ExplainedItem& item, const TimeZone& zone,
                  const ItemColumns& shown) {
  const Tone tone = item.is_counted ? Tone::Plain : Tone::Faint;
  TableRow row = {{happened(item.moment) ? human_day(item.moment, zone) : "", tone},
                  {item_name(item) + "  " + item.repository, tone}};
  if (shown.has_value) {
    // What a person gave is a count, whatever the whole is.
    const bool is_count = explanation.metric->statistic == Statistic::Evenness;
    const MetricUnit unit = is_count ? MetricUnit::Count : explanation.metric->unit;
    row.push_back({human_value(unit, item.value), tone});
  }
  if (shown.has_stages) {
    const ChangeTimes times =
        item.change && item.change->times ? *item.change->times : ChangeTimes{};
    for (const std::size_t stage : {0U, 1U, 2U, 3U, 4U}) {
      row.push_back({human_value(MetricUnit::Seconds, times.stages[stage]), tone});
    }
  }
  row.push_back({remark_of(item, explanation.metric->statistic), tone});
  return row;
}

// The counted ones first, since they are the value; the latest first in each half.
std::vector<const ExplainedItem*> in_reading_order(const Explanation& explanation) {
  std::vector<const ExplainedItem*> items;
  for (auto item = explanation.items.rbegin(); item != explanation.items.rend(); ++item) {
    items.push_back(&*item);
  }
  std::stable_partition(items.begin(), items.end(),
                        [](const ExplainedItem* item) { return item->is_counted; });
  return items;
}

std::string reasons_of(const Explanation& explanation) {
  std::vector<std::pair<Reason, std::size_t>> counts;
  for (const ExplainedItem& item : explanation.items) {
    if (item.is_counted) {
      continue;
    }
    const auto known = std::find_if(counts.begin(), counts.end(), [&item](const auto& count) {
      return count.first == item.reason;
    });
    known == counts.end() ? counts.emplace_back(item.reason, 1).second : ++known->second;
  }
  std::string out;
  for (const auto& [reason, count] : counts) {
    out += (out.empty() ? "" : ", ") + human_count(count) + " " + human_reason(reason);
  }
  return out;
}

}  // namespace

std::string explanation_table(const ExplainedAnswer& answer, std::size_t limit,
                              const Style& style) {
  const Explanation& explanation = answer.explanation;
  const Metric& metric = *explanation.metric;
  std::string out = asked_line(answer.asked, style);
  out += toned(name_of(metric), Tone::Bold, style) + " " +
         toned(value_or_reason(metric, explanation.total), Tone::Bold, style) + ", from " +
         human_count(explanation.total.count) + " counted";
  const std::string left_out = reasons_of(explanation);
  out += (left_out.empty() ? "" : "; left out: " + left_out) + "\n\n";

  const bool is_wide = style.width >= kWidthForStages;
  const ItemColumns shown{.has_value = has_values(explanation),
                          .has_stages = is_wide && has_stages(explanation)};
  std::vector<TableColumn> columns = {{.title = "when"}, {.title = "what", .may_shrink = true}};
  if (shown.has_value) {
    columns.push_back({.title = "value"});
  }
  if (shown.has_stages) {
    for (const std::string_view stage : {"coding", "pickup", "review", "merge", "deploy"}) {
      columns.push_back({.title = std::string(stage)});
    }
  }
  columns.push_back({.title = "remark"});

  const std::vector<const ExplainedItem*> items = in_reading_order(explanation);
  const std::size_t count = std::min(limit, items.size());
  std::vector<TableRow> rows;
  for (const ExplainedItem* item : std::span(items).first(count)) {
    rows.push_back(item_row(explanation, *item, answer.asked.query.zone, shown));
  }
  out += render_table(columns, rows, style);
  if (count < items.size()) {
    out += toned(fmt::format("… and {} more: --limit {} shows all, --format json or csv says more "
                             "about each",
                             human_count(items.size() - count), items.size()),
                 Tone::Faint, style) +
           "\n";
  }
  return out;
}

}  // namespace shiplog
