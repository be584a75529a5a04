// Every column of a shard, in one list: laying down, mapping and measuring all walk it.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "columns/column.h"
#include "columns/shard.h"
#include "columns/work_tables.h"

namespace shiplog {

// The list has a section for the numbers and for each of the Parts, in which columns lie
// side by side in a file. A column added to a table is added here, and nowhere else; a test
// counts them.

template <typename Tables, typename Visit>
void for_each_number_column(Tables& tables, Visit visit) {
  const auto all = [&visit](auto&... columns) { (visit(columns), ...); };
  auto& c = tables.changes;
  all(c.kind, c.base, c.author, c.first_commit_at, c.created_at, c.ready_at, c.first_review_at,
      c.approved_at, c.merged_at, c.closed_at, c.additions, c.deletions, c.is_reviewed, c.is_draft,
      c.is_hotfix, c.is_revert, c.is_reverted, c.toggle_offsets, c.toggles, c.carrier_offsets,
      c.carriers);
  auto& d = tables.deployments;
  all(d.line, d.succeeded_at, d.is_first_of_line, d.is_rollback, d.is_repair, d.failure,
      d.restored_at, d.change_offsets, d.changes);
  all(tables.lines.source, tables.lines.environment, tables.lines.service,
      tables.lines.latest_attempt_at);
  all(tables.people.id, tables.people.login, tables.people.is_bot, tables.people.is_agent);
  auto& corrections = tables.corrections;
  all(corrections.changes, corrections.deployments, corrections.runs, corrections.issues);
  all(tables.names);
}
inline constexpr std::size_t kNumberColumnCount = 43;

template <typename Tables, typename Visit>
void for_each_text_column(Tables& tables, Visit visit) {
  const auto all = [&visit](auto&... columns) { (visit(columns), ...); };
  auto& c = tables.changes;
  all(c.id, c.title, c.number);
  auto& d = tables.deployments;
  all(d.id, d.name, d.restored_by, d.evidence_offsets, d.evidence);
  auto& corrections = tables.corrections;
  all(corrections.changes_by, corrections.deployments_by, corrections.runs_by, corrections.id,
      corrections.by, corrections.reason, corrections.at);
  all(tables.text);
}
inline constexpr std::size_t kTextColumnCount = 16;

// Calls visit(column) for each column of the tables, always in the same order.
template <typename Tables, typename Visit>
void for_each_column(Tables& tables, Visit visit) {
  for_each_number_column(tables, visit);
  for_each_work_column(tables.work, visit);
  for_each_text_column(tables, visit);
}
inline constexpr std::size_t kColumnCount =
    kNumberColumnCount + kWorkColumnCount + kTextColumnCount;

// What must be known to find a column among the bytes of its shard, where columns lie one
// after the other in the order of the list, each at a multiple of eight bytes.
struct ColumnShape {
  std::uint64_t count = 0;
  bool is_narrow = false;
};
using ColumnShapes = std::array<ColumnShape, kColumnCount>;
ColumnShapes shapes_of(const Shard& shard);

// Lays grown columns down, packed where they can be, and makes them the shard's.
void hold(Shard& shard, const ShardTables<Grown>& tables);

// Points the shard's columns into bytes that begin at a multiple of eight. False when columns
// of such shapes are not just as long as the bytes.
bool place(Shard& shard, std::span<const std::byte> bytes, const ColumnShapes& shapes);

// The shard's bytes, by the sections of the list.
struct Sections {
  std::span<const std::byte> numbers = {};
  std::span<const std::byte> work = {};
  std::span<const std::byte> texts = {};
};
Sections sections_of(const Shard& shard);

}  // namespace shiplog
