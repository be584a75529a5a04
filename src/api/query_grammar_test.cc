#include "api/query_grammar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>
#include <string>
#include <string_view>

#include "api/parameters.h"
#include "base/iso_time.h"
#include "tests/source_directory.h"

namespace shiplog::api {
namespace {

using ::testing::HasSubstr;

Timestamp at(std::string_view text) { return *parse_time(text); }

Result<Question> asked(std::string_view query) {
  const Parameters parameters = TRY(Parameters::read(query, query_grammar()));
  return read_question(parameters, {.time_zone = "UTC"}, at("2026-04-06T12:00:00Z"));
}

std::string complaint(std::string_view query) {
  const Result<Question> question = asked(query);
  return question ? "accepted" : question.error().message;
}

TEST(QueryGrammar, ReadsTheCasesThatThePageReads) {
  simdjson::dom::parser parser;
  const simdjson::dom::element file =
      parser.load((source_directory() / "tests/api/query_cases.json").string());
  for (const simdjson::dom::element each : file["cases"].get_array()) {
    const std::string query(each["query"].get_string().value());
    const Result<Parameters> parameters = Parameters::read(query, query_grammar());
    simdjson::dom::array dropped;
    if (each["dropped"].get(dropped) == simdjson::SUCCESS) {
      ASSERT_FALSE(parameters) << query;
      EXPECT_EQ(parameters.error().code, ErrorCode::InvalidInput);
      const std::string key(dropped.at(0).get_string().value());
      EXPECT_THAT(parameters.error().message, HasSubstr(key)) << query;
      continue;
    }
    ASSERT_TRUE(parameters) << query << ": " << parameters.error().message;
    EXPECT_EQ(parameters->canonical(), each["canonical"].get_string().value()) << query;
    EXPECT_TRUE(read_question(*parameters, {.time_zone = "UTC"}, at("2026-04-06T12:00:00Z")))
        << query;
  }
}

TEST(QueryGrammar, AsksByDefaultAsTheCommandLineDoes) {
  const Query query = asked("")->asked.query;
  EXPECT_EQ(query.window, (Window{at("2026-01-06T12:00:00Z"), at("2026-04-06T12:00:00Z")}));
  EXPECT_EQ(query.compare_with, (Window{at("2025-10-08T12:00:00Z"), at("2026-01-06T12:00:00Z")}));
  EXPECT_EQ(query.every, Granularity::Week);
}

TEST(QueryGrammar, LeavesOutTheLastDayOfARange) {
  const Query query =
      asked("range=2026-01-05..2026-03-30&tz=Europe/Berlin&cmp=2025-01-06..2025-03-31")
          ->asked.query;
  EXPECT_EQ(query.window, (Window{at("2026-01-04T23:00:00Z"), at("2026-03-29T22:00:00Z")}));
  EXPECT_EQ(query.compare_with, (Window{at("2025-01-05T23:00:00Z"), at("2025-03-30T22:00:00Z")}));
}

TEST(QueryGrammar, NamesTheNearestThatIsKnown) {
  EXPECT_EQ(complaint("gran=weak"),
            "gran is day, week, month or quarter, not 'weak'; did you mean 'week'?");
  EXPECT_EQ(complaint("rang=7d"), "there is no parameter 'rang' here; did you mean 'range'?");
  EXPECT_EQ(complaint("range=90"),
            "range is a length of time such as 90d or 12m, or two days such as "
            "2026-01-01..2026-04-01, not '90'");
}

TEST(QueryGrammar, NeverGroupsByPerson) {
  for (const std::string_view person : {"author", "reviewer", "person", "login", "me"}) {
    EXPECT_NE(complaint("group=" + std::string(person)), "accepted");
  }
}

TEST(QueryGrammar, RefusesBrokenEncoding) {
  EXPECT_NE(complaint("base=%"), "accepted");
  EXPECT_NE(complaint("base=%4"), "accepted");
  EXPECT_NE(complaint("base=%00"), "accepted");
}

// Whatever is thrown at it: an answer or a refusal, and what is accepted means the same when
// it is written again.
TEST(QueryGrammar, SurvivesAnyText) {
  constexpr std::string_view kPieces[] = {"scope",    "=",
                                          "&",        "repo:",
                                          "acme/api", "range",
                                          "90d",      "..",
                                          "%",        "%2",
                                          "%41",      "\xff",
                                          "gran",     "day",
                                          "label",    "a+b",
                                          ",",        "tz",
                                          "UTC",      "p",
                                          "75",       "2026-01-01..2026-02-01",
                                          "cmp",      "9999m"};
  std::mt19937 dice(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string query;
    for (std::size_t length = dice() % 9; length > 0; --length) {
      query += kPieces[dice() % std::size(kPieces)];
    }
    if (const Result<Parameters> parameters = Parameters::read(query, query_grammar())) {
      const Result<Parameters> again = Parameters::read(parameters->canonical(), query_grammar());
      ASSERT_TRUE(again) << query;
      EXPECT_EQ(again->canonical(), parameters->canonical());
    }
  }
}

}  // namespace
}  // namespace shiplog::api
