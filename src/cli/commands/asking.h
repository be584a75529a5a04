// What every command that asks the metrics does first.

#pragma once

#include <memory>
#include <string>
#include <variant>

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/question.h"
#include "cli/services.h"
#include "cli/terminal.h"
#include "columns/parts.h"
#include "columns/reading.h"
#include "columns/snapshot.h"

namespace shiplog {

// A question, and the columns that answer it.
struct Prepared {
  Question question = {};
  std::shared_ptr<const Snapshot> snapshot = {};
};

// Reads only such parts of the columns. The exit code where it could not be prepared; what is wrong
// has been said then.
std::variant<Prepared, ExitCode> prepare(const Arguments& arguments, Services& services,
                                         Parts parts, Terminal& terminal);

// The columns of the store, with progress for as long as that takes.
Result<std::shared_ptr<const Snapshot>> lay_out(const Reading& reading, Parts parts,
                                                Services& services, Terminal& terminal);

// --format; "table" when it was not given.
std::string format_of(const Arguments& arguments);

}  // namespace shiplog
