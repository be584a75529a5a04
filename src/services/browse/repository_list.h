// RepositoryList: what is known of each repository besides its numbers: where its facts come
// from, how far they are complete, and which kinds are missing.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/query.h"
#include "services/sync/sync_status.h"

namespace shiplog {

class FactStore;

enum class RepositoryOrigin : std::uint8_t { GitHub, Git, Facts };
std::string_view origin_name(RepositoryOrigin origin);  // "github"

// A kind of fact of which there is none, and what the metrics lack for that.
struct MissingFacts {
  std::string_view what = {};
  std::string_view costs = {};
};

struct ListedRepository {
  std::string name = {};
  std::string id = {};
  RepositoryOrigin origin = RepositoryOrigin::Facts;
  bool is_archived = false;
  std::size_t changes = 0;
  std::string_view deployments_from = {};  // Empty: there are none.
  Timestamp complete_until = {};           // The least Timestamp: nothing is known.
  std::optional<SyncStatus> sync = {};     // Its newest run.
  std::vector<MissingFacts> missing = {};
};

// By name; also those of which a sync has begun and stored nothing yet.
Result<std::vector<ListedRepository>> list_repositories(FactStore& store, const Snapshot& snapshot,
                                                        const ProductionRules& rules,
                                                        Timestamp now);

}  // namespace shiplog
