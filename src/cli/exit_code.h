// What the process tells whoever started it. docs/cli.md promises these numbers.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"

namespace shiplog {

enum class ExitCode : std::uint8_t {
  Done = 0,
  Failed = 1,
  WrongUsage = 2,
  SomeRefused = 3,  // Done, but some of the input was refused.
  NotFound = 4,
  NotAllowed = 5,
  TryLater = 6,  // Rate-limited or unavailable.
};

// Of an error met while working. What a person typed wrongly is WrongUsage instead, which
// only Terminal::refuse() gives.
ExitCode exit_code_of(ErrorCode code);

struct ExitMeaning {
  ExitCode code = ExitCode::Done;
  std::string_view meaning = {};
};
std::span<const ExitMeaning> exit_meanings();

}  // namespace shiplog
