// Names: two types of one name in one namespace are one type to the linker, which then calls
// the wrong one's functions. No compiler notices as long as no file includes both.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "tests/source_directory.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

// The name of the type that a line at the outermost level begins to define; else empty.
std::string defined_type(const std::string& line) {
  static const std::regex kDefinition(
      R"(^(?:class|struct|enum class) (?:\[\[\w+\]\] )?(\w+)(?: final)?(?: :.*)?(?: \{.*)?$)");
  std::smatch found;
  const bool is_definition = std::regex_match(line, found, kDefinition) && !line.ends_with(';');
  return is_definition ? found[1].str() : std::string();
}

TEST(TypeNames, AreFoundInDefinitions) {
  EXPECT_EQ(defined_type("class People {"), "People");
  EXPECT_EQ(defined_type("class Feed final : public Source {"), "Feed");
  EXPECT_EQ(defined_type("enum class Kind : std::uint8_t {"), "Kind");
  EXPECT_EQ(defined_type("struct [[nodiscard]] Error {"), "Error");
  EXPECT_EQ(defined_type("class Forward;"), "");
  EXPECT_EQ(defined_type("  struct Inner {"), "");
}

TEST(TypeNames, BelongToOneHeaderEach) {
  std::map<std::string, std::string> defined_in;
  const fs::path source = shiplog::source_directory() / "src";
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    if (entry.path().extension() != ".h") {
      continue;
    }
    std::ifstream header(entry.path());
    const std::string path = fs::relative(entry.path(), source).string();
    std::string home;
    for (std::string line; std::getline(header, line);) {
      if (line.starts_with("namespace ")) {
        home = line;
      }
      const std::string type = defined_type(line);
      if (type.empty()) {
        continue;
      }
      const std::string name = home + " " + type;
      const auto [other, is_first] = defined_in.emplace(name, path);
      EXPECT_TRUE(is_first) << name << " is defined in " << other->second << " and in " << path;
    }
  }
  EXPECT_GT(defined_in.size(), 100U);
}

}  // namespace
}  // namespace shiplog
