// `shiplog import FILE…`: facts from files into the store.

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/commands/importing.h"
#include "cli/exit_code.h"
#include "cli/import_summary.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "services/ingest/ingest.h"
#include "services/ingest/ingest_report.h"

namespace shiplog {
namespace {

IngestOptions options_of(const Arguments& arguments, Progress& progress) {
  return {.is_strict = arguments.has("--strict"),
          .on_progress = [&progress](const IngestProgress& done) {
            Step step{.doing = done.source, .done = done.lines, .things = "facts"};
            if (done.bytes_total && *done.bytes_total > 0) {
              step.share = static_cast<double>(done.bytes) / static_cast<double>(*done.bytes_total);
            }
            progress.show(step);
          }};
}

void say_what_was_passed_over(const IngestReport& report, Terminal& terminal) {
  for (const std::string& line : refusal_lines(report)) {
    terminal.warn(line);
  }
  for (const std::string& line : unknown_name_lines(report)) {
    terminal.say(line);
  }
}

}  // namespace

ExitCode run_import(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Interrupt interrupt;
  IngestReport report;
  ExitCode code = ExitCode::Done;
  {
    Progress progress(terminal);
    const IngestOptions options = options_of(arguments, progress);
    // A file that cannot be read does not keep the others from being.
    for (const std::string& path : arguments.operands()) {
      const Result<Unit> imported = services.import_facts(path, options, interrupt.token(), report);
      if (imported) {
        continue;
      }
      code = terminal.fail(imported.error());
      if (imported.error().code == ErrorCode::Cancelled ||
          imported.error().code == ErrorCode::Unavailable) {
        break;
      }
    }
  }
  say_what_was_passed_over(report, terminal);
  terminal.print(import_table(report, terminal.style()));
  if (interrupt.token().stop_requested()) {
    terminal.say("Stopped. What was read so far is stored; run the same command to go on.");
    return ExitCode::Failed;
  }
  if (const ExitCode refreshed = refresh_columns(services, terminal); code == ExitCode::Done) {
    code = refreshed;
  }
  return code == ExitCode::Done && report.refused_total() > 0 ? ExitCode::SomeRefused : code;
}

}  // namespace shiplog
