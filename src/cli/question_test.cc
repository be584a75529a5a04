#include "cli/question.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/iso_time.h"
#include "cli/arguments.h"

namespace shiplog {
namespace {

Timestamp at(std::string_view text) { return *parse_time(text); }

Result<Question> asked(std::vector<std::string_view> flags) {
  flags.insert(flags.begin(), "metrics");
  const Result<Invocation> invocation = parse(flags);
  EXPECT_TRUE(invocation) << invocation.error().message;
  const FixedClock clock(at("2026-04-06T12:00:00Z"));
  return read_question(invocation->arguments, {.time_zone = "UTC"}, clock);
}

Window window(std::string_view from, std::string_view until) { return {at(from), at(until)}; }

std::string complaint(std::vector<std::string_view> flags) {
  const Result<Question> question = asked(std::move(flags));
  return question ? "accepted" : question.error().message;
}

TEST(Question, AsksOfTheLastNinetyDaysUpToNow) {
  const Query query = asked({})->asked.query;
  EXPECT_EQ(query.window, window("2026-01-06T12:00:00Z", "2026-04-06T12:00:00Z"));
  EXPECT_EQ(query.compare_with, window("2025-10-08T12:00:00Z", "2026-01-06T12:00:00Z"));
  EXPECT_FALSE(query.every);
  EXPECT_EQ(query.bots, Bots::Default);
}

TEST(Question, TakesTheClockThatIsGiven) {
  const Question question = *asked({"--now", "2025-01-31T00:00:00Z", "--last", "1w"});
  EXPECT_EQ(question.asked.query.window, window("2025-01-24T00:00:00Z", "2025-01-31T00:00:00Z"));
  EXPECT_EQ(question.asked.query.now, at("2025-01-31T00:00:00Z"));
  EXPECT_EQ(question.reading.now, at("2025-01-31T00:00:00Z"));
}

TEST(Question, BeginsDaysInTheZone) {
  const Query query =
      asked({"--from", "2026-01-05", "--until", "2026-03-30", "--time-zone", "Europe/Berlin"})
          ->asked.query;
  EXPECT_EQ(query.window, window("2026-01-04T23:00:00Z", "2026-03-29T22:00:00Z"));
}

TEST(Question, TakesTimesAsTheyAre) {
  const Query query = asked({"--from", "2026-01-05T08:00:00+02:00"})->asked.query;
  EXPECT_EQ(query.window.from, at("2026-01-05T06:00:00Z"));
}

TEST(Question, CountsMonthsByTheCalendar) {
  EXPECT_EQ(asked({"--until", "2026-03-31", "--last", "1m"})->asked.query.window.from,
            at("2026-02-28T00:00:00Z"));
  EXPECT_EQ(asked({"--until", "2024-02-29", "--last", "1y"})->asked.query.window.from,
            at("2023-02-28T00:00:00Z"));
}

TEST(Question, ComparesWithTheYearBeforeOrNothing) {
  const std::vector<std::string_view> window_flags = {"--from", "2026-01-05", "--until",
                                                      "2026-02-05"};
  std::vector<std::string_view> flags = window_flags;
  flags.insert(flags.end(), {"--compare", "year"});
  EXPECT_EQ(asked(flags)->asked.query.compare_with,
            window("2025-01-05T00:00:00Z", "2025-02-05T00:00:00Z"));
  EXPECT_FALSE(asked({"--compare", "none"})->asked.query.compare_with);
  EXPECT_EQ(asked(window_flags)->asked.query.compare_with,
            window("2025-12-05T00:00:00Z", "2026-01-05T00:00:00Z"));
}

TEST(Question, RefusesWhatMakesNoWindow) {
  EXPECT_EQ(complaint({"--last", "90"}),
            "--last is a length of time such as 90d, 12w, 6m or 2y, not '90'");
  EXPECT_NE(complaint({"--last", "0d"}), "accepted");
  EXPECT_NE(complaint({"--last", "9999y"}), "accepted");
  EXPECT_EQ(complaint({"--from", "yesterday"}),
            "--from is a day such as 2026-01-05 or a time such as 2026-01-05T08:00:00Z, not "
            "'yesterday'");
  EXPECT_EQ(complaint({"--from", "2026-02-01", "--until", "2026-01-01"}),
            "the window is empty: it begins at 2026-02-01T00:00:00Z and ends at "
            "2026-01-01T00:00:00Z");
  EXPECT_NE(complaint({"--from", "2026-02-01", "--last", "30d"}), "accepted");
  EXPECT_NE(complaint({"--time-zone", "Europe/Berln"}).find("Europe/Berlin"), std::string::npos);
}

Snapshot snapshot_of(const std::vector<std::string>& names) {
  Snapshot snapshot;
  for (const std::string& name : names) {
    auto shard = std::make_shared<Shard>();
    shard->repository_id = "R_" + name;
    shard->full_name = name;
    snapshot.shards.push_back(shard);
  }
  return snapshot;
}

TEST(Question, FindsRepositoriesByNameOrId) {
  Question question = *asked({"--repository", "acme/api", "--repository", "R_acme/web"});
  ASSERT_TRUE(find_names(question, snapshot_of({"acme/api", "acme/web"})));
  EXPECT_EQ(question.asked.query.repositories,
            (std::vector<std::string>{"R_acme/api", "R_acme/web"}));
  EXPECT_EQ(question.asked.repositories, (std::vector<std::string>{"acme/api", "acme/web"}));
}

TEST(Question, NamesTheNearestRepository) {
  Question question = *asked({"--repository", "acme/ap"});
  const Result<Unit> found = find_names(question, snapshot_of({"acme/api", "acme/web"}));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::NotFound);
  EXPECT_EQ(found.error().message,
            "there is no repository 'acme/ap' in the store; did you mean 'acme/api'?");
}

}  // namespace
}  // namespace shiplog
