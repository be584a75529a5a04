#include "api/query_grammar.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/parameters.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "domain/timestamp.h"
#include "services/question/question.h"

namespace shiplog::api {
namespace {

constexpr std::string_view kTeam = "team:";
constexpr std::string_view kRepositories = "repo:";
constexpr std::string_view kBetween = "..";

struct Days {
  std::string from = {};
  std::string until = {};  // Not included.
};

std::optional<Days> days_of(std::string_view text) {
  constexpr std::size_t kDayLength = 10;  // "2026-01-05"
  if (text.size() != kDayLength + kBetween.size() + kDayLength ||
      text.substr(kDayLength, kBetween.size()) != kBetween) {
    return std::nullopt;
  }
  const std::string_view from = text.substr(0, kDayLength);
  const std::string_view until = text.substr(kDayLength + kBetween.size());
  if (!parse_day(from) || !parse_day(until) || from >= until) {
    return std::nullopt;
  }
  return Days{.from = std::string(from), .until = std::string(until)};
}

bool is_length_of_time(std::string_view text) {
  constexpr std::size_t kMostDigits = 4;
  if (text.size() < 2 || text.size() > kMostDigits + 1 || text.front() == '0') {
    return false;
  }
  const std::string_view digits = text.substr(0, text.size() - 1);
  return (text.back() == 'd' || text.back() == 'm') &&
         std::ranges::all_of(digits, [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool is_full_name(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash != 0 && slash + 1 != text.size() &&
         text.find('/', slash + 1) == std::string_view::npos &&
         text.find_first_of(" \t\n\r\f\v") == std::string_view::npos;
}

std::vector<std::string> repositories_of(std::string_view scope) {
  std::vector<std::string> names;
  if (!scope.starts_with(kRepositories)) {
    return names;
  }
  scope.remove_prefix(kRepositories.size());
  while (true) {
    const std::size_t end = std::min(scope.find(','), scope.size());
    names.emplace_back(scope.substr(0, end));
    if (end == scope.size()) {
      return names;
    }
    scope.remove_prefix(end + 1);
  }
}

bool is_scope(std::string_view text) {
  const std::vector<std::string> names = repositories_of(text);
  return text == "org" || (text.starts_with(kTeam) && text.size() > kTeam.size()) ||
         (!names.empty() && std::ranges::all_of(names, is_full_name));
}

bool is_range(std::string_view text) { return is_length_of_time(text) || days_of(text); }

bool is_zone(std::string_view text) { return TimeZone::find(std::string(text)).has_value(); }

bool is_comparison(std::string_view text) {
  return text == "prev" || text == "year" || text == "none" || days_of(text);
}

const std::vector<ParameterRule>& rules() {
  static const std::vector<ParameterRule> all = {
      {.key = "scope",
       .help = "Whose work is counted: everybody's, a team's, or some repositories'",
       .takes = "org, team:NAME or repo:OWNER/NAME,OWNER/NAME",
       .standard = "org",
       .accepts = is_scope},
      {.key = "range",
       .help =
           "Which time is counted: so long up to now, or from a day up to, and without, another",
       .takes = "a length of time such as 90d or 12m, or two days such as 2026-01-01..2026-04-01",
       .standard = "90d",
       .accepts = is_range},
      {.key = "tz",
       .help = "Where days begin",
       .takes = "a time zone such as Europe/Berlin",
       .standard = "UTC",
       .accepts = is_zone},
      {.key = "cmp",
       .help = "The window to compare with: the one before, the same a year ago, none, or days",
       .takes = "prev, year, none or two days such as 2025-01-01..2025-04-01",
       .standard = "prev",
       .accepts = is_comparison},
      {.key = "gran",
       .help = "How long each part of a series is; weeks begin on Monday",
       .standard = "week",
       .choices = {"day", "week", "month", "quarter"}},
      {.key = "p",
       .help = "Which percentile durations are told as",
       .standard = "50",
       .choices = {"50", "75", "90"},
       .is_number = true},
      {.key = "bots",
       .help = "Whether work written by bots counts; as each metric defines when not given",
       .choices = {"include", "exclude", "only"}},
      {.key = "bot_reviews",
       .help = "Reviews and comments by bots count as a person's do",
       .choices = {"include"}},
      {.key = "base", .help = "Only changes made to this branch", .takes = "the name of a branch"},
      {.key = "label",
       .help = "Only changes with this label; with any of several",
       .takes = "a label",
       .is_repeatable = true},
      {.key = "service",
       .help = "Only this service; any of several",
       .takes = "the name of a service",
       .is_repeatable = true},
      {.key = "env",
       .help = "Production is exactly this environment",
       .takes = "the name of an environment"},
      {.key = "by",
       .help = "Which moment of a change places it in the range; as each metric defines when not "
               "given",
       .choices = {"merged", "deployed", "opened"}},
      {.key = "hours",
       .help = "Durations are what of them lies in working hours",
       .choices = {"working"}},
      {.key = "group",
       .help = "Also a value for each of these; never for each person",
       .choices = {"repository", "team", "label", "size", "base", "environment", "service",
                   "author_kind"}},
  };
  return all;
}

constexpr WordNames kKeys = {
    .last = "range", .from = "range", .until = "range", .compare = "cmp", .now = "now"};

}  // namespace

std::span<const ParameterRule* const> query_grammar() {
  static const std::vector<const ParameterRule*> all = [] {
    std::vector<const ParameterRule*> grammar;
    for (const ParameterRule& rule : rules()) {
      grammar.push_back(&rule);
    }
    return grammar;
  }();
  return all;
}

Result<Question> read_question(const Parameters& parameters, const Defaults& defaults,
                               Timestamp now) {
  const std::string scope = parameters.value_or_standard("scope");
  QuestionWords words{.repositories = repositories_of(scope),
                      .labels = parameters.values("label"),
                      .services = parameters.values("service"),
                      .base = parameters.value("base"),
                      .environment = parameters.value("env"),
                      .bots = parameters.value("bots"),
                      .bot_reviews = parameters.value("bot_reviews").has_value(),
                      .every = parameters.value_or_standard("gran"),
                      .time_zone = parameters.value_or_standard("tz"),
                      .group_by = parameters.value("group"),
                      .by = parameters.value("by"),
                      .percentile = parameters.value_or_standard("p"),
                      .working_hours = parameters.value("hours").has_value()};
  if (scope.starts_with(kTeam)) {
    words.teams.push_back(scope.substr(kTeam.size()));
  }
  const std::string range = parameters.value_or_standard("range");
  if (std::optional<Days> days = days_of(range)) {
    words.from = std::move(days->from);
    words.until = std::move(days->until);
  } else {
    words.last = range;
  }
  const std::string compare = parameters.value_or_standard("cmp");
  if (std::optional<Days> days = days_of(compare)) {
    words.compare_from = std::move(days->from);
    words.compare_until = std::move(days->until);
  } else {
    words.compare = compare == "prev" ? "previous" : compare;
  }
  return shiplog::read_question(words, kKeys, defaults, now);
}

}  // namespace shiplog::api
