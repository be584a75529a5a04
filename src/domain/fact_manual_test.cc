#include "domain/fact_manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/source_directory.h"

namespace shiplog {
namespace {

using testing::HasSubstr;

const std::filesystem::path kManual = source_directory() / "docs/facts.md";

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FactManual, TellsWhatEachFieldIs) {
  const std::string table = fact_fields_table();
  EXPECT_THAT(table,
              HasSubstr("| `comment` | `id`, `pull_request`, `created_at` *time* | `author` |"));
  EXPECT_THAT(table, HasSubstr("`topics[]`"));
  EXPECT_THAT(table, HasSubstr("`statuses[]` {`state`, `at` *time*}"));
}

TEST(FactManual, HasTheTableThatTheShapesSay) {
  constexpr std::string_view kBegin = "from src/domain/fact_shape.h. -->\n";
  constexpr std::string_view kEnd = "<!-- End of the table. -->";
  std::string manual = contents(kManual);
  const std::size_t begin = manual.find(kBegin) + kBegin.size();
  const std::size_t end = manual.find(kEnd);
  ASSERT_NE(end, std::string::npos) << kManual;
  ASSERT_LE(begin, end);
  if (std::getenv("SHIPLOG_UPDATE_DOCS") != nullptr) {
    manual.replace(begin, end - begin, fact_fields_table());
    std::ofstream(kManual, std::ios::binary) << manual;
    return;
  }
  EXPECT_EQ(manual.substr(begin, end - begin), fact_fields_table())
      << "docs/facts.md is not current: run this test with SHIPLOG_UPDATE_DOCS=1";
}

}  // namespace
}  // namespace shiplog
