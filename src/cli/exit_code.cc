#include "cli/exit_code.h"

#include <array>
#include <span>

#include "base/check.h"
#include "base/error.h"

namespace shiplog {

ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::Conflict:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
      return ExitCode::Failed;
    case ErrorCode::NotFound:
      return ExitCode::NotFound;
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
      return ExitCode::NotAllowed;
    case ErrorCode::RateLimited:
    case ErrorCode::Unavailable:
      return ExitCode::TryLater;
  }
  CHECK(false);
}

std::span<const ExitMeaning> exit_meanings() {
  static constexpr std::array kMeanings = {
      ExitMeaning{ExitCode::Done, "done"},
      ExitMeaning{ExitCode::Failed, "failed"},
      ExitMeaning{ExitCode::WrongUsage, "wrong usage"},
      ExitMeaning{ExitCode::SomeRefused, "done, but some input was refused"},
      ExitMeaning{ExitCode::NotFound, "not found"},
      ExitMeaning{ExitCode::NotAllowed, "not allowed"},
      ExitMeaning{ExitCode::TryLater, "rate-limited or unavailable: try later"},
  };
  return kMeanings;
}

}  // namespace shiplog
