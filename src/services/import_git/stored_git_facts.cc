#include "services/import_git/stored_git_facts.h"

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

std::string commit_key(std::string_view repository, std::string_view sha) {
  return to_record(Commit{.repository = std::string(repository), .sha = std::string(sha)}).key;
}

void insert_shas_of(const PullRequest& pull, std::unordered_set<std::string>& shas) {
  for (const PullRequestCommit& commit : pull.commits) {
    shas.insert(commit.sha);
  }
  if (pull.merge_commit) {
    shas.insert(*pull.merge_commit);
  }
  if (pull.head_commit) {
    shas.insert(*pull.head_commit);
  }
}

}  // namespace

Result<StoredMerges> stored_merges(FactStore& store, std::string_view repository) {
  const std::string prefix = "git:" + std::string(repository) + "#";
  FactReader reader;
  StoredMerges merges;
  const auto take = [&](const FactRecord& record) -> Result<Unit> {
    if (!record.key.starts_with(prefix)) {
      return Unit{};
    }
    const Fact fact = TRY(reader.read_stored(record.line));
    const auto& pull = std::get<PullRequest>(fact);
    merges.emplace(pull.number, pull.merge_commit.value_or(""));
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::PullRequest, take));
  return merges;
}

Result<bool> is_stored_commit(FactStore& store, std::string_view repository, std::string_view sha) {
  const std::string key = commit_key(repository, sha);
  bool is_stored = false;
  const auto look = [&](const FactRecord& record) -> Result<Unit> {
    is_stored = is_stored || (record.kind == FactKind::Commit && record.key == key);
    return Unit{};
  };
  TRY(store.scan_repository(repository, look));
  return is_stored;
}

Result<std::vector<std::string>> stored_unreachable_commits(
    FactStore& store, std::string_view repository,
    const std::function<bool(std::string_view sha)>& is_reachable) {
  const std::size_t sha_begin = commit_key(repository, "").size();
  FactReader reader;
  std::unordered_set<std::string> owned;
  std::set<std::string> unreachable;
  const auto sort_out = [&](const FactRecord& record) -> Result<Unit> {
    if (record.kind == FactKind::PullRequest) {
      insert_shas_of(std::get<PullRequest>(TRY(reader.read_stored(record.line))), owned);
    } else if (record.kind == FactKind::Commit) {
      std::string sha = record.key.substr(sha_begin);
      if (!is_reachable(sha)) {
        unreachable.insert(std::move(sha));
      }
    }
    return Unit{};
  };
  TRY(store.scan_repository(repository, sort_out));
  std::erase_if(unreachable, [&owned](const std::string& sha) { return owned.contains(sha); });
  if (unreachable.empty()) {
    return std::vector<std::string>{};
  }

  const auto leave_withdrawn = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    const auto& withdrawn = std::get<Withdrawn>(fact);
    if (withdrawn.repository == repository) {
      unreachable.erase(withdrawn.sha);
    }
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Withdrawn, leave_withdrawn));
  return std::vector<std::string>(unreachable.begin(), unreachable.end());
}

}  // namespace shiplog
