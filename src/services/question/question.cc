#include "services/question/question.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/nearest.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/query.h"
#include "services/question/dates.h"
#include "services/views/answer.h"

namespace shiplog {
namespace {

constexpr std::string_view kDefaultPeriod = "90d";

Error wrong_usage(std::string message) {
  return Error{ErrorCode::InvalidInput, std::move(message)};
}

// Reads the words of one question that speak of time.
class TimeReader {
 public:
  TimeReader(const QuestionWords& words, const WordNames& names, TimeZone zone, Timestamp now)
      : words_(words), names_(names), zone_(zone), now_(now) {
    if (!words_.from) {
      period_ = words_.last.value_or(std::string(kDefaultPeriod));
    }
  }

  Result<Window> window() const {
    if (words_.from && words_.last) {
      return wrong_usage(std::string(names_.last) + " and " + std::string(names_.from) +
                         " both say where the window begins; give one of them");
    }
    Window window{.until = now_};
    if (words_.until) {
      window.until = TRY(parse_date(names_.until, *words_.until, zone_));
    }
    window.from = words_.from ? TRY(parse_date(names_.from, *words_.from, zone_))
                              : TRY(before(window.until, names_.last, period_, zone_));
    return checked(window);
  }

  // The window to compare `window` with.
  Result<std::optional<Window>> compared_with(const Window& window) const {
    if (words_.compare_from && words_.compare_until) {
      const Window other{.from = TRY(parse_date(names_.compare, *words_.compare_from, zone_)),
                         .until = TRY(parse_date(names_.compare, *words_.compare_until, zone_))};
      return std::optional(TRY(checked(other)));
    }
    const std::string compare = words_.compare.value_or("previous");
    if (compare == "none") {
      return std::optional<Window>();
    }
    return std::optional(compare == "year" ? year_before(window) : just_before(window));
  }

 private:
  static Result<Window> checked(const Window& window) {
    if (window.is_empty()) {
      return wrong_usage("the window is empty: it begins at " + format_time(window.from) +
                         " and ends at " + format_time(window.until));
    }
    return window;
  }

  Window year_before(const Window& window) const {
    constexpr std::int64_t kMonths = 12;
    return {.from = months_before(window.from, kMonths, zone_),
            .until = months_before(window.until, kMonths, zone_)};
  }

  Window just_before(const Window& window) const {
    if (!period_.empty()) {
      if (const auto from = before(window.from, names_.last, period_, zone_)) {
        return {.from = *from, .until = window.from};
      }
    }
    return {.from = window.from - (window.until - window.from), .until = window.from};
  }

  const QuestionWords& words_;
  const WordNames& names_;
  TimeZone zone_;
  Timestamp now_;
  std::string period_ = {};  // Empty when the window was given by its ends.
};

// Of choices among a few words, which are one of those.
void read_lenses(const QuestionWords& words, Query& query) {
  query.every = find_granularity(words.every.value_or(""));
  query.group_by = find_group_by(words.group_by.value_or("")).value_or(GroupBy::None);
  query.percentile = find_percentile(words.percentile.value_or("")).value_or(Percentile::P50);
  query.by = find_placed_by(words.by.value_or("")).value_or(PlacedBy::Default);
  query.bots = find_bots(words.bots.value_or("")).value_or(Bots::Default);
  query.base = words.base;
  query.environment = words.environment;
  query.labels = words.labels;
  query.services = words.services;
}

}  // namespace

Result<Question> read_question(const QuestionWords& words, const WordNames& names,
                               const Defaults& defaults, Timestamp now) {
  Question question{.reading = defaults.reading};
  Query& query = question.asked.query;
  query.zone = TRY(TimeZone::find(words.time_zone.value_or(defaults.time_zone)));
  query.now = words.now ? TRY(parse_date(names.now, *words.now, query.zone)) : now;
  question.reading.now = query.now;

  const TimeReader time(words, names, query.zone, query.now);
  query.window = TRY(time.window());
  query.compare_with = TRY(time.compared_with(query.window));
  read_lenses(words, query);
  if (words.working_hours) {
    query.working_hours = defaults.working_hours;
  }
  query.service_paths = defaults.service_paths;
  query.rules = defaults.rules;

  question.asked.repositories = words.repositories;
  question.asked.teams = words.teams;
  question.asked.me = words.me;
  question.asked.bot_reviews = defaults.reading.bot_reviews || words.bot_reviews;
  question.reading.bot_reviews = question.asked.bot_reviews;
  return question;
}

}  // namespace shiplog
