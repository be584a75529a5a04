#include "cli/commands/asking.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/snapshot.h"

namespace shiplog {
std::variant<Prepared, ExitCode> prepare(const Arguments& arguments, Services& services,
                                         Parts parts, Terminal& terminal) {
  const Result<Defaults> defaults = services.defaults();
  if (!defaults) {
    return terminal.refuse(defaults.error());
  }
  Result<Question> question = read_question(arguments, *defaults, services.clock());
  if (!question) {
    return terminal.refuse(question.error());
  }
  Result<std::shared_ptr<const Snapshot>> snapshot =
      lay_out(question->reading, parts | parts_read_by(*question), services, terminal);
  if (!snapshot) {
    return terminal.fail(snapshot.error());
  }
  if (const auto found = find_names(*question, **snapshot); !found) {
    return terminal.fail(found.error());
  }
  return Prepared{.question = *std::move(question), .snapshot = *std::move(snapshot)};
}

Result<std::shared_ptr<const Snapshot>> lay_out(const Reading& reading, Parts parts,
                                                Services& services, Terminal& terminal) {
  Progress progress(terminal);
  const auto show = [&progress](std::size_t done, std::size_t total) {
    progress.show({.doing = "Laying out",
                   .done = static_cast<std::int64_t>(done),
                   .things = "repositories",
                   .share = static_cast<double>(done) / static_cast<double>(total)});
  };
  const auto note = [&terminal](std::string_view text) { terminal.detail(text); };
  return services.snapshot(reading, parts, {.on_progress = show, .on_note = note});
}

std::string format_of(const Arguments& arguments) {
  return arguments.value("--format").value_or("table");
}

}  // namespace shiplog
