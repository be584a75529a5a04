// What PostgreSQL's SQLSTATEs mean to the person whose store it is.

#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "store/postgres/target.h"

namespace shiplog {

// `message` is the server's, not yet redacted.
Error postgres_error(std::string_view state, std::string_view message,
                     const PostgresTarget& target);

// The server is going away, or the connection has: everything uncommitted is undone.
bool is_loss(std::string_view state);

// Nothing was wrong with the work; it only has to be done again.
bool is_worth_repeating(std::string_view state);

inline constexpr std::string_view kLockNotAvailable = "55P03";
inline constexpr std::string_view kUniqueViolation = "23505";

}  // namespace shiplog
