#include "cli/commands/importing.h"

#include "base/result.h"
#include "cli/commands/asking.h"
#include "cli/exit_code.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "columns/reading.h"
#include "services/question/question.h"

namespace shiplog {

ExitCode refresh_columns(Services& services, Terminal& terminal) {
  const Result<Defaults> defaults = services.defaults();
  if (!defaults) {
    return terminal.refuse(defaults.error());
  }
  // Columns are only a short cut: a report lays them out itself where they are missing.
  Reading reading = defaults->reading;
  reading.now = services.clock().now();
  if (const auto snapshot = lay_out(reading, {}, services, terminal); !snapshot) {
    terminal.warn("the columns could not be laid out, so the first report takes longer: " +
                  snapshot.error().message);
  }
  return ExitCode::Done;
}

}  // namespace shiplog
