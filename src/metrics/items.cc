#include "metrics/items.h"

#include <cstddef>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/events.h"
#include "metrics/formula.h"
#include "metrics/metric.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "metrics/selection.h"

namespace shiplog {
namespace {

bool wants_bots(const Formula& formula, Bots bots) {
  return bots == Bots::Default ? formula.counts_bots : bots != Bots::Exclude;
}

}  // namespace

std::size_t row_count(ItemKind kind, const Shard& shard) {
  switch (kind) {
    case ItemKind::PullRequests:
    case ItemKind::DirectPushes:
    case ItemKind::Changes:
      return shard.change_count();
    case ItemKind::Deployments:
      return shard.deployment_count();
    case ItemKind::Commits:
      return shard.work().commits.id.size();
    case ItemKind::Remarks:
      return shard.work().remarks.at.size();
    case ItemKind::Touches:
      return shard.work().touches.change.size();
    case ItemKind::Runs:
      return shard.work().runs.id.size();
    case ItemKind::Events:
      return event_count(shard);
  }
  return 0;
}

bool is_item(const Formula& formula, const Shard& shard, Row row) {
  switch (formula.items) {
    case ItemKind::PullRequests:
      return shard.changes().kind[row] == ChangeKind::PullRequest;
    case ItemKind::DirectPushes:
      return shard.changes().kind[row] == ChangeKind::DirectPush;
    case ItemKind::Events:
      return (formula.events & static_cast<unsigned>(event_at(shard, row).kind)) != 0;
    default:
      return true;
  }
}

Timestamp moment_of(ItemKind kind, const Shard& shard, Row row) {
  switch (kind) {
    case ItemKind::Commits:
      return shard.work().commits.at[row];
    case ItemKind::Remarks:
      return shard.work().remarks.at[row];
    case ItemKind::Runs:
      return shard.work().runs.finished_at[row];
    case ItemKind::Events:
      return event_at(shard, row).at;
    default:
      return kNever;
  }
}

Row change_of(ItemKind kind, const Shard& shard, Row row) {
  switch (kind) {
    case ItemKind::PullRequests:
    case ItemKind::DirectPushes:
    case ItemKind::Changes:
      return row;
    case ItemKind::Commits:
      return shard.work().commits.change[row];
    case ItemKind::Remarks:
      return shard.work().remarks.change[row];
    case ItemKind::Touches:
      return shard.work().touches.change[row];
    case ItemKind::Events:
      return event_at(shard, row).change;
    case ItemKind::Deployments:
    case ItemKind::Runs:
      break;
  }
  return kNoRow;
}

Row author_of(ItemKind kind, const Shard& shard, Row row) {
  switch (kind) {
    case ItemKind::Commits:
      return shard.work().commits.author[row];
    case ItemKind::Remarks:
      return shard.work().remarks.author[row];
    case ItemKind::Events:
      return event_at(shard, row).author;
    default:
      return shard.changes().author[change_of(kind, shard, row)];
  }
}

Reason reason_of_scope(const Formula& formula, const Query& query, const ShardScope& scope,
                       Row row) {
  const Shard& shard = *scope.shard;
  if (scope.selection != nullptr && !scope.selection->admits(formula.items, row)) {
    return Reason::OutsideScope;
  }
  const Row change = change_of(formula.items, shard, row);
  if (change == kNoRow) {
    return Reason::Counted;
  }
  if (query.base && shard.text(shard.changes().base[change]) != *query.base) {
    return Reason::OutsideScope;
  }
  const bool is_bot = shard.people().is_bot[author_of(formula.items, shard, row)] != 0;
  if (query.bots == Bots::Only && !is_bot) {
    return Reason::OutsideScope;
  }
  if (is_bot && !wants_bots(formula, query.bots)) {
    return Reason::BotAuthor;
  }
  return Reason::Counted;
}

}  // namespace shiplog
