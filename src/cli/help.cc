#include "cli/help.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/text_width.h"

namespace shiplog {
namespace {

constexpr std::size_t kIndent = 2;
// Where the second column begins; a longer first one has a line of its own.
constexpr std::size_t kSecondColumn = 28;

std::string heading_of(const Option& option) {
  std::string heading;
  if (!option.short_name.empty()) {
    heading += std::string(option.short_name) + ", ";
  }
  heading += option.name;
  if (option.takes_value()) {
    heading += " " + std::string(option.choices.empty() ? option.value : option.choices);
  }
  return heading;
}

void append_entry(std::string& out, std::string_view first, std::string_view second,
                  std::size_t width) {
  const std::size_t room = std::max<std::size_t>(width, kSecondColumn + 20) - kSecondColumn;
  std::string line = std::string(kIndent, ' ') + std::string(first);
  if (width_of(line) + 2 > kSecondColumn) {
    out += line + "\n";
    line.clear();
  }
  for (const std::string& part : wrap(second, room)) {
    out += pad_right(line, kSecondColumn) + part + "\n";
    line.clear();
  }
}

void append_paragraph(std::string& out, std::string_view text, std::size_t width) {
  for (const std::string& line : wrap(text, width)) {
    out += line + "\n";
  }
}

std::string help_of(const Option& option) {
  return std::string(option.help) + (option.is_repeatable ? " (repeatable)" : "");
}

void append_options(std::string& out, std::string_view title, const std::vector<Option>& options,
                    std::size_t width) {
  if (options.empty()) {
    return;
  }
  out += "\n" + std::string(title) + "\n";
  for (const Option& option : options) {
    append_entry(out, heading_of(option), help_of(option), width);
  }
}

// The option groups of a command, its own first.
std::vector<OptionGroup> groups_of(const Command& command) {
  std::vector<OptionGroup> groups;
  if (!command.options.empty()) {
    groups.push_back({.title = "Options", .options = command.options});
  }
  for (const OptionGroup* group : command.groups) {
    groups.push_back(*group);
  }
  return groups;
}

}  // namespace

std::string usage_of(const Command& command) {
  std::string usage = "shiplog " + std::string(command.name);
  if (!groups_of(command).empty()) {
    usage += " [OPTION…]";
  }
  if (!command.operand.name.empty()) {
    const std::string name(command.operand.choices.empty() ? command.operand.name
                                                           : command.operand.choices);
    usage += command.operand.minimum == 0 ? " [" + name + "]" : " " + name;
  }
  return usage;
}

std::string overview_text(std::size_t width) {
  std::string out =
      "How fast and how safely software ships, from your repositories' own history.\n";
  out += "\nUsage: shiplog COMMAND [OPTION…]\n\nCommands\n";
  for (const Command& command : command_list()) {
    append_entry(out, command.name, command.summary, width);
  }
  append_options(out, global_options().title, global_options().options, width);
  out += "\nExamples\n";
  append_entry(out, "shiplog demo", "look around in a sample organisation", width);
  append_entry(out, "shiplog import git ~/src/api", "read a clone of yours", width);
  append_entry(out, "shiplog report --last 1y", "see how it ships", width);
  out += "\n'shiplog COMMAND --help' says more about one.\n";
  return out;
}

std::string help_text(const Command& command, std::size_t width) {
  std::string out = "Usage: " + usage_of(command) + "\n\n";
  append_paragraph(out, command.description, width);
  if (!command.operand.help.empty()) {
    out += "\n";
    append_entry(out, command.operand.name, command.operand.help, width);
  }
  for (const OptionGroup& group : groups_of(command)) {
    append_options(out, group.title, group.options, width);
  }
  append_options(out, global_options().title, global_options().options, width);
  out += "\nExamples\n";
  for (const Example& example : command.examples) {
    append_entry(out, example.line, example.says, width);
  }
  return out;
}

namespace {

// Roff takes a leading dot or quote, a backslash and a hyphen for its own.
std::string roff(std::string_view text) {
  std::string out;
  for (const char character : text) {
    if (character == '\\' || character == '-') {
      out += '\\';
    }
    out += character;
  }
  if (out.starts_with('.') || out.starts_with('\'')) {
    out.insert(0, "\\&");
  }
  return out;
}

void append_roff_options(std::string& out, const std::vector<Option>& options) {
  for (const Option& option : options) {
    out += ".TP\n.B " + roff(heading_of(option)) + "\n" + roff(help_of(option)) + ".\n";
  }
}

void append_roff_command(std::string& out, const Command& command) {
  out += ".SS " + roff(usage_of(command)) + "\n" + roff(command.description) + "\n";
  for (const OptionGroup& group : groups_of(command)) {
    out += ".PP\n" + roff(group.title) + ":\n";
    append_roff_options(out, group.options);
  }
  out += ".PP\nExamples:\n";
  for (const Example& example : command.examples) {
    out += ".TP\n.B " + roff(example.line) + "\n" + roff(example.says) + "\n";
  }
}

std::string number_of(ExitCode code) { return std::to_string(static_cast<int>(code)); }

}  // namespace

std::string manual_page() {
  std::string out = ".TH SHIPLOG 1\n.SH NAME\nshiplog \\- how fast and how safely software ships\n";
  out += ".SH SYNOPSIS\n.B shiplog\n.I COMMAND\n[OPTION...]\n.SH COMMANDS\n";
  for (const Command& command : command_list()) {
    append_roff_command(out, command);
  }
  out += ".SH OPTIONS\n" + roff(global_options().title) + ":\n";
  append_roff_options(out, global_options().options);
  out += ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : exit_meanings()) {
    out += ".TP\n.B " + number_of(code) + "\n" + roff(meaning) + "\n";
  }
  out += ".SH ENVIRONMENT\n.TP\n.B SHIPLOG_STORE\nWhere facts rest, as \\-\\-store.\n";
  out += ".TP\n.B NO_COLOR\nNo colours, whatever its value.\n";
  out += ".PP\nEvery other setting is also SHIPLOG_SECTION_FIELD; see shiplog config show.\n";
  return out;
}

namespace {

// A bar would end the cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char character : text) {
    out += character == '|' ? "\\|" : std::string(1, character);
  }
  return out;
}

void append_markdown_options(std::string& out, std::string_view title,
                             const std::vector<Option>& options) {
  out += "\n| " + std::string(title) + " | |\n|---|---|\n";
  for (const Option& option : options) {
    out += "| `" + cell(heading_of(option)) + "` | " + cell(help_of(option)) + " |\n";
  }
}

}  // namespace

std::string reference_markdown() {
  std::string out =
      "# The command line\n\nMade from the commands' definitions by "
      "`SHIPLOG_UPDATE_DOCS=1 build/debug/cli_test`; not edited by hand.\n"
      "The shapes of `--format json` are in [json.md](json.md).\n\n| command | |\n|---|---|\n";
  for (const Command& command : command_list()) {
    out += "| `" + cell(usage_of(command)) + "` | " + cell(command.summary) + " |\n";
  }
  out += "\nExit codes:";
  for (const auto& [code, meaning] : exit_meanings()) {
    out += (code == ExitCode::Done ? " " : " · ") + number_of(code) + " " + std::string(meaning);
  }
  out += ".\nEverything for people goes to standard error when standard output carries data.\n";
  append_markdown_options(out, global_options().title, global_options().options);
  for (const Command& command : command_list()) {
    out += "\n## shiplog " + std::string(command.name) + "\n\n" + std::string(command.description) +
           "\n\n```\n";
    for (const Example& example : command.examples) {
      out += pad_right(example.line, 58) + "  # " + std::string(example.says) + "\n";
    }
    out += "```\n";
    for (const OptionGroup& group : groups_of(command)) {
      append_markdown_options(out, group.title, group.options);
    }
  }
  return out;
}

}  // namespace shiplog
