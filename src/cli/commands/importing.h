// What every import does last.

#pragma once

#include "cli/services.h"
#include "cli/terminal.h"

namespace shiplog {

// Lays out in columns what is new, so that the first report is quick.
ExitCode refresh_columns(Services& services, Terminal& terminal);

}  // namespace shiplog
