// What the lists of things share: pages, and links to where people see them.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/endpoint.h"
#include "api/paging.h"
#include "api/schema.h"
#include "base/json_writer.h"
#include "columns/shard.h"
#include "columns/snapshot.h"

namespace shiplog::api {

// "https://github.com/acme/api"; empty for a repository that no sync keeps.
std::string page_of_repository(const ApiServices& services, const Snapshot& snapshot,
                               const Shard& shard);

// Null when it is not in the snapshot.
const Shard* find_shard(const Snapshot& snapshot, std::string_view repository_id);

// {"NAME":[…],"total":n,"next":…}, of items that `write` writes one by one.
template <typename Write>
std::string list_json(std::string_view name, std::size_t total, const Page& page, Write write) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key(name).begin_array();
  for (std::size_t item = page.begin; item < page.end; ++item) {
    write(json, item);
  }
  json.end_array().key("total").integer(static_cast<std::int64_t>(total)).key("next");
  page.next.empty() ? json.null() : json.text(page.next);
  json.end_object();
  return out;
}

Schema list_schema(std::string_view type, std::string_view name, Schema item);

}  // namespace shiplog::api
