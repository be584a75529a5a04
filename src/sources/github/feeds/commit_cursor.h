// CommitCursor: how far the walk over the default branch has come, as it is stored.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

struct CommitCursor {
  std::string head = {};      // Of the walk under way; empty between two.
  Text after = {};            // Where it goes on.
  std::string complete = {};  // The head whose whole history is stored; empty: none.

  // Of a walk that only reads what is new: parents of new commits that are not known to be
  // stored, and whether one of them was the complete head.
  std::vector<std::string> open = {};
  bool has_met_complete = false;

  // The head after a force push, whose history is to be compared with what is stored.
  std::string compare_with = {};

  std::vector<std::string> reverts = {};  // Commits that may take back others.

  Moment since = {};  // Nothing before was ever asked for.
  std::int64_t read = 0;
  std::int64_t page_size = 0;

  std::string text() const;
  // InvalidInput for what text() did not write.
  static Result<CommitCursor> parse(std::string_view text);
};

}  // namespace shiplog
