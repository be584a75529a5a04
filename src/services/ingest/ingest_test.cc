#include "services/ingest/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "services/export/export.h"
#include "services/ingest/fake_line_source.h"
#include "store/fact_store.h"
#include "store/memory/memory_store.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string person(int id, const std::string& login) {
  return R"({"kind":"person","id":"P)" + std::to_string(id) + R"(","login":")" + login + "\"}";
}

std::string issue(const std::string& title, const std::string& updated_at) {
  return R"({"kind":"issue","id":"I","repository":"R","number":1,)"
         R"("created_at":"2024-01-01T00:00:00Z","title":")" +
         title + R"(","updated_at":")" + updated_at + "\"}";
}

std::vector<std::string> people(int count) {
  std::vector<std::string> lines;
  for (int i = 0; i < count; ++i) {
    lines.push_back(person(i, "someone"));
  }
  return lines;
}

std::string export_of(FactStore& store) {
  std::string out;
  EXPECT_TRUE(export_facts(store, {},
                           [&out](std::string_view piece) -> Result<Unit> {
                             out += piece;
                             return Unit{};
                           },
                           {}));
  return out;
}

struct Outcome {
  Result<Unit> result = Unit{};
  IngestReport report = {};
};

Outcome ingest_lines(FactStore& store, FakeLineSource& source, IngestOptions options = {}) {
  Outcome outcome;
  outcome.result = ingest(source, store, options, {}, outcome.report);
  return outcome;
}

Outcome ingest_lines(FactStore& store, std::vector<std::string> lines, IngestOptions options = {}) {
  FakeLineSource source(std::move(lines));
  return ingest_lines(store, source, std::move(options));
}

const ChangeCount& stored(const Outcome& outcome, FactKind kind) {
  return outcome.report.stored.at(static_cast<std::size_t>(kind) - 1);
}

TEST(Ingest, StoresFactsAndCountsThem) {
  MemoryStore store;
  const Outcome first = ingest_lines(store, {person(1, "ada"), person(2, "bob")});
  ASSERT_TRUE(first.result);
  EXPECT_EQ(stored(first, FactKind::Person).added, 2);
  EXPECT_EQ(export_of(store), person(1, "ada") + "\n" + person(2, "bob") + "\n");

  const Outcome second = ingest_lines(store, {person(1, "ada"), person(2, "zoe")});
  EXPECT_EQ(stored(second, FactKind::Person).added, 0);
  EXPECT_EQ(stored(second, FactKind::Person).unchanged, 1);
  EXPECT_EQ(stored(second, FactKind::Person).changed, 1);
}

TEST(Ingest, GoesOnPastRefusedLines) {
  MemoryStore store;
  const Outcome outcome = ingest_lines(store, {"rubbish", person(1, "ada"), "{}"});
  ASSERT_TRUE(outcome.result);
  EXPECT_EQ(outcome.report.lines, 3);
  EXPECT_EQ(outcome.report.refused_total(), 2);
  EXPECT_EQ(stored(outcome, FactKind::Person).added, 1);
}

TEST(Ingest, DoesNotMindOrderOrRepetition) {
  const std::vector<std::string> lines = {issue("b", "2024-01-02T00:00:00Z"), person(1, "ada"),
                                          issue("c", "2024-01-01T00:00:00Z"), person(1, "bob"),
                                          issue("a", "2024-01-02T00:00:00Z")};
  std::vector<std::string> reversed(lines.rbegin(), lines.rend());
  reversed.insert(reversed.end(), lines.begin(), lines.end());
  for (const std::size_t batch_lines : {1U, 2U, 100U}) {
    MemoryStore forwards;
    MemoryStore backwards;
    ASSERT_TRUE(ingest_lines(forwards, lines, {.limits = {.lines = batch_lines}}).result);
    ASSERT_TRUE(ingest_lines(backwards, reversed).result);
    EXPECT_EQ(export_of(forwards), export_of(backwards));
    EXPECT_THAT(export_of(forwards), HasSubstr("\"title\":\"b\""));
  }
}

TEST(Ingest, CountsTheSameHoweverTheBatchesFall) {
  const std::vector<std::string> lines = {issue("a", "2024-01-01T00:00:00Z"),
                                          issue("b", "2024-01-02T00:00:00Z"),
                                          issue("a", "2024-01-01T00:00:00Z")};
  for (const std::size_t batch_lines : {1U, 2U, 100U}) {
    MemoryStore store;
    const Outcome outcome = ingest_lines(store, lines, {.limits = {.lines = batch_lines}});
    EXPECT_EQ(stored(outcome, FactKind::Issue).added, 1) << batch_lines;
    EXPECT_EQ(stored(outcome, FactKind::Issue).changed, 1) << batch_lines;
    EXPECT_EQ(stored(outcome, FactKind::Issue).unchanged, 1) << batch_lines;
  }
}

TEST(StrictIngest, StoresNothingOfASourceWithARefusedLine) {
  MemoryStore store;
  auto lines = people(50);
  lines.insert(lines.begin() + 30, "rubbish");
  lines.emplace_back("{}");
  const Outcome outcome = ingest_lines(store, lines, {.is_strict = true, .limits = {.lines = 10}});
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, ErrorCode::InvalidInput);
  EXPECT_EQ(outcome.result.error().message,
            "fake: 2 lines were refused, so nothing of it is stored: line 31: is not JSON: "
            "'rubbish'; line 52: has no kind");
  EXPECT_EQ(export_of(store), "");
  EXPECT_EQ(stored(outcome, FactKind::Person).added, 0);
  EXPECT_EQ(outcome.report.refused_total(), 2);
}

TEST(StrictIngest, StoresASourceWithoutRefusedLines) {
  MemoryStore store;
  const Outcome outcome =
      ingest_lines(store, people(50), {.is_strict = true, .limits = {.lines = 10}});
  ASSERT_TRUE(outcome.result);
  EXPECT_EQ(stored(outcome, FactKind::Person).added, 50);
  EXPECT_NE(export_of(store), "");
}

TEST(StrictIngest, StoresNothingOfASourceThatBreaks) {
  MemoryStore store;
  FakeLineSource source(people(50));
  source.break_at_end({ErrorCode::InvalidInput, "fake ends early"});
  const Outcome outcome = ingest_lines(store, source, {.is_strict = true, .limits = {.lines = 10}});
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().message, "fake ends early; nothing of it is stored");
  EXPECT_EQ(export_of(store), "");
  EXPECT_EQ(stored(outcome, FactKind::Person).added, 0);
}

TEST(Ingest, KeepsWhatCameBeforeTheSourceBroke) {
  MemoryStore store;
  FakeLineSource source(people(25));
  source.break_at_end({ErrorCode::InvalidInput, "fake ends early"});
  const Outcome outcome = ingest_lines(store, source, {.limits = {.lines = 10}});
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().message, "fake ends early; everything up to line 25 is stored");
  EXPECT_EQ(stored(outcome, FactKind::Person).added, 25);
}

TEST(Ingest, StopsAfterTheBatchInHandAndSaysHowToGoOn) {
  MemoryStore store;
  std::stop_source stop;
  FakeLineSource source(people(1000));
  const IngestOptions options = {.on_progress =
                                     [&stop](const IngestProgress& progress) {
                                       if (progress.lines == 20) {
                                         stop.request_stop();
                                       }
                                     },
                                 .limits = {.lines = 10}};
  IngestReport report;
  const auto result = ingest(source, store, options, stop.get_token(), report);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(result.error().message,
            "importing fake was stopped; everything up to line 20 is stored, and the same import "
            "again goes on from there");
  EXPECT_EQ(report.stored.at(static_cast<std::size_t>(FactKind::Person) - 1).added, 20);

  const Outcome again = ingest_lines(store, people(1000));
  EXPECT_EQ(stored(again, FactKind::Person).added, 980);
  EXPECT_EQ(stored(again, FactKind::Person).unchanged, 20);
}

TEST(Ingest, TellsHowFarItIs) {
  MemoryStore store;
  std::vector<std::int64_t> lines;
  const IngestOptions options = {.on_progress =
                                     [&lines](const IngestProgress& progress) {
                                       EXPECT_EQ(progress.source, "fake");
                                       EXPECT_EQ(progress.bytes_total, 25);
                                       EXPECT_EQ(progress.bytes, progress.lines);
                                       lines.push_back(progress.lines);
                                     },
                                 .limits = {.lines = 10}};
  ASSERT_TRUE(ingest_lines(store, people(25), options).result);
  EXPECT_THAT(lines, ElementsAre(10, 20, 25));
}

TEST(Ingest, TakesAnEmptySource) {
  MemoryStore store;
  const Outcome outcome = ingest_lines(store, std::vector<std::string>());
  ASSERT_TRUE(outcome.result);
  EXPECT_EQ(outcome.report.lines, 0);
}

// Fails to apply from the second batch on, as a disk that fills up does.
class FillingStore final : public FactStore {
 public:
  class Writer final : public FactWriter {
   public:
    explicit Writer(std::unique_ptr<FactWriter> writer) : writer_(std::move(writer)) {}
    Result<Applied> apply(Batch batch) override {
      if (std::exchange(is_first_, false)) {
        return writer_->apply(std::move(batch));
      }
      return Error{ErrorCode::Unavailable, "the disk is full: make room"};
    }
    Result<Unit> commit() override { return writer_->commit(); }

   private:
    std::unique_ptr<FactWriter> writer_;
    bool is_first_ = true;
  };

  std::string name() const override { return "filling"; }
  Result<std::string> identity() override { return store_.identity(); }
  Result<std::unique_ptr<FactWriter>> open_writer(WriterOptions options) override {
    return std::unique_ptr<FactWriter>(
        std::make_unique<Writer>(TRY(store_.open_writer(std::move(options)))));
  }
  Result<std::optional<std::string>> cursor(std::string_view source) override {
    return store_.cursor(source);
  }
  Result<Generation> generation() override { return store_.generation(); }
  Result<Changes> changes_since(Generation generation) override {
    return store_.changes_since(generation);
  }
  Result<std::vector<std::string>> repositories() override { return store_.repositories(); }
  Result<Unit> scan_kind(FactKind kind, RecordVisitor visit) override {
    return store_.scan_kind(kind, visit);
  }
  Result<Unit> scan_repository(std::string_view repository, RecordVisitor visit) override {
    return store_.scan_repository(repository, visit);
  }
  Result<Unit> scan_organisation(RecordVisitor visit) override {
    return store_.scan_organisation(visit);
  }
  Result<Unit> scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) override {
    return store_.scan_owned(kind, owner, visit);
  }
  Result<std::optional<FactRecord>> find(FactKind kind, std::string_view key) override {
    return store_.find(kind, key);
  }
  Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) override {
    return store_.has(kind, keys);
  }
  SyncLog& sync_log() override { return store_.sync_log(); }
  ViewShelf& views() override { return store_.views(); }
  Result<std::vector<std::string>> check() override { return store_.check(); }

 private:
  MemoryStore store_;
};

TEST(Ingest, SaysWhatIsStoredWhenTheStoreFails) {
  FillingStore store;
  const Outcome outcome = ingest_lines(store, people(1000), {.limits = {.lines = 10}});
  ASSERT_FALSE(outcome.result);
  EXPECT_EQ(outcome.result.error().code, ErrorCode::Unavailable);
  EXPECT_EQ(outcome.result.error().message,
            "importing fake (everything up to line 10 is stored): the disk is full: make room");
  EXPECT_EQ(stored(outcome, FactKind::Person).added, 10);
  EXPECT_NE(export_of(store), "");
}

TEST(Ingest, DoesNotHoldJunkInMemory) {
  MemoryStore store;
  const Outcome outcome = ingest_lines(store, std::vector<std::string>(50'000, "junk"));
  ASSERT_TRUE(outcome.result);
  EXPECT_EQ(outcome.report.refused_total(), 50'000);
  EXPECT_THAT(outcome.report.refused_lines, SizeIs(IngestReport::kRefusedLinesMax));
}

}  // namespace
}  // namespace shiplog
