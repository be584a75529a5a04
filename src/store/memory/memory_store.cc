#include "store/memory/memory_store.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "store/fact_store.h"
#include "store/memory/memory_shelves.h"

namespace shiplog {
namespace {

Result<Unit> visit_all(const std::vector<SharedRecord>& records, RecordVisitor visit) {
  for (const SharedRecord& record : records) {
    TRY(visit(*record));
  }
  return Unit{};
}

class MemoryWriter final : public FactWriter {
 public:
  MemoryWriter(MemoryShelves& shelves, WriterOptions options)
      : shelves_(shelves), options_(std::move(options)) {}
  MemoryWriter(const MemoryWriter&) = delete;
  MemoryWriter& operator=(const MemoryWriter&) = delete;

  ~MemoryWriter() override {
    if (draft_) {
      shelves_.release();
    }
  }

  Result<Applied> apply(Batch batch) override {
    if (draft_) {
      return draft_->apply(batch);
    }
    TRY(shelves_.acquire(options_));
    if (options_.is_atomic) {
      draft_ = shelves_.look();
      return draft_->apply(batch);
    }
    std::unique_lock lock(shelves_.mutex);
    Result<Applied> applied = shelves_.facts.apply(batch);
    lock.unlock();
    shelves_.release();
    return applied;
  }

  Result<Unit> commit() override {
    if (draft_) {
      const std::unique_lock lock(shelves_.mutex);
      shelves_.facts = *std::exchange(draft_, std::nullopt);
      shelves_.holder.reset();
      shelves_.released.notify_all();
    }
    return Unit{};
  }

 private:
  MemoryShelves& shelves_;
  WriterOptions options_;
  // What an atomic writer has applied and not yet committed; it holds the store meanwhile.
  std::optional<MemoryFacts> draft_ = {};
};

}  // namespace

MemoryStore::MemoryStore() : shelves_(std::make_unique<MemoryShelves>()) {}
MemoryStore::~MemoryStore() = default;

Result<std::string> MemoryStore::identity() { return shelves_->identity; }

Result<std::unique_ptr<FactWriter>> MemoryStore::open_writer(WriterOptions options) {
  return std::unique_ptr<FactWriter>(std::make_unique<MemoryWriter>(*shelves_, std::move(options)));
}

Result<std::optional<std::string>> MemoryStore::cursor(std::string_view source) {
  const std::scoped_lock lock(shelves_->mutex);
  const auto found = shelves_->facts.cursors.find(source);
  return found == shelves_->facts.cursors.end() ? std::nullopt : std::optional(found->second);
}

Result<Generation> MemoryStore::generation() {
  const std::scoped_lock lock(shelves_->mutex);
  return shelves_->facts.generation;
}

Result<Changes> MemoryStore::changes_since(Generation generation) {
  const std::scoped_lock lock(shelves_->mutex);
  return shelves_->facts.changes_since(generation);
}

Result<std::vector<std::string>> MemoryStore::repositories() {
  const std::scoped_lock lock(shelves_->mutex);
  return shelves_->facts.repositories();
}

Result<Unit> MemoryStore::scan_kind(FactKind kind, RecordVisitor visit) {
  std::vector<SharedRecord> found;
  {
    const std::scoped_lock lock(shelves_->mutex);
    for (const auto& [id, shelved] : shelves_->facts.records) {
      if (id.first == kind) {
        found.push_back(shelved.record);
      }
    }
  }
  return visit_all(found, visit);
}

Result<Unit> MemoryStore::scan_repository(std::string_view repository, RecordVisitor visit) {
  return visit_all(shelves_->look().belonging_to(repository), visit);
}

Result<Unit> MemoryStore::scan_organisation(RecordVisitor visit) {
  return visit_all(shelves_->look().belonging_to(""), visit);
}

Result<Unit> MemoryStore::scan_owned(FactKind kind, std::string_view owner, RecordVisitor visit) {
  std::vector<SharedRecord> found;
  {
    const std::scoped_lock lock(shelves_->mutex);
    for (const auto& [id, shelved] : shelves_->facts.records) {
      if (id.first == kind && shelved.record->owner == owner) {
        found.push_back(shelved.record);
      }
    }
  }
  return visit_all(found, visit);
}

Result<std::optional<FactRecord>> MemoryStore::find(FactKind kind, std::string_view key) {
  const std::scoped_lock lock(shelves_->mutex);
  const FactRecord* found = shelves_->facts.find(kind, key);
  return found == nullptr ? std::optional<FactRecord>() : std::optional(*found);
}

Result<std::vector<bool>> MemoryStore::has(FactKind kind, const std::vector<std::string>& keys) {
  const std::scoped_lock lock(shelves_->mutex);
  std::vector<bool> found;
  for (const std::string& key : keys) {
    found.push_back(shelves_->facts.find(kind, key) != nullptr);
  }
  return found;
}

Result<std::vector<std::string>> MemoryStore::check() { return std::vector<std::string>{}; }

}  // namespace shiplog
