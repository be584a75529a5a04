#include "cli/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/report/look_at.h"
#include "cli/sparkline.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "domain/timestamp.h"
#include "metrics/evaluation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

constexpr std::array<std::string_view, 12> kMetrics = {
    "lead_time",       "deployment_frequency", "change_fail_rate", "recovery_time",
    "rework_rate",     "cycle_time",           "throughput",       "time_to_first_review",
    "review_coverage", "pull_request_size",    "work_in_progress", "open_age"};

constexpr std::size_t kNameWidth = 21;
constexpr std::size_t kValueWidth = 12;
constexpr std::size_t kRangeWidth = 18;
constexpr std::size_t kCountWidth = 7;
constexpr std::size_t kBeforeSparkline = kNameWidth + kValueWidth + kRangeWidth + kCountWidth + 4;
constexpr std::size_t kWidestSparkline = 40;
constexpr std::size_t kLookAtLines = 4;

std::size_t sparkline_width(const Style& style) {
  return std::clamp<std::size_t>(style.width - std::min(style.width, kBeforeSparkline), 8,
                                 kWidestSparkline);
}

std::string in_color(std::string_view text, Tone tone, const Style& style) {
  return toned(text, tone, style);
}

std::string scope_of(const Asked& asked) {
  const std::vector<std::string>& names = asked.repositories;
  std::string scope = names.empty() ? "All repositories" : without_controls(names.front());
  if (names.size() > 1) {
    scope += fmt::format(" and {} more", names.size() - 1);
  }
  if (asked.query.base) {
    scope += ", into " + without_controls(*asked.query.base);
  }
  if (asked.query.environment) {
    scope += ", on " + without_controls(*asked.query.environment);
  }
  return scope;
}

std::string compared_with(const Query& query) {
  if (!query.compare_with) {
    return "";
  }
  const bool is_adjacent = query.compare_with->until == query.window.from;
  return is_adjacent ? ", compared with the " + human_length(*query.compare_with) + " before"
                     : ", compared with " + human_day(query.compare_with->from, query.zone) +
                           " – " + human_day(query.compare_with->until, query.zone);
}

// "Production is known from deployments (3 repositories) and releases (1)."
std::string production_of(const Answer& answer) {
  const Evaluation* frequency = find_evaluation(answer, "deployment_frequency");
  if (frequency == nullptr || frequency->deployments_from.empty()) {
    return {};
  }
  std::map<std::string_view, std::size_t> repositories;
  for (const auto& [repository, source] : frequency->deployments_from) {
    ++repositories[source];
  }
  std::string sources;
  for (const auto& [source, count] : repositories) {
    sources += sources.empty() ? "" : ", ";
    sources += source == "merges" ? "merges (assumed)" : source;
    sources += repositories.size() > 1 ? fmt::format(" in {}", count) : "";
  }
  return " · production is known from " + sources;
}

std::string header(const Answer& answer, const Style& style) {
  const Query& query = answer.asked.query;
  const std::string title = scope_of(answer.asked) + " · " +
                            human_day(query.window.from, query.zone) + " – " +
                            human_day(query.window.until, query.zone);
  const std::string data = answer.asked.complete_until == Timestamp::min()
                               ? "No data yet"
                               : "Data until " +
                                     human_time(answer.asked.complete_until, query.zone) + " " +
                                     query.zone.name() + production_of(answer);
  const std::string length = human_length(query.window) + compared_with(query);
  std::string out = in_color(truncate(title, style.width, style.has_utf8), Tone::Bold, style);
  // The length goes beside the title where there is room.
  if (width_of(title) + width_of(length) + 3 <= style.width) {
    out += in_color(" · " + length, Tone::Faint, style);
  }
  return out + "\n" + in_color(truncate(data, style.width, style.has_utf8), Tone::Faint, style) +
         "\n";
}

std::string column_titles(const Query& query, const Style& style) {
  const std::string by = query.every ? "each " + std::string(granularity_name(*query.every)) : "";
  const std::string line =
      std::string(kNameWidth + 1, ' ') + pad_right("typical", kValueWidth + 1) +
      pad_right("likely range", kRangeWidth + 1) + pad_left("n", kCountWidth) + "  " + by;
  return in_color(line, Tone::Faint, style) + "\n";
}

std::string series_of(const Evaluation& evaluation, const Style& style) {
  std::vector<std::optional<double>> values;
  for (const SeriesPoint& point : evaluation.series) {
    values.push_back(point.estimate.value);
  }
  const std::size_t shown = std::min(values.size(), sparkline_width(style));
  return sparkline(std::span(values).last(shown));
}

// One metric's numbers in a line.
std::string numbers_line(const Evaluation& evaluation, const Style& style) {
  const Estimate& total = evaluation.total;
  const MetricUnit unit = evaluation.metric->unit;
  std::string line =
      in_color(pad_right(name_of(*evaluation.metric), kNameWidth), Tone::Plain, style) + " ";
  if (!total.value) {
    const std::string reason = total.absent.empty() ? "–" : "–  " + total.absent;
    const std::size_t room = kValueWidth + kRangeWidth + kCountWidth + 2;
    line += in_color(pad_right(truncate(reason, room, style.has_utf8), room), Tone::Faint, style);
  } else {
    const std::string range = human_interval(unit, total.interval);
    line += in_color(pad_right(human_value(unit, *total.value), kValueWidth), Tone::Bold, style);
    line += " " + pad_right(range, kRangeWidth) + " ";
    line += in_color(pad_left(human_count(total.count), kCountWidth), Tone::Faint, style);
  }
  line += "  " + in_color(series_of(evaluation, style), Tone::Accent, style);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

// "clearly better, was 2.8 days".
std::string change_of(const Evaluation& evaluation, const Style& style) {
  if (!evaluation.previous || !evaluation.total.value) {
    return {};
  }
  const Previous& previous = *evaluation.previous;
  if (!previous.estimate.value) {
    return in_color("nothing to compare with", Tone::Faint, style);
  }
  const Metric& metric = *evaluation.metric;
  const std::string was = ", was " + human_value(metric.unit, *previous.estimate.value);
  if (!previous.change_is_clear || metric.better == Better::Neutral) {
    return in_color("no clear change" + was, Tone::Faint, style);
  }
  const bool is_lower = *evaluation.total.value < *previous.estimate.value;
  const bool is_better = is_lower == (metric.better == Better::Lower);
  return in_color(is_better ? "clearly better" : "clearly worse",
                  is_better ? Tone::Better : Tone::Worse, style) +
         in_color(was, Tone::Faint, style);
}

// The question that a metric answers, and how the answer changed.
std::string question_line(const Evaluation& evaluation, const Style& style) {
  const std::string question = "  " + std::string(evaluation.metric->question);
  const std::string change = change_of(evaluation, style);
  if (change.empty()) {
    return in_color(truncate(question, style.width, style.has_utf8), Tone::Faint, style) + "\n";
  }
  const std::string plain = change_of(evaluation, Style{});
  const std::size_t wide = kNameWidth + kValueWidth + kRangeWidth - 2;
  const std::size_t room = style.width - std::min(style.width, width_of(plain) + 2);
  const std::size_t column = std::min(wide, room);
  return in_color(pad_right(truncate(question, column, style.has_utf8), column), Tone::Faint,
                  style) +
         "  " + change + "\n";
}

std::string stages_of(const Answer& answer, const Style& style) {
  const Evaluation* lead_time = find_evaluation(answer, "lead_time");
  if (lead_time == nullptr || !lead_time->total.value) {
    return {};
  }
  constexpr std::array<std::string_view, 6> kShades = {"█", "▓", "▒", "░", "█", "▓"};
  constexpr std::array kTones = {Tone::Accent, Tone::Plain, Tone::Plain,
                                 Tone::Plain,  Tone::Plain, Tone::Plain};
  static_assert(kTones.size() == kShades.size());
  std::vector<double> lengths;
  std::vector<std::string_view> shades;
  std::string legend;
  for (const Part& part : lead_time->parts) {
    const std::optional<double> value = part.estimate.value;
    if (!value) {
      continue;
    }
    const std::string_view shade = kShades[lengths.size() % kShades.size()];
    legend += legend.empty() ? "  " : "  ";
    legend += std::string(shade) + " " + std::string(part.name) + " " + human_duration(*value);
    lengths.push_back(*value);
    shades.push_back(shade);
  }
  if (lengths.empty()) {
    return {};
  }
  const std::size_t width = std::min<std::size_t>(style.width - 4, 100);
  return "\n" + in_color("Where the time goes", Tone::Bold, style) +
         in_color(" (typical length of each stage that happened)", Tone::Faint, style) + "\n  " +
         stacked_bar(lengths, shades, width) + "\n" +
         truncate(legend, style.width, style.has_utf8) + "\n";
}

std::string look_at(const Answer& answer, const Style& style) {
  std::string out;
  std::size_t lines = 0;
  for (const std::string& sentence : things_to_look_at(answer)) {
    const std::vector<std::string> wrapped = wrap(sentence, style.width - 4);
    if (lines > 0 && lines + wrapped.size() > kLookAtLines) {
      break;
    }
    for (const std::string& line : wrapped) {
      out += (&line == wrapped.data() ? "  • " : "    ") + line + "\n";
    }
    lines += wrapped.size();
  }
  return out.empty() ? out : "\n" + in_color("What to look at", Tone::Bold, style) + "\n" + out;
}

}  // namespace

std::span<const std::string_view> report_metrics() { return kMetrics; }

Granularity report_granularity(const Window& window, const Style& style) {
  return granularity_for(window, sparkline_width(style));
}

const Evaluation* find_evaluation(const Answer& answer, std::string_view id) {
  const auto found =
      std::find_if(answer.evaluations.begin(), answer.evaluations.end(),
                   [id](const Evaluation& evaluation) { return evaluation.metric->id == id; });
  return found == answer.evaluations.end() ? nullptr : &*found;
}

std::string name_of(const Metric& metric) {
  std::string name(metric.id);
  std::replace(name.begin(), name.end(), '_', ' ');
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  }
  return name;
}

std::string render_report(const Answer& answer, const Style& style) {
  std::string out = header(answer, style);
  out += "\n" + column_titles(answer.asked.query, style);
  for (const Evaluation& evaluation : answer.evaluations) {
    if (evaluation.metric->is_dora) {
      out += numbers_line(evaluation, style) + question_line(evaluation, style);
    }
  }
  out += stages_of(answer, style) + "\n";
  const Evaluation* lead_time = find_evaluation(answer, "lead_time");
  for (const Evaluation& evaluation : answer.evaluations) {
    // The lead time, where there is one, tells more than the way to the merge alone.
    const bool is_told =
        evaluation.metric->id == "cycle_time" && lead_time != nullptr && lead_time->total.value;
    if (!evaluation.metric->is_dora && !is_told) {
      out += numbers_line(evaluation, style);
    }
  }
  return out + look_at(answer, style);
}

}  // namespace shiplog
