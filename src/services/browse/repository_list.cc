#include "services/browse/repository_list.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/result.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "metrics/production_rule.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "services/sync/sync_status.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

std::vector<MissingFacts> missing_of(const ShardScope& scope) {
  std::vector<MissingFacts> missing;
  if (!scope.rule.source) {
    missing.push_back(
        {.what = "deployments",
         .costs = "no DORA metric can be told: nothing shows what reached production"});
  } else if (scope.rule.source == DeploymentSource::Merges) {
    missing.push_back({.what = "deployments",
                       .costs = "each merge counts as a deployment, which flatters the lead time"});
  }
  const WorkTables<Fixed>& work = scope.shard->work();
  if (work.remarks.at.empty()) {
    missing.push_back({.what = "reviews", .costs = "metrics of review have no value"});
  }
  if (work.runs.id.empty()) {
    missing.push_back({.what = "workflow runs", .costs = "metrics of CI have no value"});
  }
  if (scope.shard->unknown_parents > 0) {
    missing.push_back({.what = "older commits",
                       .costs = "some changes are linked to deployments by time, not by commit"});
  }
  return missing;
}

Result<std::map<std::string, bool>> archived_repositories(FactStore& store) {
  std::map<std::string, bool> archived;
  FactReader reader;
  const auto read = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    const auto& repository = std::get<Repository>(fact);
    archived[repository.id] = repository.is_archived.value_or(false);
    return Unit{};
  };
  TRY(store.scan_kind(FactKind::Repository, read));
  return archived;
}

Result<RepositoryOrigin> origin_of(FactStore& store, const Snapshot& snapshot, const Shard& shard) {
  if (snapshot.synced.contains(shard.repository_id)) {
    return RepositoryOrigin::GitHub;
  }
  return TRY(store.cursor("git:" + shard.full_name)) ? RepositoryOrigin::Git
                                                     : RepositoryOrigin::Facts;
}

}  // namespace

std::string_view origin_name(RepositoryOrigin origin) {
  switch (origin) {
    case RepositoryOrigin::GitHub:
      return "github";
    case RepositoryOrigin::Git:
      return "git";
    case RepositoryOrigin::Facts:
      return "facts";
  }
  CHECK(false);
}

Result<std::vector<ListedRepository>> list_repositories(FactStore& store, const Snapshot& snapshot,
                                                        const ProductionRules& rules,
                                                        Timestamp now) {
  std::map<std::string, SyncStatus> syncs;
  for (SyncStatus& status : TRY(sync_status(store.sync_log(), now))) {
    std::string name = status.run.repository;
    syncs.emplace(std::move(name), std::move(status));
  }
  const std::map<std::string, bool> archived = TRY(archived_repositories(store));
  const Query query{.rules = rules, .now = now};
  const Scope scope = scope_of(query, snapshot);
  std::vector<ListedRepository> all;
  for (const ShardScope& each : scope.shards) {
    const Shard& shard = *each.shard;
    ListedRepository listed{.name = shard.full_name, .id = shard.repository_id};
    listed.origin = TRY(origin_of(store, snapshot, shard));
    const auto found = archived.find(shard.repository_id);
    listed.is_archived = found != archived.end() && found->second;
    listed.changes = shard.change_count();
    listed.deployments_from =
        each.rule.source ? source_name(*each.rule.source) : std::string_view();
    listed.complete_until = std::min(now, data_end(snapshot, shard));
    listed.missing = missing_of(each);
    if (auto sync = syncs.extract(shard.full_name)) {
      listed.sync = std::move(sync.mapped());
    }
    all.push_back(std::move(listed));
  }
  for (auto& [name, status] : syncs) {
    all.push_back({.name = name,
                   .origin = RepositoryOrigin::GitHub,
                   .complete_until = Timestamp::min(),
                   .sync = std::move(status)});
  }
  std::ranges::sort(all, {}, &ListedRepository::name);
  return all;
}

}  // namespace shiplog
