#include "cli/question.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/nearest.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "cli/arguments.h"
#include "cli/services.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/query.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

namespace chrono = std::chrono;

constexpr std::string_view kDefaultPeriod = "90d";

Error wrong_usage(std::string message) {
  return Error{ErrorCode::InvalidInput, std::move(message)};
}

// The same time of day in another month; the last day of the month where it is shorter.
Timestamp months_before(Timestamp moment, std::int64_t months, const TimeZone& zone) {
  const chrono::year_month_day day = zone.day_of(moment);
  const Duration time_of_day = moment - zone.start_of_day(day);
  const chrono::year_month month =
      chrono::year_month(day.year(), day.month()) - chrono::months(months);
  const chrono::day last =
      chrono::year_month_day_last(month.year(), month.month() / chrono::last).day();
  const chrono::year_month_day target = month / std::min(day.day(), last);
  return zone.start_of_day(target) + time_of_day;
}

std::optional<Granularity> granularity_of(const std::optional<std::string>& text) {
  for (const Granularity granularity :
       {Granularity::Day, Granularity::Week, Granularity::Month, Granularity::Quarter}) {
    if (text && *text == granularity_name(granularity)) {
      return granularity;
    }
  }
  return std::nullopt;
}

Bots bots_of(const std::optional<std::string>& text) {
  for (const Bots bots : {Bots::Include, Bots::Exclude, Bots::Only}) {
    if (text && *text == bots_name(bots)) {
      return bots;
    }
  }
  return Bots::Default;
}

struct Frame {
  Timestamp now = {};
  TimeZone zone = {};
  std::string period = {};  // Empty when the window was given by its ends.
};

Result<Window> read_window(const Arguments& arguments, const Frame& frame) {
  const auto from_text = arguments.value("--from");
  const auto until_text = arguments.value("--until");
  if (from_text && arguments.has("--last")) {
    return wrong_usage("--last and --from both say where the window begins; give one of them");
  }
  Window window{.until = frame.now};
  if (until_text) {
    window.until = TRY(parse_date("--until", *until_text, frame.zone));
  }
  window.from = from_text ? TRY(parse_date("--from", *from_text, frame.zone))
                          : TRY(before(window.until, "--last", frame.period, frame.zone));
  if (window.is_empty()) {
    return wrong_usage("the window is empty: it begins at " + format_time(window.from) +
                       " and ends at " + format_time(window.until));
  }
  return window;
}

std::optional<Window> window_to_compare_with(const std::string& compare, const Window& window,
                                             const Frame& frame) {
  if (compare == "none") {
    return std::nullopt;
  }
  if (compare == "year") {
    constexpr std::int64_t kMonths = 12;
    return Window{.from = months_before(window.from, kMonths, frame.zone),
                  .until = months_before(window.until, kMonths, frame.zone)};
  }
  if (!frame.period.empty()) {
    if (const auto from = before(window.from, "--last", frame.period, frame.zone)) {
      return Window{.from = *from, .until = window.from};
    }
  }
  return Window{.from = window.from - (window.until - window.from), .until = window.from};
}

}  // namespace

Result<Timestamp> parse_date(std::string_view option, std::string_view text, const TimeZone& zone) {
  if (const auto day = parse_day(text)) {
    return zone.start_of_day(*day);
  }
  if (const auto time = parse_time(text)) {
    return *time;
  }
  return wrong_usage(std::string(option) + " is a day such as 2026-01-05 or a time such as " +
                     "2026-01-05T08:00:00Z, not '" + std::string(text) + "'");
}

Result<Timestamp> before(Timestamp moment, std::string_view option, std::string_view period,
                         const TimeZone& zone) {
  constexpr std::int64_t kMost = 100'000;
  std::int64_t number = 0;
  const char* const end = period.data() + period.size();
  const auto [rest, error] = std::from_chars(period.data(), end, number);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  const bool is_number = error == std::errc() && number >= 1 && number <= kMost;
  std::optional<Timestamp> start;
  if (is_number && unit == "d") {
    start = moment - chrono::days(number);
  } else if (is_number && unit == "w") {
    start = moment - chrono::weeks(number);
  } else if (is_number && unit == "m") {
    start = months_before(moment, number, zone);
  } else if (is_number && unit == "y" && number <= 9999) {
    start = months_before(moment, 12 * number, zone);
  }
  const Timestamp earliest = chrono::sys_days(chrono::year(1) / 1 / 1);
  if (!start || *start < earliest) {
    return wrong_usage(std::string(option) + " is a length of time such as 90d, 12w, 6m or 2y, " +
                       "not '" + std::string(period) + "'");
  }
  return *start;
}

Result<Question> read_question(const Arguments& arguments, const Defaults& defaults,
                               const Clock& clock) {
  Question question{.reading = defaults.reading};
  Frame frame{.now = clock.now()};
  frame.zone = TRY(TimeZone::find(arguments.value("--time-zone").value_or(defaults.time_zone)));
  if (const auto now = arguments.value("--now")) {
    frame.now = TRY(parse_date("--now", *now, frame.zone));
  }
  if (!arguments.has("--from")) {
    frame.period = arguments.value("--last").value_or(std::string(kDefaultPeriod));
  }

  Query& query = question.asked.query;
  query.now = frame.now;
  question.reading.now = frame.now;
  query.zone = frame.zone;
  query.window = TRY(read_window(arguments, frame));
  query.compare_with = window_to_compare_with(arguments.value("--compare").value_or("previous"),
                                              query.window, frame);
  query.every = granularity_of(arguments.value("--every"));
  query.group_by = arguments.has("--group-by") ? GroupBy::Repository : GroupBy::None;
  query.base = arguments.value("--base");
  query.environment = arguments.value("--environment");
  query.bots = bots_of(arguments.value("--bots"));
  query.rules = defaults.rules;

  question.asked.repositories = arguments.values("--repository");
  question.asked.bot_reviews = defaults.reading.bot_reviews || arguments.has("--bot-reviews");
  question.reading.bot_reviews = question.asked.bot_reviews;
  return question;
}

Result<Unit> find_repositories(Question& question, const Snapshot& snapshot) {
  std::vector<std::string> known;
  for (const auto& shard : snapshot.shards) {
    known.push_back(shard->full_name);
  }
  for (std::string& name : question.asked.repositories) {
    bool is_found = false;
    for (const auto& shard : snapshot.shards) {
      if (shard->full_name == name || shard->repository_id == name) {
        question.asked.query.repositories.push_back(shard->repository_id);
        name = shard->full_name;
        is_found = true;
        break;
      }
    }
    if (!is_found) {
      const std::string hint = did_you_mean(name, known);
      return Error{ErrorCode::NotFound,
                   "there is no repository '" + name + "' in the store" +
                       (hint.empty() && known.size() == 1 ? "; there is " + known.front() : hint)};
    }
  }
  std::vector<const Shard*> asked;
  const std::vector<std::string>& ids = question.asked.query.repositories;
  for (const auto& shard : snapshot.shards) {
    if (ids.empty() || std::ranges::find(ids, shard->repository_id) != ids.end()) {
      asked.push_back(shard.get());
    }
  }
  question.asked.complete_until = std::min(question.asked.query.now, data_end(snapshot, asked));
  return Unit{};
}

}  // namespace shiplog
