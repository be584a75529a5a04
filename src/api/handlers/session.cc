// GET /api/v1/session: what a page shows around the numbers.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "api/documents.h"
#include "api/endpoint.h"
#include "api/handlers/handlers.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/schema.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "services/query/live_snapshot.h"

namespace shiplog::api {
namespace {

void put_principal(JsonWriter& json, const Principal& principal) {
  json.key("principal").begin_object().key("name").text(principal.name);
  json.key("permissions").begin_array();
  for (const Permission permission : principal.permissions) {
    json.text(permission_name(permission));
  }
  json.end_array().end_object();
}

Result<Response> session(const Call& call) {
  const ApiServices& services = call.services;
  const LiveColumns live = TRY(services.live->current());
  std::vector<const Shard*> shards;
  for (const auto& shard : live.snapshot->shards) {
    shards.push_back(shard.get());
  }
  const Timestamp end = data_end(*live.snapshot, shards);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("version").text(services.version);
  put_principal(json, call.request.principal);
  json.key("generation").integer(static_cast<std::int64_t>(live.edition));
  json.key("demo").boolean(services.is_demo).key("now").text(format_time(live.as_of));
  json.key("complete_until");
  end == Timestamp::min() ? json.null() : json.text(format_time(std::min(live.as_of, end)));
  json.key("repositories").integer(static_cast<std::int64_t>(shards.size()));
  json.key("github").begin_object().key("connected").boolean(services.github != "none");
  json.key("source").text(services.github).end_object().end_object();
  return json_response(out);
}

Result<Response> openapi(const Call& /*call*/) { return json_response(openapi_json()); }

Schema session_schema() {
  return object(
      "Session",
      {{.name = "version", .schema = text()},
       {.name = "principal",
        .schema = object(
            {{.name = "name", .schema = text()},
             {.name = "permissions", .schema = list_of(one_of({"view", "edit", "operate"}))}}),
        .help = "who asks, and what they may"},
       {.name = "generation",
        .schema = integer(),
        .help = "rises when the data change; `snapshot` events tell the new one"},
       {.name = "demo", .schema = boolean(), .help = "these are data of a made-up organisation"},
       {.name = "now", .schema = time(), .help = "the clock of the answers"},
       {.name = "complete_until",
        .schema = nullable(time()),
        .help = "until when everything is known; null: there are no data"},
       {.name = "repositories", .schema = integer(), .help = "how many are known"},
       {.name = "github",
        .schema = object({{.name = "connected", .schema = boolean()},
                          {.name = "source", .schema = one_of({"app", "token", "gh", "none"})}}),
        .help = "how GitHub lets this server in"}});
}

}  // namespace

std::vector<Endpoint> session_endpoints() {
  return {{.path = "/api/v1/session",
           .name = "session",
           .summary = "Who asks, of which data, and how new these are",
           .response = session_schema(),
           .answer = session},
          {.path = "/api/v1/openapi.json",
           .name = "openapi",
           .summary = "What this API takes and gives, for programs",
           .caching = Caching::UntilData,
           .response = anything(),
           .answer = openapi}};
}

}  // namespace shiplog::api
