#include "cli/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <string>
#include <string_view>

#include "base/iso_time.h"
#include "cli/report/look_at.h"
#include "cli/text_width.h"
#include "metrics/catalog.h"

namespace shiplog {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

Timestamp at(std::string_view text) { return *parse_time(text); }

// An answer to everything that the report asks, in which nothing could be measured.
Answer empty_answer() {
  Answer answer;
  Query& query = answer.asked.query;
  query.window = {at("2026-01-05T00:00:00Z"), at("2026-04-05T00:00:00Z")};
  query.compare_with = Window{at("2025-10-07T00:00:00Z"), at("2026-01-05T00:00:00Z")};
  query.every = Granularity::Week;
  answer.asked.complete_until = at("2026-04-04T22:10:00Z");
  for (const std::string_view id : report_metrics()) {
    answer.evaluations.push_back(
        {.metric = *find_metric(id), .total = {.absent = "nothing to measure"}});
  }
  return answer;
}

Evaluation& evaluation(Answer& answer, std::string_view id) {
  return *std::find_if(answer.evaluations.begin(), answer.evaluations.end(),
                       [id](const Evaluation& one) { return one.metric->id == id; });
}

Part part(std::string_view name, double value, std::size_t count, double share) {
  return {.name = name, .estimate = {.value = value, .count = count}, .share = share};
}

// One in which software ships, and worse than before.
Answer full_answer() {
  Answer answer = empty_answer();
  for (Evaluation& one : answer.evaluations) {
    one.total = {.value = 0.5, .count = 40, .interval = Interval{0.25, 0.75}};
    for (const std::optional<double> value : {0.5, 0.25, 1.0}) {
      one.series.push_back({.estimate = {.value = value}});
    }
    one.series[1].estimate.value.reset();
  }
  Evaluation& lead_time = evaluation(answer, "lead_time");
  lead_time.total = {.value = 200000.0, .count = 40, .interval = Interval{150000.0, 290000.0}};
  lead_time.previous =
      Previous{.estimate = {.value = 100000.0}, .change = {.verdict = Verdict::Worse}};
  lead_time.parts = {part("coding", 3600.0, 40, 0.1),  part("pickup", 86400.0, 38, 0.5),
                     part("review", 1800.0, 38, 0.1),  part("merge", 600.0, 40, 0.1),
                     part("deploy", 7200.0, 40, 0.15), part("development", 9e6, 1, 0.05)};
  evaluation(answer, "deployment_frequency").deployments_from = {{"acme/api", "merges"},
                                                                 {"acme/web", "deployments"}};
  return answer;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void expect_fits(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(width_of(line), width) << line;
  }
}

TEST(Report, FitsOneScreen) {
  for (const Answer& answer : {full_answer(), empty_answer()}) {
    for (const std::size_t width : {80U, 120U}) {
      const std::string report = render_report(answer, {.width = width});
      EXPECT_LE(lines_of(report), 32U) << report;
      expect_fits(report, width);
    }
  }
}

TEST(Report, SaysEachMetricInALineForPeople) {
  const std::string report = render_report(full_answer(), {});
  EXPECT_THAT(report, HasSubstr("All repositories · 5 Jan – 5 Apr 2026 · 90 days, against the 90 "
                                "days before\n"));
  EXPECT_THAT(report, HasSubstr("Lead time             2.3 days    42 h – 3.4 days          40  "));
  EXPECT_THAT(report, HasSubstr("clearly worse, was 28 h"));
  EXPECT_THAT(report, HasSubstr("▅ █"));
  EXPECT_THAT(report, HasSubstr("production: deployments in 1 repository, merges (assumed) in 1"));
}

TEST(Report, LeavesOutTheStageThatHardlyAnyChangeHad) {
  const std::string report = render_report(full_answer(), {});
  EXPECT_THAT(report, HasSubstr("░ pickup 50 %, 24 h"));
  EXPECT_THAT(report, Not(HasSubstr("development")));
}

TEST(Report, TellsTheStagesOfGitWhereNothingElseIsKnown) {
  Answer answer = full_answer();
  evaluation(answer, "lead_time").parts = {part("development", 86400.0, 40, 0.9),
                                           part("deploy", 3600.0, 40, 0.1)};
  EXPECT_THAT(render_report(answer, {}),
              HasSubstr("development 90 %, 24 h  ░ deploy 10 %, 60 min"));
}

TEST(Report, GivesTheReasonWhereThereIsNoValue) {
  const std::string report = render_report(empty_answer(), {});
  EXPECT_THAT(report, HasSubstr("Recovery time         –  nothing to measure\n"));
  EXPECT_THAT(report, Not(HasSubstr("Where the time goes")));
}

TEST(Report, ColoursOnlyATerminal) {
  EXPECT_THAT(render_report(full_answer(), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(render_report(full_answer(), {.has_color = true}), HasSubstr("\x1b[1;33mclearly"));
}

TEST(LookAt, TellsWhatBecameClearlyWorse) {
  EXPECT_THAT(things_to_look_at(full_answer()),
              Contains("Lead time became clearly worse: 2.3 days, was 28 h. 'shiplog explain "
                       "lead_time' lists each."));
}

TEST(LookAt, NamesTheLongestStageThatMostChangesHad) {
  EXPECT_THAT(
      things_to_look_at(full_answer()),
      Contains("The largest part of a change's time is the wait for a first review: 50 % of "
               "it, typically 24 h."));
}

TEST(LookAt, HelpsWhereNothingIsKnown) {
  EXPECT_THAT(things_to_look_at(empty_answer()), Contains(HasSubstr("No deployments are known")));
  Answer answer = empty_answer();
  answer.asked.complete_until = Timestamp::min();
  EXPECT_THAT(things_to_look_at(answer), Contains(HasSubstr("The store is empty")));
}

TEST(LookAt, SaysThatNoReviewsAreKnown) {
  Answer answer = full_answer();
  evaluation(answer, "review_coverage").total = {.value = 0.0, .count = 40, .ratio = Ratio{0, 40}};
  EXPECT_THAT(things_to_look_at(answer), Contains(HasSubstr("No reviews are known")));
}

TEST(LookAt, SaysThatTheDataEndBeforeTheWindow) {
  Answer answer = empty_answer();
  answer.asked.complete_until = at("2014-05-01T10:00:00Z");
  EXPECT_THAT(things_to_look_at(answer), Contains(HasSubstr("--until 2014-05-02")));
}

}  // namespace
}  // namespace shiplog
