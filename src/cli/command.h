// The commands, as data: one list from which parsing, --help, shell completion, the man
// page and docs/cli.md are made, so that none of them can say what another does not.

#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/exit_code.h"

namespace shiplog {

class Arguments;
class Services;
class Terminal;

struct Option {
  std::string_view name = {};        // "--last"
  std::string_view short_name = {};  // "-v"; mostly none.
  std::string_view value = {};       // "PERIOD": what stands for the value in help.
  std::string_view choices = {};     // "day|week|month": the value is one of these.
  std::string_view help = {};        // A sentence without a full stop.
  bool is_repeatable = false;
  // Values, separated as choices are, that are refused for a reason of their own.
  std::string_view refused = {};
  std::string_view why_refused = {};

  bool takes_value() const { return !value.empty() || !choices.empty(); }
};

struct OptionGroup {
  std::string_view title = {};
  std::vector<Option> options = {};
};

// What a command takes besides options.
struct Operand {
  static constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

  std::string_view name = {};  // "FILE"
  std::string_view help = {};
  std::string_view choices = {};
  bool is_file = false;  // Shells complete it with paths.
  bool is_metric = false;
  std::size_t minimum = 0;
  std::size_t maximum = 0;
};

struct Example {
  std::string_view line = {};
  std::string_view says = {};
};

using Run = ExitCode (*)(const Arguments& arguments, Services& services, Terminal& terminal);

struct Command {
  std::string_view name = {};     // "import git"
  std::string_view summary = {};  // Completes "shiplog import …": a phrase.
  std::string_view description = {};
  Operand operand = {};
  std::vector<Option> options = {};
  std::vector<const OptionGroup*> groups = {};  // Shared with other commands.
  std::vector<Example> examples = {};
  Run run = nullptr;
};

// In the order in which a newcomer should meet them.
std::span<const Command> command_list();

// Accepted by every command, before or after its name.
const OptionGroup& global_options();

// Null when there is none of that name.
const Command* find_command(std::string_view name);

// Every option of a command, the global ones last.
std::vector<const Option*> options_of(const Command& command);

// The alternatives of Option::choices and Operand::choices.
std::vector<std::string_view> split_choices(std::string_view choices);

// What the design names and this version does not have: said plainly, not faked.
struct Later {
  std::string_view name = {};        // "--team", "sync"
  std::string_view comes_with = {};  // Completes "comes with …".
};
const Later* find_later(std::string_view name);

}  // namespace shiplog
