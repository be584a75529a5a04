// ClockSpan: the clocks under which the same facts have happened.

#pragma once

#include <algorithm>

#include "domain/timestamp.h"

namespace shiplog {

// From the latest time that has happened up to the next one that has not: whatever the clock
// cuts, it cuts the same for each clock between them.
struct ClockSpan {
  Timestamp from = Timestamp::min();
  Timestamp until = kNever;  // kNever: nothing is still to come.

  constexpr bool contains(Timestamp now) const {
    return from <= now && (now < until || until == kNever);
  }

  // Narrows the span around the clock `now`, by a time that a fact tells.
  constexpr void see(Timestamp time, Timestamp now) {
    if (time <= now) {
      from = std::max(from, time);
    } else {
      until = std::min(until, time);
    }
  }

  friend constexpr ClockSpan operator&(ClockSpan one, ClockSpan other) {
    return {.from = std::max(one.from, other.from), .until = std::min(one.until, other.until)};
  }
  friend constexpr bool operator==(const ClockSpan&, const ClockSpan&) = default;
};

}  // namespace shiplog
