// Repositories and teams.

#include <string>
#include <string_view>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/handlers.h"
#include "api/handlers/lists.h"
#include "api/http/response.h"
#include "api/schema.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/shard.h"
#include "columns/snapshot.h"
#include "columns/teams.h"
#include "domain/timestamp.h"
#include "services/browse/repository_list.h"
#include "services/query/live_snapshot.h"
#include "services/sync/sync_report.h"
#include "services/sync/sync_status.h"

namespace shiplog::api {
namespace {

std::string_view state_of(const SyncStatus& status) {
  if (status.state == SyncState::Running) {
    return "running";
  }
  const bool has_failed = status.state == SyncState::Abandoned || !status.report.error.empty();
  return has_failed ? "failed" : "idle";
}

void put_sync(JsonWriter& json, const std::optional<SyncStatus>& status) {
  json.key("sync").begin_object().key("state").text(status ? state_of(*status) : "never");
  const SyncReport report = status ? status->report : SyncReport{};
  put_text(json, "phase", report.feed);
  json.key("done").integer(report.done).key("total").integer(report.total);
  put_text(json, "error", report.error);
  put_moment(json, "started_at", status ? status->run.started_at : kNever);
  put_moment(json, "finished_at", status ? status->run.ended_at.value_or(kNever) : kNever);
  json.end_object();
}

void put_repository(JsonWriter& json, const ListedRepository& each, const ApiServices& services) {
  json.begin_object().key("name").text(each.name).key("source").text(origin_name(each.origin));
  put_text(json, "url",
           each.origin == RepositoryOrigin::GitHub ? services.github_url + "/" + each.name : "");
  json.key("archived").boolean(each.is_archived);
  json.key("changes").integer(static_cast<std::int64_t>(each.changes));
  put_text(json, "deployments_from", each.deployments_from);
  json.key("complete_until");
  each.complete_until == Timestamp::min() ? json.null()
                                          : json.text(format_time(each.complete_until));
  put_sync(json, each.sync);
  json.key("missing").begin_array();
  for (const MissingFacts& missing : each.missing) {
    json.begin_object().key("what").text(missing.what);
    json.key("costs").text(missing.costs).end_object();
  }
  json.end_array().end_object();
}

Result<Response> repositories(const Call& call) {
  const LiveColumns live = TRY(call.services.live->current());
  const std::vector<ListedRepository> all =
      TRY(list_repositories(*call.services.store, *live.snapshot, call.services.defaults.rules,
                            call.services.clock->now()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("repositories").begin_array();
  for (const ListedRepository& each : all) {
    put_repository(json, each, call.services);
  }
  json.end_array().end_object();
  return json_response(out);
}

Result<Response> teams(const Call& call) {
  const LiveColumns live = TRY(call.services.live->current());
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("teams").begin_array();
  for (const KnownTeam& team : live.snapshot->teams) {
    json.begin_object().key("name").text(team.slug);
    json.key("members").integer(static_cast<std::int64_t>(team.members.size()));
    json.key("repositories").begin_array();
    for (const std::string& repository : team.repositories) {
      const Shard* shard = find_shard(*live.snapshot, repository);
      json.text(shard == nullptr ? repository : shard->full_name);
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json_response(out);
}

Schema sync_schema() {
  return object("SyncState",
                {{.name = "state", .schema = one_of({"never", "idle", "running", "failed"})},
                 {.name = "phase", .schema = nullable(text()), .help = "which feed it is at"},
                 {.name = "done", .schema = integer(), .help = "of that feed"},
                 {.name = "total", .schema = integer(), .help = "0: not known"},
                 {.name = "error", .schema = nullable(text())},
                 {.name = "started_at", .schema = nullable(time())},
                 {.name = "finished_at", .schema = nullable(time())}});
}

Schema repository_schema() {
  return object(
      "Repository",
      {{.name = "name", .schema = text()},
       {.name = "source", .schema = one_of({"github", "git", "facts"})},
       {.name = "url", .schema = nullable(text()), .help = "where people see it"},
       {.name = "archived", .schema = boolean()},
       {.name = "changes", .schema = integer()},
       {.name = "deployments_from",
        .schema = nullable(one_of({"deployments", "releases", "merges", "workflow_runs"})),
        .help = "what its production is known from"},
       {.name = "complete_until", .schema = nullable(time())},
       {.name = "sync", .schema = sync_schema()},
       {.name = "missing",
        .schema = list_of(
            object({{.name = "what", .schema = text()}, {.name = "costs", .schema = text()}})),
        .help = "kinds of facts of which there is none"}});
}

}  // namespace

std::vector<Endpoint> repository_endpoints() {
  return {{.path = "/api/v1/repositories",
           .name = "repositories",
           .summary = "Where the facts of each repository come from, and what is missing",
           .response = object("Repositories",
                              {{.name = "repositories", .schema = list_of(repository_schema())}}),
           .answer = repositories},
          {.path = "/api/v1/teams",
           .name = "teams",
           .summary = "Teams with how many work in them, and their repositories",
           .caching = Caching::UntilData,
           .response = object(
               "Teams", {{.name = "teams",
                          .schema = list_of(object(
                              "Team", {{.name = "name", .schema = text()},
                                       {.name = "members", .schema = integer()},
                                       {.name = "repositories", .schema = list_of(text())}}))}}),
           .answer = teams}};
}

}  // namespace shiplog::api
