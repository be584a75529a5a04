#include "metrics/manual.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/source_directory.h"

namespace shiplog {
namespace {

const std::filesystem::path kManual = source_directory() / "docs/metrics.md";

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MetricsManual, IsWhatTheCatalogSays) {
  if (std::getenv("SHIPLOG_UPDATE_DOCS") != nullptr) {
    std::ofstream(kManual, std::ios::binary) << metrics_manual();
  }
  EXPECT_EQ(contents(kManual), metrics_manual())
      << "docs/metrics.md is not current: run this test with SHIPLOG_UPDATE_DOCS=1";
}

}  // namespace
}  // namespace shiplog
