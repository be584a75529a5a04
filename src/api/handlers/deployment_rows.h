// Deployments to production as rows of columns, and how one is written.

#pragma once

#include <string_view>
#include <vector>

#include "api/schema.h"
#include "base/json_writer.h"
#include "columns/column.h"
#include "metrics/scope.h"

namespace shiplog::api {

struct DeploymentRow {
  const ShardScope* scope = nullptr;
  Row row = 0;
};

void put_deployment(JsonWriter& json, const DeploymentRow& each);

Schema deployment_schema();

}  // namespace shiplog::api
