// FactRecord: a fact as it rests: one canonical line, and what a store must know
// of it to file it and to decide which of two versions stays.
//
// A store never looks inside the line. The canonical line has its keys in the
// order of the format's table, absent fields left out, times in UTC with `Z` and
// no trailing zeros, no spaces; so equal facts are equal bytes.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "domain/facts.h"

namespace shiplog {

// The longest key or owner in bytes: what PostgreSQL's index can still hold.
inline constexpr std::size_t kKeyBytesMax = 2000;

struct FactRecord {
  FactKind kind = FactKind::Repository;

  // Identifies the fact among those of its kind, and sorts an export: the id; for
  // a commit "repository\x1fsha", for a withdrawal "kind\x1fid of its target".
  std::string key = {};

  // Where it belongs: the pull request's id for a review or comment, the repository's
  // own id for a repository, else the id of its repository; empty for what belongs to
  // the whole organisation (people, teams, incidents of a service, withdrawals, …).
  std::string owner = {};

  Moment updated_at = {};

  // Pull requests only: the least authored or committed time of all versions ever
  // seen. Not part of the line.
  Moment earliest_commit_at = {};

  std::string line = {};  // Without the line break, and without earliest_commit_at.
};

// Encodes a fact for a store.
FactRecord to_record(const Fact& fact);

// Appends the line that an export would write of a fact told only once, without its line
// break and without the detour over a record.
void append_fact_line(std::string& out, const Fact& fact);

// The line that an export writes: record.line, with earliest_commit_at added where
// it is earlier than what the pull request's own commits[] say. Internal when the line
// cannot be read back: the store is damaged.
Result<std::string> export_line(const FactRecord& record);

enum class MergeOutcome : std::uint8_t { Unchanged, Changed };

// Makes `stored` what it must be once `incoming`, a version of the same fact, has
// been heard of too. A version with updated_at beats one without, the newer wins,
// among equals the bytewise greater line; the least earliest_commit_at is kept
// whichever wins. So the result is the same in any order, and repetition changes
// nothing. Every store calls this, and none decides for itself.
MergeOutcome merge(FactRecord& stored, FactRecord&& incoming);

}  // namespace shiplog
