// Repositories: GitHub's JSON → a fact, and a fingerprint of all that changes in one.

#pragma once

#include <optional>
#include <string>

#include "domain/fact_record.h"
#include "sources/github/json.h"

namespace shiplog {

struct DiscoveredRepository {
  std::string id = {};
  std::string owner = {};
  std::string name = {};  // Without its owner.
  bool is_private = false;
  bool is_archived = false;
  bool is_disabled = false;  // By GitHub: it cannot be read.
  bool is_fork = false;
  // Equal to an earlier one when no list has another newest row than then.
  std::string fingerprint = {};
  FactRecord record = {};
};

// Of a `RepositoryProbe` of queries/fragments; absent for what lacks an id or a name.
std::optional<DiscoveredRepository> decode_repository(Json node);

}  // namespace shiplog
