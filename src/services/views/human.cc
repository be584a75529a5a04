#include "services/views/human.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time_zone.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/explanation.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

constexpr double kMinute = 60;
constexpr double kHour = 60 * kMinute;
constexpr double kDay = 24 * kHour;
constexpr double kYear = 365.25 * kDay;
constexpr double kWeeksAMonth = 365.25 / 12 / 7;
constexpr double kWeeksAYear = 365.25 / 7;

// Two significant digits below ten, whole above, without a trailing ".0".
std::string short_number(double value) {
  if (std::abs(value) >= 9.95 || std::abs(value - std::round(value)) < 0.05) {
    return fmt::format("{:.0f}", value);
  }
  return fmt::format("{:.1f}", value);
}

struct Scale {
  double size = 1;
  std::string_view unit = {};  // With the space before it, if one is written.
};

Scale duration_scale(double seconds) {
  const double length = std::abs(seconds);
  if (length < 2 * kMinute) {
    return {1, " s"};
  }
  if (length < 2 * kHour) {
    return {kMinute, " min"};
  }
  if (length < 2 * kDay) {
    return {kHour, " h"};
  }
  if (length < 2 * kYear) {
    return {kDay, " days"};
  }
  return {kYear, " years"};
}

Scale rate_scale(double per_week) {
  if (per_week == 0 || per_week >= 1) {
    return {1, " a week"};
  }
  if (per_week * kWeeksAMonth >= 1) {
    return {1 / kWeeksAMonth, " a month"};
  }
  return {1 / kWeeksAYear, " a year"};
}

// The scale in which a value of this unit is told.
Scale scale_of(MetricUnit unit, double value) {
  switch (unit) {
    case MetricUnit::Seconds:
      return duration_scale(value);
    case MetricUnit::PerWeek:
      return rate_scale(value);
    case MetricUnit::Ratio:
      return {0.01, " %"};
    case MetricUnit::Lines:
      return {1, " lines"};
    case MetricUnit::Count:
      break;
  }
  return {1, ""};
}

std::string in_scale(double value, const Scale& scale) {
  const double scaled = value / scale.size;
  return scaled >= 1000 ? human_count(static_cast<std::size_t>(std::llround(scaled)))
                        : short_number(scaled);
}

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string human_duration(double seconds) { return human_value(MetricUnit::Seconds, seconds); }

std::string human_value(MetricUnit unit, double value) {
  const Scale scale = scale_of(unit, value);
  const std::string number = in_scale(value, scale);
  const bool is_one = number == "1" && scale.unit.ends_with('s') && scale.unit.size() > 2;
  return number + std::string(scale.unit.substr(0, scale.unit.size() - (is_one ? 1 : 0)));
}

std::string human_value(MetricUnit unit, std::optional<double> value) {
  return value ? human_value(unit, *value) : "–";
}

std::string human_interval(MetricUnit unit, const std::optional<Interval>& interval) {
  if (!interval || (!interval->low && !interval->high)) {
    return {};
  }
  if (!interval->high) {
    return "from " + human_value(unit, *interval->low);
  }
  if (!interval->low) {
    return "to " + human_value(unit, *interval->high);
  }
  const Scale low = scale_of(unit, *interval->low);
  const Scale high = scale_of(unit, *interval->high);
  // Nothing is nothing in any unit, and two rates are compared in one.
  if (low.unit == high.unit || *interval->low == 0 || unit == MetricUnit::PerWeek) {
    return in_scale(*interval->low, high) + " – " + human_value(unit, *interval->high);
  }
  return human_value(unit, *interval->low) + " – " + human_value(unit, *interval->high);
}

std::string human_count(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t place = digits.size(); place > 3; place -= 3) {
    digits.insert(place - 3, 1, ',');
  }
  return digits;
}

std::string human_day(Timestamp moment, const TimeZone& zone) {
  const std::chrono::year_month_day day = zone.day_of(moment);
  return fmt::format("{} {} {}", static_cast<unsigned>(day.day()),
                     kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()));
}

std::string human_time(Timestamp moment, const TimeZone& zone) {
  const auto local = moment + zone.offset_at(moment);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(
                           local - std::chrono::floor<std::chrono::days>(local))
                           .count();
  return fmt::format("{} {:02}:{:02}", human_day(moment, zone), minutes / 60, minutes % 60);
}

std::string human_length(const Window& window) {
  const double days = window.seconds() / kDay;
  if (days < 2) {
    return human_duration(window.seconds());
  }
  return fmt::format("{:.0f} days", days);
}

std::string item_name(const ExplainedItem& item) {
  constexpr std::size_t kShortSha = 10;
  if (item.change && item.change->kind == ChangeKind::DirectPush) {
    return item.change->id.substr(0, kShortSha);
  }
  if (item.change) {
    const std::string& title = item.change->title;
    return fmt::format("#{}{}{}", item.change->number, title.empty() ? "" : " ", title);
  }
  if (item.deployment) {
    return item.deployment->name.empty() ? item.deployment->id : item.deployment->name;
  }
  if (item.run) {
    return item.run->name + " " + item.run->id;
  }
  if (!item.subject.empty()) {
    // A directory names itself; a reviewer is a number.
    return item.repository.empty() ? std::string(item.subject_name) + " " + item.subject
                                   : item.subject;
  }
  return {};
}

std::string human_reason(Reason reason) {
  switch (reason) {
    case Reason::FirstDeployment:
      return "in the first known deployment";
    case Reason::NotProduction:
      return "not production";
    case Reason::BotAuthor:
      return "written by a bot";
    case Reason::OutsideScope:
      return "outside the scope";
    case Reason::NeverDraft:
      return "never a draft";
    case Reason::NotDecided:
      return "neither passed nor failed";
    case Reason::LaterRun:
      return "a later run of the same commit";
    case Reason::NotAReview:
      return "a comment, no review";
    case Reason::NotByAnother:
      return "by the author, a bot, or after the close";
    default:
      break;
  }
  std::string words(reason_name(reason));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

namespace {

void add_words(std::string& words, std::string_view what, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    words += (words.empty() ? "" : ", ") + std::string(what) + name;
  }
}

}  // namespace

std::string scope_words(const Asked& asked) {
  const Query& query = asked.query;
  std::string words;
  add_words(words, "", asked.repositories);
  if (words.empty()) {
    words = "All repositories";
  }
  add_words(words, "team ", asked.teams);
  add_words(words, "label ", query.labels);
  add_words(words, "service ", query.services);
  if (query.base) {
    words += ", into " + *query.base;
  }
  if (query.environment) {
    words += ", to " + *query.environment;
  }
  if (asked.me) {
    words += ", only " + *asked.me;
  }
  if (query.by != PlacedBy::Default) {
    words += ", by when " + std::string(placed_by_name(query.by));
  }
  if (query.percentile != Percentile::P50) {
    words += ", " + std::to_string(percentile_number(query.percentile)) + "th percentiles";
  }
  if (query.working_hours) {
    words += ", in working hours";
  }
  return words;
}

std::string group_words(std::string_view key, const Query& query) {
  if (!key.empty()) {
    return std::string(key);
  }
  const std::string_view by = group_by_name(query.group_by);
  return "(no " + std::string(by) + ")";
}

}  // namespace shiplog
