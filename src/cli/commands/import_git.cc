// `shiplog import git PATH…`: the history of clones on this machine.

#include "services/import_git/import_git.h"

#include <optional>
#include <string>

#include "base/error.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/commands/importing.h"
#include "cli/exit_code.h"
#include "cli/import_summary.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "services/question/dates.h"

namespace shiplog {
namespace {

Result<GitImportOptions> options_of(const Arguments& arguments) {
  GitImportOptions options{.name = arguments.value("--name")};
  if (options.name && arguments.operands().size() > 1) {
    return Error{ErrorCode::InvalidInput, "--name names one clone, but several paths were given"};
  }
  if (const auto since = arguments.value("--since")) {
    options.since = TRY(parse_date("--since", *since, TimeZone()));
  }
  return options;
}

void show_progress(Progress& progress, const std::string& path, const GitImportProgress& done) {
  Step step{.doing = path, .done = done.commits_done, .things = "commits"};
  if (done.commits_total > 0) {
    step.share = static_cast<double>(done.commits_done) / static_cast<double>(done.commits_total);
  }
  progress.show(step);
}

}  // namespace

ExitCode run_import_git(const Arguments& arguments, Services& services, Terminal& terminal) {
  Result<GitImportOptions> options = options_of(arguments);
  if (!options) {
    return terminal.refuse(options.error());
  }
  const Interrupt interrupt;
  options->stop = interrupt.token();
  ExitCode code = ExitCode::Done;
  // A folder that cannot be read does not keep the others from being.
  for (const std::string& path : arguments.operands()) {
    Progress progress(terminal);
    options->path = path;
    options->on_progress = [&progress, &path](const GitImportProgress& done) {
      show_progress(progress, path, done);
    };
    const Result<GitImportSummary> summary = services.import_clone(*options);
    if (!summary) {
      code = terminal.fail(summary.error());
      if (interrupt.token().stop_requested()) {
        terminal.say("Stopped. What was read so far is stored; run the same command to go on.");
        return ExitCode::Failed;
      }
      continue;
    }
    terminal.print(git_summary(*summary, terminal.style()));
    for (const std::string& note : summary->notes) {
      terminal.say(note);
    }
  }
  const ExitCode refreshed = refresh_columns(services, terminal);
  return code == ExitCode::Done ? refreshed : code;
}

}  // namespace shiplog
