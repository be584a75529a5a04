// Every column of a shard, in one list: writing, mapping and measuring all walk it.

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "columns/column.h"
#include "columns/shard.h"
#include "columns/work_tables.h"

namespace shiplog {

// Calls visit(column) for each column of the tables, always in the same order. A column
// added to a table is added here, and nowhere else; a test counts them.
template <typename Tables, typename Visit>
void for_each_column(Tables& tables, Visit visit) {
  const auto all = [&visit](auto&... columns) { (visit(columns), ...); };
  auto& c = tables.changes;
  all(c.kind, c.id, c.title, c.base, c.number, c.author, c.first_commit_at, c.created_at,
      c.ready_at, c.first_review_at, c.approved_at, c.merged_at, c.closed_at, c.additions,
      c.deletions, c.is_reviewed, c.is_draft, c.is_hotfix, c.is_revert, c.is_reverted,
      c.toggle_offsets, c.toggles, c.carrier_offsets, c.carriers);
  auto& d = tables.deployments;
  all(d.id, d.name, d.line, d.created_at, d.succeeded_at, d.is_first_of_line, d.is_rollback,
      d.is_repair, d.failure, d.restored_at, d.restored_by, d.evidence_offsets, d.evidence,
      d.change_offsets, d.changes);
  all(tables.lines.source, tables.lines.environment, tables.lines.service,
      tables.lines.latest_attempt_at);
  all(tables.people.id, tables.people.login, tables.people.is_bot, tables.people.is_agent);
  for_each_work_column(tables.work, visit);
  all(tables.text);
}
inline constexpr std::size_t kColumnCount = 48 + kWorkColumnCount;

// Borrows grown columns as a shard holds them, and keeps them.
inline void hold(Shard& shard, ShardTables<Grown> tables) {
  const auto memory = std::make_shared<ShardTables<Grown>>(std::move(tables));
  // The two walks meet column by column: each span is set by the visit to its twin.
  std::vector<std::span<const std::byte>> grown;
  for_each_column(*memory, [&grown](auto& column) {
    using Item = typename std::remove_reference_t<decltype(column)>::value_type;
    static_assert(std::has_unique_object_representations_v<Item>);
    column.shrink_to_fit();
    grown.push_back(std::as_bytes(std::span(column)));
  });
  std::size_t next = 0;
  for_each_column(shard.tables, [&](auto& column) {
    using Item = typename std::remove_reference_t<decltype(column)>::element_type;
    const std::span<const std::byte> bytes = grown[next++];
    column = {reinterpret_cast<Item*>(bytes.data()), bytes.size() / sizeof(Item)};
  });
  shard.memory = memory;
}

}  // namespace shiplog
