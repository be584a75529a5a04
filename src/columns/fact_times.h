// When the things that facts tell of happened: which of them have, and where data end.

#pragma once

#include <algorithm>
#include <optional>

#include "columns/clock_span.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

// A time that the clock has not reached has not happened; an absent one neither.
inline Timestamp known_by(Timestamp now, Moment moment) {
  return moment.has_value() && *moment <= now ? *moment : kNever;
}

// The moment at which a thing came to be, where it is one that begins the data of its
// repository or that the clock cuts. Absent for what has none.
Moment beginning_of(const Fact& fact);

// Spans the times of the facts that it sees.
class FactTimes {
 public:
  explicit FactTimes(Timestamp now) : now_(now) {}

  // False when the thing is not there yet: it came to be after the clock.
  bool see(const Fact& fact);

  // As the fields of the same names in Shard.
  Timestamp begins_at() const { return begins_at_; }
  Timestamp latest_at() const { return latest_at_; }
  const ClockSpan& clocks() const { return clocks_; }

 private:
  Timestamp now_;
  Timestamp begins_at_ = kNever;
  Timestamp latest_at_ = Timestamp::min();
  ClockSpan clocks_ = {};
};

}  // namespace shiplog
