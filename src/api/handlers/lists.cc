#include "api/handlers/lists.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "api/api_services.h"
#include "api/schema.h"
#include "columns/shard.h"
#include "columns/snapshot.h"

namespace shiplog::api {

std::string page_of_repository(const ApiServices& services, const Snapshot& snapshot,
                               const Shard& shard) {
  return snapshot.synced.contains(shard.repository_id) ? services.github_url + "/" + shard.full_name
                                                       : std::string();
}

const Shard* find_shard(const Snapshot& snapshot, std::string_view repository_id) {
  const auto found = std::ranges::find(snapshot.shards, repository_id,
                                       [](const auto& shard) { return shard->repository_id; });
  return found == snapshot.shards.end() ? nullptr : found->get();
}

Schema list_schema(std::string_view type, std::string_view name, Schema item) {
  return object(
      type, {{.name = name, .schema = list_of(std::move(item))},
             {.name = "total", .schema = integer(), .help = "on all pages"},
             {.name = "next", .schema = nullable(text()), .help = "the cursor of the next page"}});
}

}  // namespace shiplog::api
