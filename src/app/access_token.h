// The access token of the dashboard: what lets somebody in who is not on this machine.

#pragma once

#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace shiplog {

// The first line of the file, or without a file a new one of 256 random bits. InvalidInput
// when the file cannot be read, or holds what could be guessed.
Result<Secret> access_token(const std::string& file);

}  // namespace shiplog
