#include "metrics/events.h"

#include <cstddef>
#include <string_view>

#include "columns/column.h"
#include "columns/shard.h"

namespace shiplog {
namespace {

Event event_of_remark(const Shard& shard, Row remark) {
  const auto& remarks = shard.work().remarks;
  return {.kind = remarks.is_review[remark] != 0 ? EventKind::Reviewed : EventKind::Commented,
          .row = remark,
          .change = remarks.change[remark],
          .author = remarks.author[remark],
          .at = remarks.at[remark]};
}

}  // namespace

std::string_view event_name(EventKind kind) {
  switch (kind) {
    case EventKind::None:
      return {};
    case EventKind::Opened:
      return "opened";
    case EventKind::Merged:
      return "merged";
    case EventKind::Pushed:
      return "pushed";
    case EventKind::Closed:
      return "closed";
    case EventKind::Reviewed:
      return "reviewed";
    case EventKind::Commented:
      return "commented";
  }
  return {};
}

std::size_t event_count(const Shard& shard) {
  return 3 * shard.change_count() + shard.work().remarks.at.size();
}

Event event_at(const Shard& shard, Row row) {
  const std::size_t changes = shard.change_count();
  if (row >= 3 * changes) {
    return event_of_remark(shard, static_cast<Row>(row - 3 * changes));
  }
  const auto change = static_cast<Row>(row % changes);
  const bool is_push = shard.changes().kind[change] == ChangeKind::DirectPush;
  Event event = {.row = change, .change = change, .author = shard.changes().author[change]};
  if (row < changes) {
    event.kind = is_push ? EventKind::None : EventKind::Opened;
    event.at = shard.changes().created_at[change];
  } else if (row < 2 * changes) {
    event.kind = is_push ? EventKind::Pushed : EventKind::Merged;
    event.at = shard.changes().merged_at[change];
  } else {
    event.kind = is_push ? EventKind::None : EventKind::Closed;
    event.at = shard.changes().closed_at[change];
  }
  return event;
}

}  // namespace shiplog
