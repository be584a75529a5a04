#include "services/query/shard_loader.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_builder.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

// The store keeps the earliest commit time beside the line.
Result<Fact> fact_of(FactReader& reader, const FactRecord& record) {
  Fact fact = TRY(reader.read_stored(record.line));
  if (auto* pull = std::get_if<PullRequest>(&fact);
      pull != nullptr && record.earliest_commit_at.has_value()) {
    pull->earliest_commit_at = std::min(
        pull->earliest_commit_at.value_or(*record.earliest_commit_at), *record.earliest_commit_at);
  }
  return fact;
}

Result<Shard> load_shard(FactStore& store, FactReader& reader, const Organisation& organisation,
                         const std::string& repository) {
  ShardBuilder builder(organisation, repository);
  const auto visit = [&](const FactRecord& record) -> Result<Unit> {
    builder.add(TRY(fact_of(reader, record)));
    return Unit{};
  };
  Result<Unit> scanned = store.scan_repository(repository, visit);
  if (!scanned) {
    return std::move(scanned).error().while_doing("reading the facts of " + repository);
  }
  return builder.build();
}

// Deals the repositories out to the threads, and stops all of them at the first error.
class Loading {
 public:
  Loading(FactStore& store, const Organisation& organisation,
          std::span<const std::string> repositories, const ShardProgress& on_progress)
      : store_(store),
        organisation_(organisation),
        repositories_(repositories),
        on_progress_(on_progress),
        shards_(repositories.size()) {}

  void work() {
    try {
      FactReader reader;
      for (std::size_t index = next_++; index < repositories_.size(); index = next_++) {
        Result<Shard> shard = load_shard(store_, reader, organisation_, repositories_[index]);
        if (!shard) {
          fail(std::move(shard).error());
          return;
        }
        shards_[index] = std::make_shared<const Shard>(std::move(shard).value());
        report();
      }
    } catch (const std::exception& exception) {
      fail(Error{ErrorCode::Internal, std::string("laying out columns: ") + exception.what()});
    }
  }

  Result<std::vector<std::shared_ptr<const Shard>>> take() && {
    if (error_.has_value()) {
      return *std::move(error_);
    }
    return std::move(shards_);
  }

 private:
  void fail(Error error) {
    next_ = repositories_.size();
    const std::lock_guard lock(mutex_);
    if (!error_.has_value()) {
      error_ = std::move(error);
    }
  }

  void report() {
    const std::lock_guard lock(mutex_);
    ++done_;
    if (on_progress_) {
      on_progress_(done_, repositories_.size());
    }
  }

  FactStore& store_;
  const Organisation& organisation_;
  std::span<const std::string> repositories_;
  const ShardProgress& on_progress_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::shared_ptr<const Shard>> shards_;  // Each set by one thread.
  std::mutex mutex_;                                  // Guards what follows.
  std::size_t done_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<Organisation> load_organisation(FactStore& store, const Reading& reading) {
  Organisation organisation = TRY(Organisation::create(reading));
  FactReader reader;
  const auto add = [&](const FactRecord& record) -> Result<Unit> {
    organisation.add(TRY(fact_of(reader, record)));
    return Unit{};
  };
  // Those incidents that belong to no repository would come twice.
  const auto add_others = [&add](const FactRecord& record) -> Result<Unit> {
    return record.kind == FactKind::Incident ? Unit{} : add(record);
  };
  TRY(store.scan_organisation(add_others));
  TRY(store.scan_kind(FactKind::Incident, add));
  organisation.finish();
  return organisation;
}

Result<std::vector<std::shared_ptr<const Shard>>> load_shards(
    FactStore& store, const Organisation& organisation, std::span<const std::string> repositories,
    unsigned threads, const ShardProgress& on_progress) {
  Loading loading(store, organisation, repositories, on_progress);
  std::vector<std::jthread> helpers;
  const std::size_t useful = std::min<std::size_t>(threads, repositories.size());
  for (std::size_t helper = 1; helper < useful; ++helper) {
    helpers.emplace_back([&loading] { loading.work(); });
  }
  loading.work();
  helpers.clear();
  return std::move(loading).take();
}

}  // namespace shiplog
