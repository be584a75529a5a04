// The versions of facts that a batch brings, in the order in which a store files them.
//
// What every store does alike stands here, so that all of them count alike and none
// decides for itself which version stays.

#pragma once

#include <span>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "store/fact_store.h"

namespace shiplog {

// All versions of one fact in a batch, as they came. Never empty. Borrowed and left as they
// are, since a batch may have to be tried again.
using FactVersions = std::span<const FactRecord* const>;

// InvalidInput for what some store could not hold: a NUL character, a key or an owner
// longer than kKeyBytesMax. All stores refuse alike, so facts can move between them.
Result<Unit> check_records(const std::vector<FactRecord>& records);

// Conflict: another process has moved the source's cursor meanwhile.
Error cursor_conflict(const CursorMove& move);

// Borrows the records, ordered by kind and key, so that each fact is met once and an
// index is written from left to right. Records of the same fact keep their order.
std::vector<const FactRecord*> in_key_order(const std::vector<FactRecord>& records);

// Those at the front of `ordered` that are versions of the same fact.
FactVersions first_fact(FactVersions ordered);

// The same (kind, key).
bool is_same_fact(const FactRecord& left, const FactRecord& right);

ChangeCount& count_of(ChangeCounts& counts, FactKind kind);

// Makes `stored` what it must be once the versions have been heard of too, counts each
// of them as changed or unchanged, and says whether any changed it.
bool merge_versions(FactRecord& stored, FactVersions versions, ChangeCounts& counts);

// The same for a fact that the store does not have: the first version is the added one.
FactRecord add_versions(FactVersions versions, ChangeCounts& counts);

}  // namespace shiplog
