#include "services/export/export.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "services/repository_names/repository_names.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

// Collects lines into pieces worth a system call.
class LineOutput {
 public:
  explicit LineOutput(ExportSink sink) : sink_(sink) { piece_.reserve(2 * kPieceBytes); }

  Result<Unit> add(std::string_view line) {
    piece_ += line;
    piece_ += '\n';
    ++count_;
    return piece_.size() < kPieceBytes ? Result(Unit{}) : flush();
  }

  Result<Unit> flush() {
    if (!piece_.empty()) {
      TRY(sink_(piece_));
      piece_.clear();
    }
    return Unit{};
  }

  std::int64_t count() const { return count_; }

 private:
  ExportSink sink_;
  std::string piece_;
  std::int64_t count_ = 0;
};

// The ids of what the chosen facts belong to.
struct Owners {
  std::unordered_set<std::string> repositories = {};
  std::unordered_set<std::string> pull_requests = {};

  bool own(const FactRecord& record) const {
    const bool is_of_pull_request =
        record.kind == FactKind::Review || record.kind == FactKind::Comment;
    return (is_of_pull_request ? pull_requests : repositories).contains(record.owner);
  }
};

Result<Owners> owners_of(FactStore& store, const std::vector<std::string>& repositories) {
  const std::vector<RepositoryName> names = TRY(repository_names(store));
  Owners owners;
  for (const std::string& wanted : repositories) {
    bool is_found = false;
    for (const RepositoryName& name : names) {
      if (!name.is_called(wanted)) {
        continue;
      }
      is_found = true;
      owners.repositories.insert(name.id);
      TRY(store.scan_repository(name.id, [&owners](const FactRecord& record) -> Result<Unit> {
        if (record.kind == FactKind::PullRequest) {
          owners.pull_requests.insert(record.key);
        }
        return Unit{};
      }));
    }
    if (!is_found) {
      return unknown_repository(wanted, names, store);
    }
  }
  return owners;
}

bool is_chosen(const std::vector<FactKind>& kinds, FactKind kind) {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

Result<std::int64_t> export_facts(FactStore& store, const ExportOptions& options, ExportSink sink,
                                  const std::stop_token& stop) {
  std::optional<Owners> owners;
  if (!options.repositories.empty()) {
    owners = TRY(owners_of(store, options.repositories));
  }
  LineOutput output(sink);
  const auto write = [&](const FactRecord& record) -> Result<Unit> {
    if (stop.stop_requested()) {
      return Error{ErrorCode::Cancelled,
                   "the export was stopped; what it has written so far is no whole backup"};
    }
    if (owners && !owners->own(record)) {
      return Unit{};
    }
    const std::string line = TRY(export_line(record));
    return output.add(line);
  };
  for (const FactKind kind : kinds_by_name()) {
    if (is_chosen(options.kinds, kind)) {
      TRY(store.scan_kind(kind, write));
    }
  }
  TRY(output.flush());
  return output.count();
}

}  // namespace shiplog
