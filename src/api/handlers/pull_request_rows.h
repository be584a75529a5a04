// Pull requests as rows of columns: which of them a request asks for, in which order, and how
// one is written.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "api/endpoint.h"
#include "api/parameters.h"
#include "api/schema.h"
#include "base/json_writer.h"
#include "columns/column.h"
#include "columns/snapshot.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog::api {

struct PullRequestRow {
  const ShardScope* scope = nullptr;
  Row row = 0;
};

// The parameters `state`, `q` and `sort`.
std::vector<const ParameterRule*> pull_request_rules();

// Of the scope: open ones, and those that were opened, merged or closed in the window.
std::vector<PullRequestRow> select_pull_requests(const Scope& scope, const Parameters& parameters);

std::uint64_t identity_of(const PullRequestRow& row);

// The fields of one, inside an object that is open.
void put_pull_request(JsonWriter& json, const PullRequestRow& row, const ApiServices& services,
                      const Snapshot& snapshot);

std::vector<Field> pull_request_fields();

}  // namespace shiplog::api
