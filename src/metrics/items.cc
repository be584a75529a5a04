#include "metrics/items.h"

#include <algorithm>
#include <cstddef>
#include <span>

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

// Where a row is among those that are left out, or their number.
std::size_t place_among(std::span<const Row> left_out, Row row) {
  const auto found = std::lower_bound(left_out.begin(), left_out.end(), row);
  const bool is_there = found != left_out.end() && *found == row;
  return is_there ? static_cast<std::size_t>(found - left_out.begin()) : left_out.size();
}

// What leaves rows of a kind out: those of their changes, deployments or runs.
std::span<const Row> left_out(ItemKind kind, const Shard& shard) {
  switch (kind) {
    case ItemKind::Deployments:
      return shard.corrections().deployments;
    case ItemKind::Runs:
      return shard.corrections().runs;
    default:
      return shard.corrections().changes;
  }
}

Row row_left_out(ItemKind kind, const Shard& shard, Row row) {
  const Row change = change_of(kind, shard, row);
  return change == kNoRow ? row : change;
}

bool is_excluded(ItemKind kind, const Shard& shard, Row row) {
  const std::span<const Row> rows = left_out(kind, shard);
  return !rows.empty() && place_among(rows, row_left_out(kind, shard, row)) < rows.size();
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

Row excluded_by(ItemKind kind, const Shard& shard, Row row) {
  const std::span<const Row> rows = left_out(kind, shard);
  const std::size_t place = place_among(rows, row_left_out(kind, shard, row));
  if (place == rows.size()) {
    return kNoRow;
  }
  const CorrectionTable<Fixed>& table = shard.corrections();
  switch (kind) {
    case ItemKind::Deployments:
      return table.deployments_by[place];
    case ItemKind::Runs:
      return table.runs_by[place];
    default:
      return table.changes_by[place];
  }
}

Reason reason_of_scope(const Formula& formula, const Query& query, const ShardScope& scope,
                       Row row) {
  const Shard& shard = *scope.shard;
  if (scope.selection != nullptr && !scope.selection->admits(formula.items, row)) {
    return Reason::OutsideScope;
  }
  const Row change = change_of(formula.items, shard, row);
  const Reason by_hand =
      is_excluded(formula.items, shard, row) ? Reason::ExcludedByHand : Reason::Counted;
  if (change == kNoRow) {
    return by_hand;
  }
  if (query.base && shard.text(shard.changes().base[change]) != *query.base) {
    return Reason::OutsideScope;
  }
  if (by_hand == Reason::ExcludedByHand) {
    return by_hand;
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
