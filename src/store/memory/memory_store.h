// MemoryStore: facts that rest in memory, for tests and for trying things out.
//
// A fake with a life of its own: it keeps every promise of FactStore except that
// nothing outlives it, and the contract holds it to that beside the real stores.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/fact_store.h"
#include "store/memory/memory_sync_log.h"
#include "store/memory/memory_view_shelf.h"
#include "store/sync_log.h"
#include "store/view_shelf.h"

namespace shiplog {

struct MemoryShelves;

class MemoryStore final : public FactStore {
 public:
  MemoryStore();
  ~MemoryStore() override;

  std::string name() const override { return "memory"; }
  Result<std::string> identity() override;

  // The writer may outlive the store's other users, but not the store.
  Result<std::unique_ptr<FactWriter>> open_writer(WriterOptions options) override;

  Result<std::optional<std::string>> cursor(std::string_view source) override;
  Result<Generation> generation() override;
  Result<Changes> changes_since(Generation generation) override;
  Result<std::vector<std::string>> repositories() override;

  // These look at all at once, then visit, so their memory grows with what they visit.
  Result<Unit> scan_kind(FactKind kind, RecordVisitor visit) override;
  Result<Unit> scan_repository(std::string_view repository, RecordVisitor visit) override;
  Result<Unit> scan_organisation(RecordVisitor visit) override;
  Result<Unit> scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) override;
  Result<std::optional<FactRecord>> find(FactKind kind, std::string_view key) override;
  Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) override;
  SyncLog& sync_log() override { return sync_log_; }
  ViewShelf& views() override { return views_; }

  Result<std::vector<std::string>> check() override;

 private:
  std::unique_ptr<MemoryShelves> shelves_;
  MemorySyncLog sync_log_ = {};
  MemoryViewShelf views_ = {};
};

}  // namespace shiplog
