// GET /api/v1/events: tells a page that there is something new to ask for.

#include "api/handlers/events.h"

#include <cstdint>
#include <string>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/handlers.h"
#include "api/http/event_hub.h"
#include "api/http/response.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "services/query/live_snapshot.h"

namespace shiplog::api {
namespace {

// First of all the generation there is, so that a page that was away sees what it missed.
Result<Response> events(const Call& call) {
  const LiveSnapshot* live = call.services.live;
  return Response{.body = EventFeed{.hub = call.services.hub, .opening = [live] {
                                      return event_text(
                                          "snapshot",
                                          snapshot_event_json({.edition = live->edition()}));
                                    }}};
}

}  // namespace

std::string snapshot_event_json(const LiveChange& change) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("generation").integer(static_cast<std::int64_t>(change.edition));
  json.key("repositories").begin_array();
  for (const std::string& repository : change.repositories) {
    json.text(repository);
  }
  json.end_array().end_object();
  return text;
}

std::vector<Endpoint> event_endpoints() {
  return {{.path = "/api/v1/events",
           .name = "events",
           .summary = "Server-sent events: `snapshot` with the new generation and the repositories "
                      "that changed, whenever the data have",
           .content_type = "text/event-stream",
           .answer = events}};
}

}  // namespace shiplog::api
