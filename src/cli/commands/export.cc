// `shiplog export`: facts out of the store, as NDJSON.

#include "services/export/export.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/nearest.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "domain/facts.h"
#include "services/views/human.h"

namespace shiplog {
namespace {

Result<ExportOptions> options_of(const Arguments& arguments) {
  ExportOptions options{.repositories = arguments.values("--repository")};
  for (const std::string& name : arguments.values("--kind")) {
    const auto kind = find_kind(name);
    if (!kind) {
      std::vector<std::string_view> known;
      for (const FactKind candidate : kinds_by_name()) {
        known.push_back(kind_name(candidate));
      }
      return Error{ErrorCode::InvalidInput,
                   "there is no kind '" + name + "'" + did_you_mean(name, known)};
    }
    options.kinds.push_back(*kind);
  }
  return options;
}

}  // namespace

ExitCode run_export(const Arguments& arguments, Services& services, Terminal& terminal) {
  const Result<ExportOptions> options = options_of(arguments);
  if (!options) {
    return terminal.refuse(options.error());
  }
  const Interrupt interrupt;
  const auto sink = [&terminal](std::string_view piece) { return terminal.write(piece); };
  const Result<std::int64_t> exported = services.export_facts(*options, sink, interrupt.token());
  if (!exported) {
    return terminal.fail(exported.error());
  }
  terminal.detail("Exported " + human_count(static_cast<std::size_t>(*exported)) + " facts.");
  return ExitCode::Done;
}

}  // namespace shiplog
