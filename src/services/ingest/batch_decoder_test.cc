#include "services/ingest/batch_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "domain/facts.h"
#include "services/ingest/fake_line_source.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::SizeIs;

const std::string kAda = R"({"kind":"person","id":"1","login":"ada"})";
const std::string kBob = R"({"kind":"person","id":"2","login":"bob"})";

TEST(BatchDecoder, CutsTheLinesIntoBatches) {
  FakeLineSource source({kAda, kBob, kAda});
  BatchDecoder decoder(source, {.lines = 2});
  const DecodedBatch first = decoder.next({});
  EXPECT_THAT(first.records, SizeIs(2));
  EXPECT_EQ(first.last_line, 2);
  EXPECT_FALSE(first.is_last);
  const DecodedBatch second = decoder.next({});
  EXPECT_THAT(second.records, SizeIs(1));
  EXPECT_EQ(second.records[0].key, "1");
  EXPECT_EQ(second.position, 3);
  EXPECT_TRUE(second.is_last);
}

TEST(BatchDecoder, EndsABatchEarlyWhenItsLinesAreLong) {
  FakeLineSource source({kAda, kBob, kAda});
  BatchDecoder decoder(source, {.lines = 100, .bytes = kAda.size() + 1});
  EXPECT_THAT(decoder.next({}).records, SizeIs(2));
}

TEST(BatchDecoder, CountsWhatItDidNotUseAndWhy) {
  FakeLineSource source({kAda, "rubbish", R"({"kind":"person","id":"3"})",
                         R"({"kind":"sprint","id":"4"})",
                         R"({"kind":"person","id":"5","login":"eve","colour":"red"})"});
  source.add_too_long_line();
  const DecodedBatch batch = BatchDecoder(source, {}).next({});
  EXPECT_THAT(batch.records, SizeIs(2));
  const IngestReport& report = batch.report;
  EXPECT_EQ(report.lines, 6);
  EXPECT_EQ(report.refused_total(), 3);
  EXPECT_EQ(report.refused.at(static_cast<std::size_t>(FactKind::Person) - 1), 1);
  EXPECT_EQ(report.refused_without_kind, 2);
  ASSERT_THAT(report.refused_lines, SizeIs(3));
  EXPECT_EQ(report.refused_lines[0].source, "fake");
  EXPECT_EQ(report.refused_lines[0].line, 2);
  EXPECT_EQ(report.refused_lines[0].reason, "is not JSON: 'rubbish'");
  EXPECT_EQ(report.refused_lines[1].reason, "a person without login");
  EXPECT_EQ(report.refused_lines[2].line, 6);
  EXPECT_EQ(report.refused_lines[2].reason, "is longer than 16 MiB");
  EXPECT_THAT(report.unknown_kinds.counts(), ElementsAre(Pair("sprint", 1)));
  EXPECT_THAT(report.unknown_fields.counts(), ElementsAre(Pair("person.colour", 1)));
}

TEST(BatchDecoder, GivesOutTheLinesBeforeABreak) {
  FakeLineSource source({kAda});
  source.break_at_end({ErrorCode::InvalidInput, "cut short"});
  const DecodedBatch batch = BatchDecoder(source, {}).next({});
  EXPECT_THAT(batch.records, SizeIs(1));
  EXPECT_TRUE(batch.is_last);
  EXPECT_EQ(batch.error->message, "cut short");
}

TEST(NameCounts, TellsOnlySoManyNamesApart) {
  NameCounts counts;
  for (int i = 0; i < 1000; ++i) {
    counts.add("name" + std::to_string(i));
  }
  counts.add("name0");
  EXPECT_THAT(counts.counts(), SizeIs(NameCounts::kNamesMax));
  EXPECT_EQ(counts.counts().at("name0"), 2);
  EXPECT_EQ(counts.others(), 900);

  NameCounts sum;
  EXPECT_TRUE(sum.is_empty());
  sum.add("name0");
  sum.add(counts);
  EXPECT_EQ(sum.counts().at("name0"), 3);
  EXPECT_EQ(sum.others(), 900);
}

TEST(IngestReport, KeepsTheFirstRefusedLinesAndCountsAll) {
  IngestReport total;
  for (int i = 0; i < 3; ++i) {
    IngestReport part;
    for (int line = 1; line <= 15; ++line) {
      part.refuse("f", line, {.kind = FactKind::Issue, .reason = "r"});
    }
    total.add(part);
  }
  EXPECT_EQ(total.refused_total(), 45);
  EXPECT_THAT(total.refused_lines, SizeIs(IngestReport::kRefusedLinesMax));
  EXPECT_EQ(total.refused_lines.back().line, 5);
}

}  // namespace
}  // namespace shiplog
