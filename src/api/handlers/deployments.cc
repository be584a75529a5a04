// GET /api/v1/deployments: what reached production, and what shows that it failed.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/deployment_rows.h"
#include "api/handlers/handlers.h"
#include "api/handlers/lists.h"
#include "api/handlers/metric_schemas.h"
#include "api/http/response.h"
#include "api/paging.h"
#include "api/parameters.h"
#include "api/schema.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "domain/timestamp.h"
#include "metrics/explanation.h"
#include "metrics/query.h"
#include "metrics/scope.h"

namespace shiplog::api {
namespace {

const ParameterRule& failed_rule() {
  static const ParameterRule rule{
      .key = "failed",
      .help = "Only those that failed, possibly or for certain, or only the others",
      .choices = {"yes", "no"}};
  return rule;
}

Timestamp moment_of(const DeploymentRow& each) {
  return each.scope->shard->deployments().succeeded_at[each.row];
}

// Successes in the window, the newest first.
std::vector<DeploymentRow> select_deployments(const Scope& scope, std::string_view failed) {
  const Window& window = scope.query->window;
  std::vector<DeploymentRow> rows;
  for (const ShardScope& each : scope.shards) {
    const DeploymentTable<Fixed>& deployments = each.shard->deployments();
    for (Row row = 0; row < each.shard->deployment_count(); ++row) {
      const Timestamp moment = deployments.succeeded_at[row];
      const bool has_failed = deployments.failure[row] != Confidence::None;
      const bool is_wanted = failed.empty() || has_failed == (failed == "yes");
      if (happened(moment) && moment >= window.from && moment < window.until && is_wanted &&
          each.is_production(row)) {
        rows.push_back({.scope = &each, .row = row});
      }
    }
  }
  std::ranges::stable_sort(rows, std::ranges::greater(), moment_of);
  return rows;
}

Result<Response> deployments(const Call& call) {
  const Prepared ready = TRY(prepare(call));
  const Scope scope = scope_of(ready.question.asked.query, *ready.snapshot);
  const std::vector<DeploymentRow> rows =
      select_deployments(scope, call.parameters.value(failed_rule().key).value_or(""));
  const Page page = page_of(call.parameters, rows.size(), [&rows](std::size_t item) {
    const Shard& shard = *rows[item].scope->shard;
    return hash_bytes(shard.text(shard.deployments().id[rows[item].row]),
                      hash_bytes(shard.repository_id));
  });
  return json_response(
      list_json("deployments", rows.size(), page,
                [&rows](JsonWriter& json, std::size_t item) { put_deployment(json, rows[item]); }));
}

void put_failure(JsonWriter& json, const Shard& shard, Row row) {
  const DeploymentTable<Fixed>& table = shard.deployments();
  json.key("failed").boolean(table.failure[row] == Confidence::Confirmed);
  put_text(json, "confidence", confidence_name(table.failure[row]));
  json.key("evidence").begin_array();
  for (const Evidence& evidence : list_at(table.evidence_offsets, table.evidence, row)) {
    json.begin_object().key("kind").text(evidence_name(evidence.kind));
    json.key("source").text(shard.text(evidence.source)).end_object();
  }
  json.end_array();
  put_moment(json, "recovered_at", table.restored_at[row]);
  put_text(json, "recovered_by", shard.text(table.restored_by[row]));
}

}  // namespace

void put_deployment(JsonWriter& json, const DeploymentRow& each) {
  const Shard& shard = *each.scope->shard;
  const DeploymentTable<Fixed>& table = shard.deployments();
  const Row line = table.line[each.row];
  json.begin_object().key("repository").text(shard.full_name);
  json.key("id").text(shard.text(table.id[each.row]));
  json.key("name").text(shard.text(table.name[each.row]));
  json.key("environment").text(shard.text(shard.lines().environment[line]));
  json.key("service").text(shard.text(shard.lines().service[line]));
  json.key("status").text("success");
  put_moment(json, "finished_at", table.succeeded_at[each.row]);
  const auto carried = list_at(table.change_offsets, table.changes, each.row);
  json.key("changes").integer(static_cast<std::int64_t>(carried.size()));
  json.key("rollback").boolean(table.is_rollback[each.row] != 0);
  put_failure(json, shard, each.row);
  json.end_object();
}

Schema deployment_schema() {
  return object(
      "Deployment",
      {{.name = "repository", .schema = text()},
       {.name = "id", .schema = text()},
       {.name = "name", .schema = text(), .help = "of a release its tag"},
       {.name = "environment", .schema = text(), .help = "empty: production is not told by one"},
       {.name = "service", .schema = text()},
       {.name = "status", .schema = one_of({"success"})},
       {.name = "finished_at", .schema = nullable(time()), .help = "its first success"},
       {.name = "changes", .schema = integer(), .help = "how many it carried"},
       {.name = "rollback", .schema = boolean(), .help = "went back to an older commit"},
       {.name = "failed", .schema = boolean(), .help = "for certain"},
       {.name = "confidence", .schema = nullable(one_of({"confirmed", "possible"}))},
       {.name = "evidence", .schema = list_of(evidence_schema())},
       {.name = "recovered_at", .schema = nullable(time())},
       {.name = "recovered_by", .schema = nullable(text())}});
}

std::vector<Endpoint> deployment_endpoints() {
  return {{.path = "/api/v1/deployments",
           .name = "deployments",
           .summary = "What reached production in the range, the newest first",
           .caching = Caching::UntilMinute,
           .parameters = grammar_and({&failed_rule(), &limit_rule(), &cursor_rule()}),
           .response = list_schema("Deployments", "deployments", deployment_schema()),
           .answer = deployments}};
}

}  // namespace shiplog::api
