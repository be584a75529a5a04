// Lays facts out as a test wants them: in one shard, or in a snapshot of all repositories.

#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "columns/reading.h"
#include "columns/shard.h"
#include "columns/shard_builder.h"
#include "columns/snapshot.h"
#include "domain/fact_record.h"
#include "domain/facts.h"

namespace shiplog {

// The id of the repository to which each fact belongs; empty for the organisation's.
inline std::vector<std::string> owners_of(const std::vector<Fact>& facts) {
  std::map<std::string, std::string> repository_of;
  for (const Fact& fact : facts) {
    if (const auto* pull = std::get_if<PullRequest>(&fact)) {
      repository_of[pull->id] = pull->repository;
    }
  }
  std::vector<std::string> owners;
  for (const Fact& fact : facts) {
    const bool is_remark =
        std::holds_alternative<Review>(fact) || std::holds_alternative<Comment>(fact);
    const std::string owner = to_record(fact).owner;
    owners.push_back(is_remark ? repository_of[owner] : owner);
  }
  return owners;
}

inline Organisation organisation_of(const std::vector<Fact>& facts, const Reading& reading = {}) {
  Organisation organisation = Organisation::create(reading).value();
  const std::vector<std::string> owners = owners_of(facts);
  for (std::size_t index = 0; index < facts.size(); ++index) {
    if (owners[index].empty() || std::holds_alternative<Incident>(facts[index])) {
      organisation.add(facts[index]);
    }
  }
  organisation.finish();
  return organisation;
}

inline Shard shard_of(const std::vector<Fact>& facts, const Reading& reading = {},
                      const std::string& repository_id = "R_1") {
  const Organisation organisation = organisation_of(facts, reading);
  ShardBuilder builder(organisation, repository_id);
  const std::vector<std::string> owners = owners_of(facts);
  for (std::size_t index = 0; index < facts.size(); ++index) {
    if (owners[index] == repository_id) {
      builder.add(facts[index]);
    }
  }
  return builder.build();
}

inline Snapshot snapshot_of(const std::vector<Fact>& facts, const Reading& reading = {}) {
  Snapshot snapshot{.reading = reading};
  snapshot.complete_until = organisation_of(facts, reading).latest_at();
  std::vector<std::string> owners = owners_of(facts);
  std::ranges::sort(owners);
  owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
  for (const std::string& owner : owners) {
    if (!owner.empty()) {
      snapshot.shards.push_back(std::make_shared<const Shard>(shard_of(facts, reading, owner)));
      snapshot.complete_until =
          std::max(snapshot.complete_until, snapshot.shards.back()->latest_at);
    }
  }
  std::ranges::sort(snapshot.shards, {}, [](const std::shared_ptr<const Shard>& shard) {
    return std::pair(shard->full_name, shard->repository_id);
  });
  return snapshot;
}

}  // namespace shiplog
