#include "services/export/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "services/ingest/fake_line_source.h"
#include "services/ingest/ingest.h"
#include "sources/line_source.h"
#include "sources/ndjson/ndjson_file.h"
#include "store/memory/memory_store.h"
#include "tests/source_directory.h"

namespace shiplog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

void fill(FactStore& store, LineSource& source) {
  IngestReport report;
  ASSERT_TRUE(ingest(source, store, {}, {}, report));
  ASSERT_EQ(report.refused_total(), 0);
}

void fill(FactStore& store, std::vector<std::string> lines) {
  FakeLineSource source(std::move(lines));
  fill(store, source);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(text.substr(begin, end - begin));
  }
  EXPECT_EQ(begin, text.size()) << "the last line has no end";
  return lines;
}

std::vector<std::string> export_of(FactStore& store, const ExportOptions& options = {}) {
  std::string out;
  const auto count = export_facts(store, options,
                                  [&out](std::string_view piece) -> Result<Unit> {
                                    out += piece;
                                    return Unit{};
                                  },
                                  {});
  if (!count) {
    return {count.error().message};
  }
  auto lines = split(out);
  EXPECT_EQ(count.value(), static_cast<std::int64_t>(lines.size()));
  return lines;
}

const std::string kRepository = R"({"kind":"repository","id":"R1","full_name":"Acme/api"})";
const std::string kPull = R"({"kind":"pull_request","id":"PR1","repository":"R1","number":1})";
const std::string kPullBefore =
    R"({"kind":"pull_request","id":"PR0","repository":"R2","number":1})";
const std::string kComment =
    R"({"kind":"comment","id":"C1","pull_request":"PR1","created_at":"2024-01-01T00:00:00Z"})";
const std::string kOtherComment =
    R"({"kind":"comment","id":"C0","pull_request":"PR0","created_at":"2024-01-01T00:00:00Z"})";
const std::string kPerson = R"({"kind":"person","id":"P","login":"ada"})";

TEST(Export, SortsByTheNameOfTheKindThenByKey) {
  MemoryStore store;
  fill(store, {kRepository, kPull, kPullBefore, kPerson, kComment});
  EXPECT_THAT(export_of(store), ElementsAre(kComment, kPerson, kPullBefore, kPull, kRepository));
}

TEST(Export, OfAnEmptyStoreIsEmpty) {
  MemoryStore store;
  EXPECT_THAT(export_of(store), IsEmpty());
}

TEST(Export, LeavesOutOtherKinds) {
  MemoryStore store;
  fill(store, {kRepository, kPull, kPerson, kComment});
  EXPECT_THAT(export_of(store, {.kinds = {FactKind::Repository, FactKind::Comment}}),
              ElementsAre(kComment, kRepository));
}

TEST(Export, LeavesOutOtherRepositories) {
  MemoryStore store;
  fill(store, {kRepository, kPull, kPullBefore, kPerson, kComment, kOtherComment});
  EXPECT_THAT(export_of(store, {.repositories = {"R1"}}),
              ElementsAre(kComment, kPull, kRepository));
  EXPECT_THAT(export_of(store, {.repositories = {"acme/API"}}),
              ElementsAre(kComment, kPull, kRepository));
  // Known only because a pull request refers to it.
  EXPECT_THAT(export_of(store, {.repositories = {"R2"}}), ElementsAre(kOtherComment, kPullBefore));
  EXPECT_THAT(export_of(store, {.kinds = {FactKind::PullRequest}, .repositories = {"R2", "R1"}}),
              ElementsAre(kPullBefore, kPull));
}

TEST(Export, NamesTheNearestOfARepositoryThatIsNotThere) {
  MemoryStore store;
  fill(store, {kRepository});
  EXPECT_THAT(export_of(store, {.repositories = {"acme/apo"}}),
              ElementsAre("memory has no repository 'acme/apo'; did you mean 'Acme/api'?"));
}

TEST(Export, WritesAnEarliestCommitThatOnlyTheStoreKnows) {
  MemoryStore store;
  const std::string before =
      R"({"kind":"pull_request","id":"PR1","repository":"R1","number":1,"updated_at":"2024-01-01T00:00:00Z","commits":[{"sha":"a","authored_at":"2023-01-01T00:00:00Z"}]})";
  const std::string after =
      R"({"kind":"pull_request","id":"PR1","repository":"R1","number":1,"updated_at":"2024-01-02T00:00:00Z","commits":[{"sha":"b","authored_at":"2023-02-01T00:00:00Z"}]})";
  fill(store, {after, before});
  const auto lines = export_of(store);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0],
              HasSubstr(R"("earliest_commit_at":"2023-01-01T00:00:00Z","commits":[{"sha":"b")"));
}

TEST(Export, ReturnsTheErrorOfItsOutput) {
  MemoryStore store;
  fill(store, {kRepository});
  const auto count = export_facts(store, {},
                                  [](std::string_view) -> Result<Unit> {
                                    return Error{ErrorCode::Unavailable, "the disk is full"};
                                  },
                                  {});
  EXPECT_EQ(count.error().message, "the disk is full");
}

TEST(Export, StopsWhenTold) {
  MemoryStore store;
  fill(store, {kRepository});
  std::stop_source stop;
  stop.request_stop();
  const auto count = export_facts(
      store, {}, [](std::string_view) -> Result<Unit> { return Unit{}; }, stop.get_token());
  EXPECT_EQ(count.error().code, ErrorCode::Cancelled);
}

std::filesystem::path shared_data() {
  const char* const chosen = std::getenv("SHIPLOG_SHARED_DATA");
  return chosen != nullptr ? chosen : source_directory() / "../shared/data";
}

TEST(Export, GivesTheSameBytesAfterAnImportIntoAnotherStore) {
  for (const std::string name : {"django", "rails", "scala"}) {
    const auto path = shared_data() / "facts" / (name + ".ndjson.gz");
    if (!std::filesystem::exists(path)) {
      GTEST_SKIP() << "no real facts at " << path;
    }
    MemoryStore first;
    fill(first, *open_ndjson(path.string(), {}).value());
    const auto exported = export_of(first);
    EXPECT_GT(exported.size(), 1000U);

    MemoryStore second;
    fill(second, exported);
    EXPECT_EQ(export_of(second), exported) << name;
  }
}

}  // namespace
}  // namespace shiplog
