// WalkCursor: how far a walk over an ordered list of GitHub's has come, as it is stored.
//
// The list is walked in ascending order, so that what changes meanwhile moves ahead of the
// walk and is met again; the walk of the history and that of later changes are one. GitHub's
// cursors are values of the order, not positions, so an old one still holds.
//
// With a beginning that is wanted (--since), or where a cursor was lost, the list is first
// walked back from its end to there, and from then on forward from where that began.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

struct WalkCursor {
  Text after = {};

  // Where the next pass begins: the last page whose newest row was old enough for nothing to
  // come before it any more. And the time of that row, should GitHub refuse the cursor.
  Text safe = {};
  Moment safe_at = {};

  bool is_backward = false;
  Moment back_to = {};  // Where a backward walk ends.
  Text forward_from = {};

  Moment since = {};  // Nothing before was ever asked for; absent: all of it was.

  bool is_first_pass = true;
  bool has_ended = false;      // The walk of this pass; what is pending may be left.
  std::int64_t read = 0;       // Rows of this pass.
  std::int64_t page_size = 0;  // What worked last; 0: not known.

  std::vector<std::string> pending = {};  // Ids of rows to be asked for by themselves,
  std::vector<std::string> queue = {};    // and those of them whose turn in this pass comes yet.

  std::string text() const;
  // InvalidInput for what text() did not write.
  static Result<WalkCursor> parse(std::string_view text);
};

}  // namespace shiplog
