#include "cli/commands/importing.h"

#include "base/result.h"
#include "cli/services.h"
#include "cli/terminal.h"

namespace shiplog {

ExitCode refresh_columns(Services& services, Terminal& terminal) {
  const Result<Defaults> defaults = services.defaults();
  if (!defaults) {
    return terminal.refuse(defaults.error());
  }
  terminal.detail("Laying out columns.");
  // Columns are only a short cut: a report lays them out itself where they are missing.
  if (const auto snapshot = services.snapshot(defaults->reading); !snapshot) {
    terminal.warn("the columns could not be laid out, so the first report takes longer: " +
                  snapshot.error().message);
  }
  return ExitCode::Done;
}

}  // namespace shiplog
