#include "store/fact_versions.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

bool is_before(const FactRecord* left, const FactRecord* right) {
  return left->kind != right->kind ? left->kind < right->kind : left->key < right->key;
}

Error refusal(const FactRecord& record, std::string_view what) {
  constexpr std::size_t kShownBytes = 60;
  return {ErrorCode::InvalidInput, "the " + std::string(kind_name(record.kind)) + " '" +
                                       record.key.substr(0, kShownBytes) + "' " +
                                       std::string(what)};
}

}  // namespace

Result<Unit> check_records(const std::vector<FactRecord>& records) {
  for (const FactRecord& record : records) {
    if (record.key.size() > kKeyBytesMax || record.owner.size() > kKeyBytesMax) {
      return refusal(record, "has an id, or belongs to one, of more than " +
                                 std::to_string(kKeyBytesMax) +
                                 " bytes, which no store can look up; shorten it at its source");
    }
    for (const std::string_view text :
         {std::string_view(record.key), std::string_view(record.owner),
          std::string_view(record.line)}) {
      if (text.find('\0') != std::string_view::npos) {
        return refusal(record,
                       "holds a NUL character, which PostgreSQL cannot store; "
                       "remove it at its source");
      }
    }
  }
  return Unit{};
}

Error cursor_conflict(const CursorMove& move) {
  return {ErrorCode::Conflict, "another process has gone on reading '" + move.source +
                                   "' meanwhile, so this one stopped and nothing of its last "
                                   "batch was stored; run it again"};
}

std::vector<const FactRecord*> in_key_order(const std::vector<FactRecord>& records) {
  std::vector<const FactRecord*> ordered;
  ordered.reserve(records.size());
  for (const FactRecord& record : records) {
    ordered.push_back(&record);
  }
  std::stable_sort(ordered.begin(), ordered.end(), is_before);
  return ordered;
}

bool is_same_fact(const FactRecord& left, const FactRecord& right) {
  return left.kind == right.kind && left.key == right.key;
}

FactVersions first_fact(FactVersions ordered) {
  std::size_t count = 1;
  while (count < ordered.size() && is_same_fact(*ordered[0], *ordered[count])) {
    ++count;
  }
  return ordered.first(count);
}

ChangeCount& count_of(ChangeCounts& counts, FactKind kind) {
  return counts[static_cast<std::size_t>(kind) - 1];
}

bool merge_versions(FactRecord& stored, FactVersions versions, ChangeCounts& counts) {
  bool is_changed = false;
  for (const FactRecord* version : versions) {
    ChangeCount& count = count_of(counts, version->kind);
    if (merge(stored, FactRecord(*version)) == MergeOutcome::Changed) {
      ++count.changed;
      is_changed = true;
    } else {
      ++count.unchanged;
    }
  }
  return is_changed;
}

FactRecord add_versions(FactVersions versions, ChangeCounts& counts) {
  FactRecord added = *versions[0];
  ++count_of(counts, added.kind).added;
  merge_versions(added, versions.subspan(1), counts);
  return added;
}

}  // namespace shiplog
