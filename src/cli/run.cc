#include "cli/run.h"

#include <csignal>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/help.h"
#include "cli/services.h"
#include "cli/terminal.h"

namespace shiplog {
namespace {

ExitCode run(std::span<const std::string_view> words, MakeServices make_services,
             Terminal& terminal) {
  const Result<Invocation> invocation = parse(words);
  if (!invocation) {
    return terminal.refuse(invocation.error());
  }
  const Arguments& arguments = invocation->arguments;
  terminal.set_quiet(arguments.has("--quiet"));
  terminal.set_verbosity(arguments.count("--verbose"));
  terminal.set_logs_json(arguments.value("--log-format") == "json");
  if (invocation->wants_version) {
    terminal.print("shiplog " SHIPLOG_VERSION "\n");
    return ExitCode::Done;
  }
  if (invocation->wants_help) {
    terminal.print(invocation->command == nullptr
                       ? overview_text(terminal.style().width)
                       : help_text(*invocation->command, terminal.style().width));
    return ExitCode::Done;
  }
  const std::unique_ptr<Services> services =
      make_services({.store = arguments.value("--store"), .config = arguments.value("--config")});
  return invocation->command->run(arguments, *services, terminal);
}

}  // namespace

int run_command_line(std::span<const std::string_view> words, MakeServices make_services) {
  // Whoever reads our output may stop reading: write() then says so.
  std::signal(SIGPIPE, SIG_IGN);
  Terminal terminal = Terminal::of_process();
  return static_cast<int>(terminal.finish(run(words, make_services, terminal)));
}

}  // namespace shiplog
