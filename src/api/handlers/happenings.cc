// Incidents and releases.

#include "services/browse/happenings.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/handlers.h"
#include "api/handlers/lists.h"
#include "api/http/response.h"
#include "api/paging.h"
#include "api/schema.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "domain/timestamp.h"
#include "metrics/query.h"
#include "services/query/live_snapshot.h"

namespace shiplog::api {
namespace {

// Whether it is of a repository that the question is about.
bool is_in_scope(const Query& query, std::string_view repository) {
  return query.repositories.empty() ||
         std::ranges::find(query.repositories, repository) != query.repositories.end();
}

// Writes things of repositories that are known by their ids.
class Writer {
 public:
  Writer(const Call& call, const Snapshot& snapshot)
      : services_(call.services), snapshot_(snapshot) {}

  void put_incident(JsonWriter& json, const SeenIncident& incident) const {
    const Shard* shard = find_shard(snapshot_, incident.repository);
    std::string url = incident.url;
    if (url.empty() && incident.issue != 0) {
      url = link(shard, "/issues/" + std::to_string(incident.issue));
    }
    json.begin_object();
    put_text(json, "repository", shard == nullptr ? "" : shard->full_name);
    put_text(json, "service", incident.service);
    json.key("id").text(incident.id).key("title").text(incident.title);
    // What facts say is shown as a link, so it must be one.
    put_text(json, "url", url.starts_with("https://") ? url : "");
    put_moment(json, "opened_at", incident.started_at);
    put_moment(json, "resolved_at", incident.resolved_at);
    put_text(json, "linked_deployment", incident.deployment);
    json.end_object();
  }

  void put_release(JsonWriter& json, const SeenRelease& release) const {
    const Shard* shard = find_shard(snapshot_, release.repository);
    json.begin_object();
    put_text(json, "repository", shard == nullptr ? "" : shard->full_name);
    json.key("id").text(release.id);
    put_text(json, "name", release.name);
    json.key("tag").text(release.tag);
    put_text(json, "url", link(shard, "/releases/tag/" + release.tag));
    put_moment(json, "at", release.at);
    json.key("prerelease").boolean(release.is_prerelease).end_object();
  }

 private:
  std::string link(const Shard* shard, const std::string& path) const {
    const std::string page =
        shard == nullptr ? "" : page_of_repository(services_, snapshot_, *shard);
    return page.empty() ? "" : page + path;
  }

  const ApiServices& services_;
  const Snapshot& snapshot_;
};

Result<std::shared_ptr<const Happenings>> happenings(const Call& call) {
  const LiveColumns live = TRY(call.services.live->current());
  return call.services.happenings->at(live.edition);
}

template <typename Item>
Page page_of_items(const Call& call, const std::vector<const Item*>& items) {
  return page_of(call.parameters, items.size(), [&items](std::size_t item) {
    return hash_bytes(items[item]->id, hash_bytes(items[item]->repository));
  });
}

// Those that were going on at some time in the window.
Result<Response> incidents(const Call& call) {
  const Prepared ready = TRY(prepare(call));
  const Query& query = ready.question.asked.query;
  const std::shared_ptr<const Happenings> all = TRY(happenings(call));
  std::vector<const SeenIncident*> items;
  for (const SeenIncident& incident : all->incidents) {
    if (incident.started_at < query.window.until && incident.resolved_at >= query.window.from &&
        is_in_scope(query, incident.repository)) {
      items.push_back(&incident);
    }
  }
  const Writer writer(call, *ready.snapshot);
  return json_response(list_json(
      "incidents", items.size(), page_of_items(call, items),
      [&](JsonWriter& json, std::size_t item) { writer.put_incident(json, *items[item]); }));
}

Result<Response> releases(const Call& call) {
  const Prepared ready = TRY(prepare(call));
  const Query& query = ready.question.asked.query;
  const std::shared_ptr<const Happenings> all = TRY(happenings(call));
  std::vector<const SeenRelease*> items;
  for (const SeenRelease& release : all->releases) {
    if (release.at >= query.window.from && release.at < query.window.until &&
        is_in_scope(query, release.repository)) {
      items.push_back(&release);
    }
  }
  const Writer writer(call, *ready.snapshot);
  return json_response(list_json(
      "releases", items.size(), page_of_items(call, items),
      [&](JsonWriter& json, std::size_t item) { writer.put_release(json, *items[item]); }));
}

Schema incident_schema() {
  return object("Incident",
                {{.name = "repository", .schema = nullable(text())},
                 {.name = "service", .schema = nullable(text())},
                 {.name = "id", .schema = text()},
                 {.name = "title", .schema = text()},
                 {.name = "url", .schema = nullable(text())},
                 {.name = "opened_at", .schema = time()},
                 {.name = "resolved_at", .schema = nullable(time()), .help = "null: not yet"},
                 {.name = "linked_deployment",
                  .schema = nullable(text()),
                  .help = "the one that it names as its cause"}});
}

Schema release_schema() {
  return object("Release", {{.name = "repository", .schema = nullable(text())},
                            {.name = "id", .schema = text()},
                            {.name = "name", .schema = nullable(text())},
                            {.name = "tag", .schema = text()},
                            {.name = "url", .schema = nullable(text())},
                            {.name = "at", .schema = time()},
                            {.name = "prerelease", .schema = boolean()}});
}

}  // namespace

std::vector<Endpoint> happening_endpoints() {
  return {{.path = "/api/v1/incidents",
           .name = "incidents",
           .summary = "Incidents that were going on in the range, the newest first",
           .caching = Caching::UntilMinute,
           .parameters = grammar_and({&limit_rule(), &cursor_rule()}),
           .response = list_schema("Incidents", "incidents", incident_schema()),
           .answer = incidents},
          {.path = "/api/v1/releases",
           .name = "releases",
           .summary = "Releases published in the range, the newest first",
           .caching = Caching::UntilMinute,
           .parameters = grammar_and({&limit_rule(), &cursor_rule()}),
           .response = list_schema("Releases", "releases", release_schema()),
           .answer = releases}};
}

}  // namespace shiplog::api
