// What can go wrong, in words the rest of the program shares.
//
// An Error is an outcome the caller should expect and handle: a repository that
// is not there, a rate limit, a file that will not parse. A broken invariant is
// not an Error; it is a CHECK, and it ends the process.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace shiplog {

// A closed set. Each code has one exit code (cli/exit_code.cc), so a new code is
// a decision about that too.
enum class ErrorCode : std::uint8_t {
  InvalidInput,
  Unauthorized,  // We do not know who you are.
  Forbidden,     // We know, and you may not.
  NotFound,
  Conflict,
  RateLimited,
  Unavailable,  // Try again later: a database that is down, a lock that is held.
  Cancelled,    // The person pressed ^C, or the process was told to stop.
  Internal,
};

struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::Internal;

  // For the person who reads it: a sentence without a full stop, naming the
  // thing, the place and the remedy. Never holds a secret or a URL with credentials.
  std::string message = {};

  // Says what the caller was doing: "importing facts.ndjson: disk is full".
  Error while_doing(std::string_view activity) && {
    message.insert(0, ": ").insert(0, activity);
    return std::move(*this);
  }
};

}  // namespace shiplog
