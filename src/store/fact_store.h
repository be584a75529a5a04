// FactStore: the port through which facts rest and come back.
//
// A store keeps one record per (kind, key), in the version that merge() says, and
// the cursors of sources. It is asked for lines, never for numbers: a metric does
// not depend on where facts rest. The tests over store/store_contract.h define, for
// all implementations alike, what is promised here.
//
// Errors that any call may return: Unavailable when the store cannot be reached or is
// held by another, Forbidden when it may not be written, Internal when it is damaged.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "store/sync_log.h"
#include "store/view_shelf.h"

namespace shiplog {

// Counts the changes of a store: every record that is new or changed gets the next
// number, so "what changed since" is a range. Zero is the empty store.
using Generation = std::int64_t;

// A source's place in its feed moves together with the rows it brought.
struct CursorMove {
  std::string source = {};               // "git:redis/redis"
  std::optional<std::string> from = {};  // What the source found; absent: no cursor yet.
  std::string to = {};
};

// What one page or one stretch of a file brought. Applied wholly or not at all.
//
// Keys, owners and lines are UTF-8 without NUL, keys and owners at most kKeyBytesMax
// bytes; InvalidInput otherwise.
struct Batch {
  std::vector<FactRecord> records = {};
  std::optional<CursorMove> cursor = {};
};

// What became of the records, each counted once, as though they had come one by one.
struct ChangeCount {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
};

// By kind: counts[static_cast<std::size_t>(kind) - 1].
using ChangeCounts = std::array<ChangeCount, kFactKindCount>;

struct Applied {
  ChangeCounts counts = {};
  Generation generation = 0;  // The store's, after the batch.
};

struct WriterOptions {
  // Who writes, for a second writer that has to wait: "import facts.ndjson".
  std::string description = {};
  // False: each apply() is durable when it returns. True: nothing is stored before
  // commit(), however much is applied.
  bool is_atomic = false;
  // How long an apply() waits for another writer before it gives up with
  // Unavailable and says who holds the store.
  std::chrono::milliseconds patience = std::chrono::seconds(30);
};

// One writer's work. Not thread-safe; may be used from another thread than the one
// that opened it, one at a time. Dropping an atomic writer undoes what it applied.
class FactWriter {
 public:
  virtual ~FactWriter() = default;

  // Conflict when the cursor is not where the batch says it was: another process
  // has advanced the same source. Nothing of the batch is stored on any error.
  virtual Result<Applied> apply(Batch batch) = 0;

  // Makes an atomic writer's work durable. A no-op otherwise. After an error nothing of
  // it is stored.
  virtual Result<Unit> commit() = 0;
};

using RecordVisitor = FunctionRef<Result<Unit>(const FactRecord& record)>;

// What changed after a generation, as the ids of the repositories to lay out anew: those
// that something changed in, came to or moved away from. A review or comment counts for
// the repository of its pull request, and for none while that is unknown.
struct Changes {
  Generation until = 0;
  std::vector<std::string> repositories = {};  // Sorted, without repetition.
  bool organisation = false;                   // Something without a repository changed.
};

// Safe to use from many threads at once; every read sees one consistent state.
class FactStore {
 public:
  virtual ~FactStore() = default;

  // "sqlite:/home/ada/.local/share/shiplog/shiplog.db": without secrets, for messages.
  virtual std::string name() const = 0;

  // Random, chosen when the store was created, kept for ever: tells it from another that
  // once had, or later has, the same place. What was derived from a store names it so.
  virtual Result<std::string> identity() = 0;

  virtual Result<std::unique_ptr<FactWriter>> open_writer(WriterOptions options) = 0;

  // Absent when the source has stored none.
  virtual Result<std::optional<std::string>> cursor(std::string_view source) = 0;

  virtual Result<Generation> generation() = 0;
  virtual Result<Changes> changes_since(Generation generation) = 0;

  // The ids of all repositories, known by a fact or only by reference; sorted bytewise.
  virtual Result<std::vector<std::string>> repositories() = 0;

  // All records of a kind in the bytewise order of their keys. A visitor's error
  // ends the scan and is returned. Memory does not grow with the number of records.
  virtual Result<Unit> scan_kind(FactKind kind, RecordVisitor visit) = 0;

  // What belongs to one repository, with the reviews and comments of its pull
  // requests. Pull requests come before reviews and comments; no other order.
  virtual Result<Unit> scan_repository(std::string_view repository, RecordVisitor visit) = 0;

  // What belongs to no repository (owner is empty). In no particular order.
  virtual Result<Unit> scan_organisation(RecordVisitor visit) = 0;

  // Those of a kind with that owner: the reviews of a pull request, the issues of a
  // repository. In the bytewise order of their keys.
  virtual Result<Unit> scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) = 0;

  virtual Result<std::optional<FactRecord>> find(FactKind kind, std::string_view key) = 0;

  // Whether a record of that kind and key is stored, for each of the keys.
  virtual Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) = 0;

  // Both live as long as the store.
  virtual SyncLog& sync_log() = 0;
  virtual ViewShelf& views() = 0;

  // Looks for damage: SQLite's integrity_check and the like. Empty when sound.
  virtual Result<std::vector<std::string>> check() = 0;
};

}  // namespace shiplog
