// What people leave for each other: annotations in the charts, and saved views.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/body.h"
#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/handlers.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/schema.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "services/browse/annotations.h"
#include "services/browse/views.h"
#include "services/query/live_snapshot.h"

namespace shiplog::api {
namespace {

constexpr std::size_t kTextBytesMax = 500;
constexpr std::size_t kQueryBytesMax = 2000;
constexpr std::size_t kBodyBytesMax = std::size_t{16} * 1024;

std::string_view full_name(const Snapshot& snapshot, std::string_view repository_id) {
  for (const auto& shard : snapshot.shards) {
    if (shard->repository_id == repository_id) {
      return shard->full_name;
    }
  }
  return repository_id;
}

void put_annotation(JsonWriter& json, const Annotation& note, const Snapshot& snapshot) {
  json.begin_object().key("id").text(note.id).key("at").text(format_time(note.at));
  json.key("text").text(note.text).key("by").text(note.by);
  put_text(json, "repository",
           note.repository ? full_name(snapshot, *note.repository) : std::string_view());
  json.end_object();
}

Result<Response> annotations(const Call& call) {
  const LiveColumns live = TRY(call.services.live->current());
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("annotations").begin_array();
  for (const Annotation& note : TRY(list_annotations(*call.services.store))) {
    put_annotation(json, note, *live.snapshot);
  }
  json.end_array().end_object();
  return json_response(out);
}

Result<std::string> id_of_repository(const Snapshot& snapshot, const std::string& name) {
  for (const auto& shard : snapshot.shards) {
    if (shard->full_name == name) {
      return shard->repository_id;
    }
  }
  return Error{ErrorCode::NotFound, "there is no repository '" + name + "'"};
}

Result<Response> annotate(const Call& call) {
  const JsonBody body = TRY(JsonBody::read(call.request.body, {"at", "text", "repository"}));
  const std::string at = TRY(body.text("at", kTextBytesMax));
  const Result<Timestamp> moment = parse_time(at);
  if (!moment) {
    return Error{ErrorCode::InvalidInput, "'at' is a time such as 2026-01-05T08:00:00Z"};
  }
  const LiveColumns live = TRY(call.services.live->current());
  Annotation note{.at = *moment, .by = call.request.principal.name};
  note.text = TRY(body.text("text", kTextBytesMax));
  if (const auto repository = body.optional_text("repository")) {
    note.repository = TRY(id_of_repository(*live.snapshot, *repository));
  }
  note.id = TRY(add_annotation(*call.services.store, note));
  call.services.live->look_now();
  std::string out;
  JsonWriter json(out);
  put_annotation(json, note, *live.snapshot);
  Response response = json_response(out);
  response.status = 201;
  return response;
}

Result<Response> remove_annotation(const Call& call) {
  TRY(withdraw_annotation(*call.services.store, call.request.parameters.front(),
                          call.services.clock->now()));
  call.services.live->look_now();
  return Response{.status = 204};
}

void put_view(JsonWriter& json, const SavedView& view) {
  json.begin_object().key("name").text(view.name).key("query").text(view.query);
  json.key("by").text(view.by).key("at").text(format_time(view.at)).end_object();
}

Result<Response> views(const Call& call) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("views").begin_array();
  for (const SavedView& view : TRY(saved_views(*call.services.store))) {
    put_view(json, view);
  }
  json.end_array().end_object();
  return json_response(out);
}

Result<Response> put_saved_view(const Call& call) {
  const JsonBody body = TRY(JsonBody::read(call.request.body, {"query"}));
  SavedView view{.name = call.request.parameters.front(),
                 .by = call.request.principal.name,
                 .at = call.services.clock->now()};
  if (view.name.size() > kTextBytesMax) {
    return Error{ErrorCode::InvalidInput, "the name of a view has at most 500 bytes"};
  }
  view.query = TRY(body.text("query", kQueryBytesMax));
  // Only ever a place on this server, so that no view leads elsewhere.
  if (view.query.starts_with("//") || view.query.find(':') < view.query.find('?')) {
    return Error{ErrorCode::InvalidInput, "'query' is an address on this server: /dora?range=28d"};
  }
  TRY(save_view(*call.services.store, view));
  std::string out;
  JsonWriter json(out);
  put_view(json, view);
  return json_response(out);
}

Result<Response> delete_view(const Call& call) {
  TRY(remove_view(*call.services.store, call.request.parameters.front()));
  return Response{.status = 204};
}

Schema annotation_schema() {
  return object("Annotation", {{.name = "id", .schema = text()},
                               {.name = "at", .schema = time()},
                               {.name = "text", .schema = text()},
                               {.name = "by", .schema = text()},
                               {.name = "repository", .schema = nullable(text())}});
}

Schema view_schema() {
  return object("View", {{.name = "name", .schema = text()},
                         {.name = "query", .schema = text()},
                         {.name = "by", .schema = text()},
                         {.name = "at", .schema = time(), .help = "when it was saved last"}});
}

std::vector<Endpoint> annotation_endpoints() {
  return {{.path = "/api/v1/annotations",
           .name = "annotations",
           .summary = "What people noted about moments",
           .response = object("Annotations",
                              {{.name = "annotations", .schema = list_of(annotation_schema())}}),
           .answer = annotations},
          {.method = Method::Post,
           .path = "/api/v1/annotations",
           .name = "annotate",
           .summary = "Notes something about a moment, for all charts over time",
           .permission = Permission::Edit,
           .body = object({{.name = "at", .schema = time()},
                           {.name = "text", .schema = text(), .help = "1 to 500 bytes"},
                           optional_field("repository", text(), "its full name")}),
           .body_bytes_max = kBodyBytesMax,
           .status = 201,
           .response = annotation_schema(),
           .answer = annotate},
          {.method = Method::Delete,
           .path = "/api/v1/annotations/{id}",
           .name = "removeAnnotation",
           .summary = "Takes a note back",
           .permission = Permission::Edit,
           .path_parts = {{.name = "id", .help = "Of the annotation"}},
           .status = 204,
           .content_type = "",
           .answer = remove_annotation}};
}

std::vector<Endpoint> view_endpoints() {
  return {{.path = "/api/v1/views",
           .name = "views",
           .summary = "Questions that were saved under a name",
           .response = object("Views", {{.name = "views", .schema = list_of(view_schema())}}),
           .answer = views},
          {.method = Method::Put,
           .path = "/api/v1/views/{name}",
           .name = "saveView",
           .summary = "Saves a question under a name, in the place of one of the same",
           .permission = Permission::Edit,
           .path_parts = {{.name = "name", .help = "Of the view"}},
           .body = object({{.name = "query",
                            .schema = text(),
                            .help = "an address of the page: /dora?range=28d"}}),
           .body_bytes_max = kBodyBytesMax,
           .response = view_schema(),
           .answer = put_saved_view},
          {.method = Method::Delete,
           .path = "/api/v1/views/{name}",
           .name = "removeView",
           .summary = "Forgets a saved question",
           .permission = Permission::Edit,
           .path_parts = {{.name = "name", .help = "Of the view"}},
           .status = 204,
           .content_type = "",
           .answer = delete_view}};
}

}  // namespace

std::vector<Endpoint> note_endpoints() {
  std::vector<Endpoint> all = annotation_endpoints();
  for (Endpoint& each : view_endpoints()) {
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace shiplog::api
