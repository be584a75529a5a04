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
#include "base/nearest.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
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

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  const auto lower = [](char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [lower](char a, char b) { return lower(a) == lower(b); });
}

struct RepositoryName {
  std::string id = {};
  std::string full_name = {};  // The id again, of one known only by reference.
};

Result<std::vector<RepositoryName>> repository_names(FactStore& store) {
  std::vector<RepositoryName> names;
  for (std::string& id : TRY(store.repositories())) {
    names.push_back({.id = id, .full_name = id});
  }
  FactReader reader;
  const auto note_name = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    names.push_back({.id = record.key, .full_name = std::get<Repository>(fact).full_name});
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Repository, note_name));
  return names;
}

Error unknown_repository(const std::string& wanted, const std::vector<RepositoryName>& names,
                         const FactStore& store) {
  std::vector<std::string> known;
  known.reserve(names.size());
  for (const RepositoryName& name : names) {
    known.push_back(name.full_name);
  }
  return {ErrorCode::NotFound,
          store.name() + " has no repository " + in_quotes(wanted) + did_you_mean(wanted, known)};
}

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
      if (name.id != wanted && !equal_ignoring_case(name.full_name, wanted)) {
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
