// Items: what the rows of each kind are, as far as all metrics of the kind agree.

#pragma once

#include <cstddef>

#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/formula.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog {

// How many rows of a kind a shard has, items or not.
std::size_t row_count(ItemKind kind, const Shard& shard);

// Whether a row is of what the formula speaks at all.
bool is_item(const Formula& formula, const Shard& shard, Row row);

// What places a row in time where every metric of its kind agrees: of commits, remarks, runs
// and events. kNever of the others.
Timestamp moment_of(ItemKind kind, const Shard& shard, Row row);

// The change that a row belongs to; kNoRow for deployments and runs, which belong to none.
Row change_of(ItemKind kind, const Shard& shard, Row row);

// Who did what a row tells of, into people; of rows that belong to a change.
Row author_of(ItemKind kind, const Shard& shard, Row row);

// The correction, in the shard's table of them, that leaves a row out; kNoRow for none.
Row excluded_by(ItemKind kind, const Shard& shard, Row row);

// Why the query's scope or lens leaves an item out, or a person does; Counted when none
// of them does.
Reason reason_of_scope(const Formula& formula, const Query& query, const ShardScope& scope,
                       Row row);

}  // namespace shiplog
