#include "store/postgres/postgres_error.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/postgres/target.h"

namespace shiplog {
namespace {

struct Meaning {
  std::string_view state = {};  // A whole SQLSTATE, or the class that it begins with.
  ErrorCode code = ErrorCode::Internal;
  std::string_view sentence = {};  // After "the store NAME ".
};

// From PostgreSQL's table of error codes; the first that fits.
constexpr std::array<Meaning, 19> kMeanings = {{
    {"25006", ErrorCode::Forbidden,
     "is read-only, as a replica is; name the primary server in the URL"},
    {"42501", ErrorCode::Forbidden,
     "does not allow this role to do that; grant it CREATE on the schema, and its tables"},
    {"28", ErrorCode::Unauthorized, "does not accept this role or password"},
    {"3D", ErrorCode::NotFound, "does not exist; make it with createdb"},
    {"53100", ErrorCode::Unavailable,
     "has no room left on its disk; nothing of the last batch was stored: free some space, then "
     "run it again"},
    {"53300", ErrorCode::Unavailable, "has too many connections; try again later"},
    {"53", ErrorCode::Unavailable, "is short of something it needs; try again later"},
    {"55P03", ErrorCode::Unavailable, "is being written by another process; try again later"},
    {"57014", ErrorCode::Unavailable, "took too long to answer; try again later"},
    {"57", ErrorCode::Unavailable, "is stopping or restarting; try again later"},
    {"08", ErrorCode::Unavailable, "cannot be reached; is the server running?"},
    {"40", ErrorCode::Unavailable, "was too busy with other writers; try again later"},
    {"22021", ErrorCode::InvalidInput, "was given text that is not UTF-8"},
    {"54", ErrorCode::InvalidInput, "cannot hold a fact that large"},
    {"42P07", ErrorCode::InvalidInput,
     "already holds tables of another program under Shiplog's names; give Shiplog a database of "
     "its own"},
    {"42703", ErrorCode::InvalidInput,
     "holds tables of another program under Shiplog's names; give Shiplog a database of its own"},
    {"XX001", ErrorCode::Internal, "is damaged; restore it from a backup"},
    {"XX002", ErrorCode::Internal, "has a damaged index; rebuild it with REINDEX DATABASE"},
    {"58", ErrorCode::Unavailable, "failed in its operating system; see the server's log"},
}};

}  // namespace

Error postgres_error(std::string_view state, std::string_view message,
                     const PostgresTarget& target) {
  const std::string store = "the store " + target.name();
  const std::string said = " (" + target.redacted(message) + ")";
  if (state.empty()) {
    return {ErrorCode::Unavailable, store + " cannot be reached" + said};
  }
  for (const Meaning& meaning : kMeanings) {
    if (state.starts_with(meaning.state)) {
      return {meaning.code, fmt::format("{} {}{}", store, meaning.sentence, said)};
    }
  }
  return {ErrorCode::Internal, store + " failed" + said};
}

bool is_loss(std::string_view state) { return state.starts_with("08") || state.starts_with("57P"); }

bool is_worth_repeating(std::string_view state) { return state.starts_with("40"); }

}  // namespace shiplog
