#include "cli/help.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "cli/command.h"
#include "cli/text_width.h"
#include "tests/source_directory.h"

namespace shiplog {
namespace {

void expect_no_line_wider_than(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(width_of(line), width) << line;
  }
}

TEST(Help, FitsANarrowScreen) {
  expect_no_line_wider_than(overview_text(80), 80);
  for (const Command& command : command_list()) {
    expect_no_line_wider_than(help_text(command, 80), 80);
  }
}

TEST(Help, NamesEveryCommandOptionAndExample) {
  for (const Command& command : command_list()) {
    EXPECT_NE(overview_text(80).find(command.name), std::string::npos) << command.name;
    const std::string text = help_text(command, 80);
    for (const Option* option : options_of(command)) {
      EXPECT_NE(text.find(option->name), std::string::npos) << option->name;
    }
    for (const Example& example : command.examples) {
      EXPECT_NE(text.find(example.line), std::string::npos) << example.line;
    }
  }
}

TEST(Help, SaysHowACommandIsUsed) {
  EXPECT_EQ(usage_of(*find_command("import")), "shiplog import [OPTION…] FILE…");
  EXPECT_EQ(usage_of(*find_command("metrics")), "shiplog metrics [OPTION…] [ID…]");
  EXPECT_EQ(usage_of(*find_command("completion")), "shiplog completion bash|zsh|fish");
}

TEST(Manual, LetsNoLineBeARequestOfRoff) {
  std::istringstream lines(manual_page());
  for (std::string line; std::getline(lines, line);) {
    const bool is_request = line.starts_with(".TH") || line.starts_with(".S") ||
                            line.starts_with(".B ") || line.starts_with(".I ") ||
                            line.starts_with(".TP") || line.starts_with(".PP");
    EXPECT_TRUE(is_request || (!line.starts_with('.') && !line.starts_with('\''))) << line;
  }
}

TEST(Reference, IsTheOneInTheDocumentation) {
  const std::filesystem::path path = source_directory() / "docs/cli.md";
  if (std::getenv("SHIPLOG_UPDATE_DOCS") != nullptr) {
    std::ofstream(path) << reference_markdown();
  }
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), reference_markdown())
      << "docs/cli.md is made from the commands: SHIPLOG_UPDATE_DOCS=1 build/debug/cli_test";
}

}  // namespace
}  // namespace shiplog
