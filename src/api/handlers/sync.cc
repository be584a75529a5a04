// Syncs: what runs, begin one, and end it.

#include <string>
#include <vector>

#include "api/body.h"
#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/handlers.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/schema.h"
#include "api/sync_json.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "services/sync/sync_desk.h"

namespace shiplog::api {
namespace {

constexpr std::size_t kBodyBytesMax = std::size_t{64} * 1024;

Response state_of(const Call& call) {
  return json_response(sync_json(call.services.sync->state()));
}

Result<Response> sync_state(const Call& call) { return state_of(call); }

Result<Response> start_sync(const Call& call) {
  const JsonBody body = TRY(JsonBody::read(call.request.body, {"repositories"}));
  const std::vector<std::string> targets = body.list("repositories");
  if (targets.empty()) {
    return Error{ErrorCode::InvalidInput, "'repositories' lists at least one, such as acme/api"};
  }
  TRY(call.services.sync->start(targets));
  Response response = state_of(call);
  response.status = 202;
  return response;
}

Result<Response> stop_sync(const Call& call) {
  call.services.sync->stop();
  return state_of(call);
}

Schema sync_schema() {
  return object(
      "Sync",
      {{.name = "running", .schema = list_of(text()), .help = "repositories or owners"},
       {.name = "waiting", .schema = list_of(text())},
       {.name = "active",
        .schema =
            list_of(object({{.name = "repository", .schema = text()},
                            {.name = "phase", .schema = text()},
                            {.name = "done", .schema = integer()},
                            {.name = "total", .schema = integer(), .help = "0: not known"}}))},
       {.name = "repositories_done", .schema = integer()},
       {.name = "repositories_total", .schema = integer()},
       {.name = "waiting_for", .schema = nullable(text()), .help = "why GitHub is not asked now"},
       {.name = "waiting_until", .schema = nullable(time())},
       {.name = "error", .schema = nullable(text()), .help = "of the last that ended"},
       {.name = "next_scheduled", .schema = nullable(time())}});
}

}  // namespace

std::vector<Endpoint> sync_endpoints() {
  return {
      {.path = "/api/v1/sync",
       .name = "sync",
       .summary = "What is being synced, and what comes next",
       .response = sync_schema(),
       .answer = sync_state},
      {.method = Method::Post,
       .path = "/api/v1/sync",
       .name = "startSync",
       .summary = "Syncs repositories, or all of an owner; joins a sync that runs already",
       .permission = Permission::Operate,
       .body = object(
           {{.name = "repositories", .schema = list_of(text()), .help = "full names, or owners"}}),
       .body_bytes_max = kBodyBytesMax,
       .status = 202,
       .response = sync_schema(),
       .answer = start_sync},
      {.method = Method::Delete,
       .path = "/api/v1/sync",
       .name = "stopSync",
       .summary = "Ends the sync that runs, after the page that it is at",
       .permission = Permission::Operate,
       .response = sync_schema(),
       .answer = stop_sync}};
}

}  // namespace shiplog::api
