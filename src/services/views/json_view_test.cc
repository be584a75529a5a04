#include "services/views/json_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "base/iso_time.h"
#include "services/views/csv_view.h"
#include "services/views/markdown_view.h"

namespace shiplog {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Metric kLeadTime = {.id = "lead_time",
                              .title = "Lead time",
                              .unit = MetricUnit::Seconds,
                              .better = Better::Lower,
                              .statistic = Statistic::Median};
constexpr Metric kFailRate = {.id = "change_fail_rate",
                              .title = "Change fail rate",
                              .unit = MetricUnit::Ratio,
                              .better = Better::Lower,
                              .statistic = Statistic::Rate};

Timestamp at(std::string_view text) { return *parse_time(text); }

Asked asked() {
  Asked asked{.repositories = {"acme/api"}, .complete_until = at("2026-04-05T22:10:00Z")};
  asked.query.window = {at("2026-01-05T00:00:00Z"), at("2026-04-06T00:00:00Z")};
  return asked;
}

Evaluation lead_time() {
  Evaluation evaluation;
  evaluation.metric = &kLeadTime;
  evaluation.total = {.value = 93600.0, .count = 42, .interval = Interval{81000.0, 120000.0}};
  evaluation.percentiles = Percentiles{93600.0, 180000.0, 400000.0};
  evaluation.parts.push_back(
      {.name = "coding", .estimate = {.value = 3600.0, .count = 42}, .share = 0.25});
  evaluation.parts.push_back({.name = "pickup", .estimate = {.absent = "nobody reviewed"}});
  evaluation.deployments_from.emplace_back("acme/api", "deployments");
  evaluation.notes.emplace_back("2 changes are linked by time, not by commit");
  return evaluation;
}

TEST(JsonView, WritesAMetricAsPromised) {
  EXPECT_EQ(
      to_json(Answer{asked(), {lead_time()}}),
      R"({"window":{"from":"2026-01-05T00:00:00Z","until":"2026-04-06T00:00:00Z","every":null,)"
      R"("time_zone":"UTC"},"scope":{"repositories":["acme/api"],"bots":"default"},)"
      R"("complete_until":"2026-04-05T22:10:00Z","metrics":[{"id":"lead_time","version":1,)"
      R"("unit":"seconds","statistic":"median","better":"lower","percentile":50,)"
      R"("time":"elapsed","value":93600.0,"count":42,)"
      R"("interval":{"level":0.95,"low":81000.0,"high":120000.0},)"
      R"("percentiles":{"p50":93600.0,"p75":180000.0,"p90":400000.0},)"
      R"("parts":{"coding":{"value":3600.0,"count":42,"share":0.25},)"
      R"("pickup":{"value":null,"absent":"nobody reviewed","count":0}},)"
      R"("deployments_from":{"acme/api":"deployments"},)"
      R"("notes":["2 changes are linked by time, not by commit"]}]})"
      "\n");
}

TEST(JsonView, WritesRatesCensoringAndComparison) {
  const Evaluation rate{
      .metric = &kFailRate,
      .total = {.value = 0.25,
                .count = 4,
                .ratio = Ratio{1, 4},
                .still_open = 2,
                .closed_only = Estimate::ClosedOnly{7.0, 3},
                .possible = Estimate::Possible{2, 0.5}},
      .previous = Previous{.window = {at("2025-10-06T00:00:00Z"), at("2026-01-05T00:00:00Z")},
                           .estimate = {.absent = "no production deployments in the window"}}};
  const std::string json = to_json(Answer{asked(), {rate}});
  EXPECT_THAT(json, HasSubstr(R"("numerator":1,"denominator":4)"));
  EXPECT_THAT(json, HasSubstr(R"("possible":{"numerator":2,"value":0.5})"));
  EXPECT_THAT(json, HasSubstr(R"("still_open":2,"closed_only":{"value":7.0,"count":3})"));
  EXPECT_THAT(json, HasSubstr(R"("previous":{"from":"2025-10-06T00:00:00Z",)"
                              R"("until":"2026-01-05T00:00:00Z","value":null,)"
                              R"("absent":"no production deployments in the window","count":0,)"
                              R"("change_is_clear":false,"change":"no clear change"})"));
}

TEST(JsonView, SaysHowAValueChangedAndHowSureThatIs) {
  Evaluation evaluation = lead_time();
  evaluation.previous = Previous{.estimate = {.value = 9.0},
                                 .change = {.verdict = Verdict::Better,
                                            .difference = -4.0,
                                            .interval = Interval{.low = -6.0, .high = -1.0},
                                            .detectable = 3.5}};
  EXPECT_THAT(to_json(Answer{asked(), {evaluation}}),
              HasSubstr(R"("change_is_clear":true,"change":"better",)"
                        R"("difference":{"value":-4.0,"low":-6.0,"high":-1.0},)"
                        R"("detectable_change":3.5})"));
}

TEST(JsonView, NamesALevelOnlyWhereTheValueFitsOne) {
  Evaluation evaluation = lead_time();
  evaluation.score = 6.5;
  evaluation.level = Level{.year = 2024, .fits = {LevelName::High}, .plausible = {LevelName::High}};
  EXPECT_THAT(to_json(Answer{asked(), {evaluation}}),
              HasSubstr(R"("level":{"set":"dora-2024","name":"high","fits":["high"],)"
                        R"("plausible":["high"]},"score":6.5)"));
  evaluation.level->fits = {LevelName::High, LevelName::Medium};
  EXPECT_THAT(to_json(Answer{asked(), {evaluation}}),
              HasSubstr(R"("name":null,"fits":["high","medium"])"));
}

TEST(JsonView, HasTheGradeOnlyWhenItIsWanted) {
  Evaluation evaluation = lead_time();
  evaluation.score = 6.5;
  Asked question = asked();
  EXPECT_THAT(to_json(Answer{question, {evaluation}}), Not(HasSubstr("grade")));
  question.query.wants_grade = true;
  EXPECT_THAT(to_json(Answer{question, {evaluation}}),
              HasSubstr(R"("grade":{"score":6.5,"metrics":1,"of":5,"letter":null,)"
                        R"("previous":null,"industry":{"year":2025,"mean":6.72}})"));
}

TEST(JsonView, HasSeriesAndGroupsOnlyWhenAsked) {
  Evaluation evaluation = lead_time();
  evaluation.series = {
      {.window = asked().query.window, .estimate = {.absent = "no changes"}, .is_partial = true}};
  evaluation.groups = {{"acme/api", {.value = 1.0, .count = 1}}};
  EXPECT_THAT(to_json(Answer{asked(), {evaluation}}), Not(HasSubstr("series")));

  Answer answer{asked(), {evaluation}};
  answer.asked.query.every = Granularity::Week;
  answer.asked.query.group_by = GroupBy::Repository;
  const std::string json = to_json(answer);
  EXPECT_THAT(json, HasSubstr(R"("every":"week")"));
  EXPECT_THAT(json, HasSubstr(R"("value":null,"absent":"no changes","count":0,"partial":true}])"));
  EXPECT_THAT(json, HasSubstr(R"("groups":[{"by":"repository","key":"acme/api","value":1.0)"));
}

ExplainedAnswer explained() {
  ExplainedItem counted{.repository = "acme/api",
                        .is_counted = true,
                        .moment = at("2026-02-01T00:00:00Z"),
                        .value = 3660.0};
  counted.change = ExplainedChange{.id = "PR_1",
                                   .number = 12,
                                   .title = "=Add, \"login\" | bar",
                                   .times = ChangeTimes{},
                                   .deployment = "D_3",
                                   .linked_by = LinkedBy::HeadCommit};
  counted.change->times->merged_at = at("2026-01-31T00:00:00Z");
  counted.change->times->stages[static_cast<std::size_t>(Stage::Coding)] = 3600.0;
  ExplainedItem left_out{.repository = "acme/api", .reason = Reason::NotDeployed};
  left_out.change = ExplainedChange{.kind = ChangeKind::DirectPush, .id = "0123456789abcdef"};
  return {
      asked(),
      {.metric = &kLeadTime, .total = {.value = 3660.0, .count = 1}, .items = {counted, left_out}}};
}

TEST(JsonView, ExplainsEachChange) {
  const std::string json = to_json(explained());
  EXPECT_THAT(json, HasSubstr(R"({"metric":"lead_time","window":{)"));
  EXPECT_THAT(json, HasSubstr(R"("pull_request":{"id":"PR_1","number":12,)"));
  EXPECT_THAT(json, HasSubstr(R"("deployment":"D_3","linked_by":"head_commit")"));
  EXPECT_THAT(json, HasSubstr(R"("merged_at":"2026-01-31T00:00:00Z","deployed_at":null)"));
  EXPECT_THAT(json, HasSubstr(R"("stages":{"coding":3600.0,"pickup":null,)"));
  EXPECT_THAT(json, HasSubstr(R"("lead_time":3660.0)"));
  EXPECT_THAT(json,
              HasSubstr(R"("commit":"0123456789abcdef","counted":false,"reason":"not_deployed")"));
}

TEST(JsonView, ExplainsEachFailure) {
  ExplainedAnswer answer{asked(), {.metric = &kFailRate}};
  ExplainedItem item{.repository = "acme/api", .is_counted = true};
  item.deployment = ExplainedDeployment{.id = "D_1",
                                        .failed = true,
                                        .confidence = Confidence::Confirmed,
                                        .evidence = {{EvidenceKind::Incident, "I_1"}},
                                        .recovered_at = at("2026-02-01T01:00:00Z"),
                                        .recovered_by = "I_1"};
  answer.explanation.items = {item};
  EXPECT_THAT(to_json(answer),
              HasSubstr(R"("failed":true,"confidence":"confirmed",)"
                        R"("evidence":[{"kind":"incident","source":"I_1"}],)"
                        R"("recovered_at":"2026-02-01T01:00:00Z","recovered_by":"I_1")"));
}

TEST(CsvView, HasALineForEachValue) {
  const std::string csv = to_csv(Answer{asked(), {lead_time()}});
  EXPECT_THAT(csv, HasSubstr("lead_time,total,,2026-01-05T00:00:00Z,2026-04-06T00:00:00Z,93600.0,"
                             "seconds,42,81000.0,120000.0,,,,false,\r\n"));
  EXPECT_THAT(csv, HasSubstr("lead_time,part,pickup,"));
}

TEST(CsvView, QuotesAndLetsNoSpreadsheetRunATitle) {
  const std::string csv = to_csv(explained());
  EXPECT_THAT(csv, HasSubstr("\"'=Add, \"\"login\"\" | bar\""));
  EXPECT_THAT(csv, HasSubstr("0123456789abcdef,,,,,false,not_deployed,"));
}

TEST(MarkdownView, EscapesWhatWouldEndACell) {
  EXPECT_THAT(to_markdown(explained()), HasSubstr(R"(=Add, "login" \| bar)"));
  EXPECT_EQ(markdown_cell("a\nb_c"), "a b\\_c");
}

TEST(MarkdownView, GivesTheReasonForNoValue) {
  Evaluation evaluation = lead_time();
  evaluation.total = {.absent = "nothing was merged"};
  EXPECT_THAT(to_markdown(Answer{asked(), {evaluation}}),
              HasSubstr("| Lead time | – (nothing was merged) |  | 0 |  |"));
}

}  // namespace
}  // namespace shiplog
