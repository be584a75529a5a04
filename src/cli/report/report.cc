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
#include "metrics/comparison.h"
#include "metrics/evaluation.h"
#include "metrics/grade.h"
#include "metrics/levels.h"
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
constexpr std::size_t kValueWidth = 11;
constexpr std::size_t kRangeWidth = 19;
constexpr std::size_t kCountWidth = 7;
constexpr std::size_t kBeforeSparkline = kNameWidth + kValueWidth + kRangeWidth + kCountWidth + 4;
constexpr std::size_t kWidestSparkline = 40;
constexpr std::size_t kGap = 2;
constexpr std::size_t kWidestBar = 120;
constexpr std::size_t kWidestText = 100;
constexpr std::size_t kLookAtLines = 4;

std::size_t sparkline_width(const Style& style) {
  return std::clamp<std::size_t>(style.width - std::min(style.width, kBeforeSparkline), 8,
                                 kWidestSparkline);
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

// "27 Aug – 25 Nov 2026"; the first year only where it is another.
std::string dates_of(const Query& query) {
  std::string from = human_day(query.window.from, query.zone);
  const std::string until = human_day(query.window.until, query.zone);
  constexpr std::size_t kYear = 5;  // With the space before it.
  if (from.substr(from.size() - kYear) == until.substr(until.size() - kYear)) {
    from.resize(from.size() - kYear);
  }
  return from + " – " + until;
}

std::string compared_with(const Query& query) {
  if (!query.compare_with) {
    return "";
  }
  const std::string length = human_length(*query.compare_with);
  return query.compare_with->until == query.window.from
             ? ", against the " + length + " before"
             : ", against those from " + human_day(query.compare_with->from, query.zone);
}

// "production: deployments in 6 repositories, merges (assumed) in 2".
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
    const std::string_view things = !sources.empty() ? ""
                                    : count == 1     ? " repository"
                                                     : " repositories";
    sources += sources.empty() ? "" : ", ";
    sources += source == "merges" ? "merges (assumed)" : source;
    sources += repositories.size() > 1 ? fmt::format(" in {}{}", count, things) : "";
  }
  return "production: " + sources;
}

// Two texts beside each other, or below where the screen is too narrow for that.
std::string beside(const std::string& left, const std::string& right, Tone left_tone,
                   const Style& style) {
  const std::string cut = truncate(left, style.width, style.has_utf8);
  std::string out = toned(cut, left_tone, style);
  if (!right.empty()) {
    const bool fits = width_of(cut) + width_of(right) + 3 <= style.width;
    out += (fits ? toned(" · ", Tone::Faint, style) : "\n") +
           toned(truncate(right, style.width, style.has_utf8), Tone::Faint, style);
  }
  return out + "\n";
}

std::string header(const Answer& answer, const Style& style) {
  const Query& query = answer.asked.query;
  const std::string title = scope_of(answer.asked) + " · " + dates_of(query);
  const bool has_data = answer.asked.complete_until != Timestamp::min();
  const std::string data = has_data ? "Data until " +
                                          human_time(answer.asked.complete_until, query.zone) +
                                          " " + query.zone.name()
                                    : "No data yet";
  return beside(title, human_length(query.window) + compared_with(query), Tone::Bold, style) +
         beside(data, has_data ? production_of(answer) : "", Tone::Faint, style);
}

std::string column_titles(const Query& query, const Style& style) {
  const std::string by = query.every ? "each " + std::string(granularity_name(*query.every)) : "";
  const std::string line =
      std::string(kNameWidth + 1, ' ') + pad_right("typical", kValueWidth + 1) +
      pad_right("likely range", kRangeWidth + 1) + pad_left("n", kCountWidth) + "  " + by;
  return toned(line, Tone::Faint, style) + "\n";
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
      toned(pad_right(name_of(*evaluation.metric), kNameWidth), Tone::Plain, style) + " ";
  if (!total.value) {
    // There is rarely a series without a value, so the reason may take its place.
    line += toned(truncate("–  " + total.absent, style.width - kNameWidth - 1, style.has_utf8),
                  Tone::Faint, style);
    return line + "\n";
  }
  const std::string range = human_interval(unit, total.interval);
  line += toned(pad_right(human_value(unit, *total.value), kValueWidth), Tone::Bold, style);
  line += " " + pad_right(range, kRangeWidth) + " ";
  line += toned(pad_left(human_count(total.count), kCountWidth), Tone::Faint, style);
  line += "  " + toned(series_of(evaluation, style), Tone::Accent, style);
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
    return toned("nothing to compare with", Tone::Faint, style);
  }
  const Metric& metric = *evaluation.metric;
  const std::string was = ", was " + human_value(metric.unit, *previous.estimate.value);
  const Verdict verdict = previous.change.verdict;
  const std::string words(verdict_name(verdict));
  if (verdict != Verdict::Better && verdict != Verdict::Worse) {
    return toned((previous.change.is_clear() ? "clearly " : "") + words + was, Tone::Faint, style);
  }
  return toned("clearly " + words, verdict == Verdict::Better ? Tone::Better : Tone::Worse, style) +
         toned(was, Tone::Faint, style);
}

// "high · clearly better, was 2.8 days": the level, where there is one, and the change.
std::string standing_of(const Evaluation& evaluation, const Style& style) {
  std::string change = change_of(evaluation, style);
  if (!evaluation.level) {
    return change;
  }
  std::string level = toned(level_words(evaluation.level->fits), Tone::Faint, style);
  const bool has_previous = evaluation.previous && evaluation.previous->estimate.value;
  if (!has_previous || change.empty()) {
    return level;
  }
  return level + toned(" · ", Tone::Faint, style) + change;
}

// The question that a metric answers, and how the answer changed.
std::string question_line(const Evaluation& evaluation, const Style& style) {
  const std::string question = "  " + std::string(evaluation.metric->question);
  const std::string change = standing_of(evaluation, style);
  if (change.empty()) {
    return toned(truncate(question, style.width, style.has_utf8), Tone::Faint, style) + "\n";
  }
  const std::string plain = standing_of(evaluation, Style{});
  const std::size_t wide = kNameWidth + kValueWidth + kRangeWidth - 3;
  const std::size_t room = style.width - std::min(style.width, width_of(plain) + 2);
  const std::size_t column = std::min(wide, room);
  return toned(pad_right(truncate(question, column, style.has_utf8), column), Tone::Faint, style) +
         "  " + change + "\n";
}

// Changes known only from git have one stage, development, for all that comes before the
// merge: the parts are told of whichever kind of change there is more.
std::vector<const Part*> parts_to_show(const Evaluation& lead_time) {
  const auto is_development = [](const Part& part) { return part.name == "development"; };
  const auto development =
      std::find_if(lead_time.parts.begin(), lead_time.parts.end(), is_development);
  const std::size_t whole = development == lead_time.parts.end() ? 0 : development->estimate.count;
  const bool is_mostly_git = 2 * whole > lead_time.total.count;
  std::vector<const Part*> parts;
  for (const Part& part : lead_time.parts) {
    const bool is_shown = part.name == "deploy" || is_development(part) == is_mostly_git;
    if (part.share && is_shown) {
      parts.push_back(&part);
    }
  }
  return parts;
}

std::string stages_of(const Answer& answer, const Style& style) {
  const Evaluation* lead_time = find_evaluation(answer, "lead_time");
  if (lead_time == nullptr || !lead_time->total.value) {
    return {};
  }
  constexpr std::array<std::string_view, 6> kShades = {"█", "░", "▓", "▒", "═", "█"};
  constexpr std::string_view kHeading = "Where the time goes";
  std::vector<double> lengths;
  std::vector<std::string_view> shades;
  std::string legend;
  for (const Part* part : parts_to_show(*lead_time)) {
    shades.push_back(kShades[lengths.size()]);
    lengths.push_back(*part->share);
    const std::string entry = fmt::format("{} {} {}, {}", shades.back(), part->name,
                                          human_value(MetricUnit::Ratio, lengths.back()),
                                          human_duration(*part->estimate.value));
    const std::size_t line_begin = legend.rfind('\n') + 1;
    const bool fits = width_of(legend.substr(line_begin)) + width_of(entry) + kGap <= style.width;
    legend += legend.empty() ? "" : fits ? std::string(kGap, ' ') : "\n";
    legend += entry;
  }
  if (lengths.empty()) {
    return {};
  }
  const std::size_t width = std::min<std::size_t>(style.width, kWidestBar) - width_of(kHeading) - 2;
  return "\n" + toned(kHeading, Tone::Bold, style) + "  " +
         toned(stacked_bar(lengths, shades, width), Tone::Accent, style) + "\n" + legend + "\n";
}

std::string look_at(const Answer& answer, const Style& style) {
  std::string out;
  std::size_t lines = 0;
  for (const std::string& sentence : things_to_look_at(answer)) {
    const std::vector<std::string> wrapped =
        wrap(sentence, std::min<std::size_t>(style.width, kWidestText) - 2);
    if (lines > 0 && lines + wrapped.size() > kLookAtLines) {
      continue;
    }
    for (const std::string& line : wrapped) {
      out += (&line == wrapped.data() ? toned("→ ", Tone::Accent, style) : "  ") + line + "\n";
    }
    lines += wrapped.size();
  }
  return out.empty() ? out : "\n" + out;
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

std::string grade_line(const Answer& answer, const Style& style) {
  const std::optional<Grade> grade = grade_of(answer.evaluations);
  if (!grade) {
    return {};
  }
  std::string line = grade->letter.empty() ? "Score" : "Grade " + grade->letter + ",";
  line += fmt::format(" {:.1f} of 10", grade->score);
  if (grade->interval) {
    line += fmt::format(" ({:.1f} – {:.1f})", *grade->interval->low, *grade->interval->high);
  }
  line += fmt::format(" by {} of {}", grade->metrics, kGradedMetrics);
  line += grade->previous ? fmt::format(", was {:.1f}", *grade->previous) : "";
  line += fmt::format(" · industries {:.1f}", kIndustryMean2025);
  return "\n" + truncate(line, style.width, style.has_utf8);  // The stages begin a line.
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
  out += grade_line(answer, style);
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
