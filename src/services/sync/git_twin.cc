#include "services/sync/git_twin.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

constexpr std::size_t kBatchRecords = 2000;

bool is_same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

// A clone's repository has its name for an id, and its cursor says that it is a clone's.
Result<std::string> find_twin(FactStore& store, std::string_view id, std::string_view full_name) {
  for (const std::string& other : TRY(store.repositories())) {
    if (other != id && is_same_name(other, full_name) && TRY(store.cursor("git:" + other))) {
      return other;
    }
  }
  return std::string();
}

bool is_from_clone(FactKind kind) {
  return kind == FactKind::Repository || kind == FactKind::Commit ||
         kind == FactKind::PullRequest || kind == FactKind::Release;
}

FactRecord withdrawal_of(const FactRecord& record, std::string_view repository, Timestamp now) {
  Withdrawn withdrawn{.of = std::string(kind_name(record.kind)), .at = now};
  if (record.kind == FactKind::Commit) {
    withdrawn.repository = repository;
    // The key is the repository, a separator, the sha.
    withdrawn.sha = record.key.substr(repository.size() + 1);
  } else {
    withdrawn.id = record.key;
  }
  return to_record(withdrawn);
}

Result<std::vector<FactRecord>> withdrawals(FactStore& store, const std::string& twin,
                                            Timestamp now) {
  std::vector<FactRecord> all;
  const auto collect = [&](const FactRecord& record) -> Result<Unit> {
    if (is_from_clone(record.kind)) {
      all.push_back(withdrawal_of(record, twin, now));
    }
    return Unit{};
  };
  TRY(store.scan_repository(twin, collect));
  std::vector<std::string> keys;
  for (const FactRecord& record : all) {
    keys.push_back(record.key);
  }
  const std::vector<bool> is_withdrawn = TRY(store.has(FactKind::Withdrawn, keys));
  std::vector<FactRecord> fresh;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_withdrawn[i]) {
      fresh.push_back(std::move(all[i]));
    }
  }
  return fresh;
}

}  // namespace

Result<std::vector<std::string>> withdraw_git_twin(FactStore& store, FactWriter& writer,
                                                   std::string_view id, std::string_view full_name,
                                                   Timestamp now) {
  const std::string twin = TRY(find_twin(store, id, full_name));
  if (twin.empty()) {
    return std::vector<std::string>{};
  }
  std::vector<FactRecord> fresh = TRY(withdrawals(store, twin, now));
  if (fresh.empty()) {
    return std::vector<std::string>{};
  }
  for (std::size_t begin = 0; begin < fresh.size(); begin += kBatchRecords) {
    const auto first = fresh.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last =
        fresh.begin() + static_cast<std::ptrdiff_t>(std::min(fresh.size(), begin + kBatchRecords));
    TRY(writer.apply({.records = {std::make_move_iterator(first), std::make_move_iterator(last)}}));
  }
  return std::vector<std::string>{"what was known of " + twin +
                                  " from a local clone is withdrawn: the sync tells all of it"};
}

}  // namespace shiplog
