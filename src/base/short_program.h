// Runs another program for the few lines that it says.

#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"

namespace shiplog {

// What the program writes to its standard output, at most 64 KiB. It is found on PATH, run
// without a shell, hears nothing, and is killed when it takes too long.
//
// NotFound when there is no such program; Unavailable when it takes too long, says too much
// or ends otherwise than with 0; Cancelled after a stop.
Result<std::string> output_of(const std::vector<std::string>& command,
                              std::chrono::milliseconds within, const std::stop_token& stop);

}  // namespace shiplog
