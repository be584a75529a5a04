// Events: what happens to changes, one row each, for metrics that count several kinds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {

// As bits, so that a formula can name several.
enum class EventKind : std::uint8_t {
  None = 0,  // A row without an event: the opening of a direct push.
  Opened = 1,
  Merged = 2,
  Pushed = 4,  // A direct push.
  Closed = 8,  // For good, merged or not.
  Reviewed = 16,
  Commented = 32,
};
std::string_view event_name(EventKind kind);  // "opened"

// Which event a row is, and the row of what it is about: of a change, or of a remark.
struct Event {
  EventKind kind = EventKind::None;
  Row row = kNoRow;
  Row change = kNoRow;
  Row author = kNoRow;  // Who did it: of a merge, whose change it is.
  Timestamp at = kNever;
};

// Rows of events: an opening of every change, then a merge of each, then a close, then the
// remarks.
std::size_t event_count(const Shard& shard);
Event event_at(const Shard& shard, Row row);

}  // namespace shiplog
