// `shiplog doctor`: checks that all is well, and says what to do.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "cli/text_width.h"
#include "domain/timestamp.h"
#include "services/question/dates.h"

namespace shiplog {
namespace {

constexpr std::size_t kWhatWidth = 14;

std::string line_of(const Finding& finding, const Style& style) {
  const std::string_view word = finding.health == Health::Ok        ? "ok  "
                                : finding.health == Health::Warning ? "warn"
                                                                    : "fail";
  const Tone tone = finding.health == Health::Ok ? Tone::Better : Tone::Worse;
  std::string line = toned(word, tone, style) + "  " + pad_right(finding.what, kWhatWidth) + " " +
                     without_controls(finding.found) + "\n";
  if (!finding.remedy.empty()) {
    for (const std::string& part : wrap(finding.remedy, style.width - kWhatWidth - 7)) {
      line += std::string(kWhatWidth + 7, ' ') + part + "\n";
    }
  }
  return line;
}

}  // namespace

ExitCode run_doctor(const Arguments& arguments, Services& services, Terminal& terminal) {
  Timestamp now = services.clock().now();
  if (const auto text = arguments.value("--now")) {
    const Result<Timestamp> given = parse_date("--now", *text, TimeZone());
    if (!given) {
      return terminal.refuse(given.error());
    }
    now = *given;
  }
  const std::string repository(arguments.value("--repository").value_or(""));
  ExitCode code = ExitCode::Done;
  for (const Finding& finding : services.diagnose(now, repository)) {
    terminal.print(line_of(finding, terminal.style()));
    if (finding.health == Health::Failure) {
      code = ExitCode::Failed;
    }
  }
  return code;
}

}  // namespace shiplog
