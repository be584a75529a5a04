// Pull requests: a list of them, and all that is known of one.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/asking.h"
#include "api/handlers/deployment_rows.h"
#include "api/handlers/handlers.h"
#include "api/handlers/lists.h"
#include "api/handlers/pull_request_rows.h"
#include "api/http/response.h"
#include "api/paging.h"
#include "api/parameters.h"
#include "api/schema.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "columns/column.h"
#include "columns/shard.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "metrics/query.h"
#include "metrics/scope.h"
#include "services/browse/pull_request_story.h"
#include "services/query/live_snapshot.h"

namespace shiplog::api {
namespace {

Result<Response> pull_requests(const Call& call) {
  const Prepared ready = TRY(prepare(call));
  const Scope scope = scope_of(ready.question.asked.query, *ready.snapshot);
  const std::vector<PullRequestRow> rows = select_pull_requests(scope, call.parameters);
  const Page page = page_of(call.parameters, rows.size(),
                            [&rows](std::size_t item) { return identity_of(rows[item]); });
  return json_response(
      list_json("pull_requests", rows.size(), page, [&](JsonWriter& json, std::size_t item) {
        json.begin_object();
        put_pull_request(json, rows[item], call.services, *ready.snapshot);
        json.end_object();
      }));
}

// The row of "acme/api", 12.
Result<PullRequestRow> find_row(const Scope& scope, const std::string& full_name,
                                const std::string& number_text) {
  std::int64_t number = 0;
  const char* const end = number_text.data() + number_text.size();
  const bool is_number = std::from_chars(number_text.data(), end, number).ptr == end;
  for (const ShardScope& each : scope.shards) {
    if (!is_number || each.shard->full_name != full_name) {
      continue;
    }
    for (Row row = 0; row < each.shard->change_count(); ++row) {
      if (each.shard->changes().kind[row] == ChangeKind::PullRequest &&
          each.shard->changes().number[row] == number) {
        return PullRequestRow{.scope = &each, .row = row};
      }
    }
  }
  return Error{ErrorCode::NotFound,
               "there is no pull request " + number_text + " in a repository " + full_name};
}

std::string_view login_of(const Shard& shard, std::string_view person) {
  const PersonTable<Fixed>& people = shard.people();
  for (Row row = 0; row < people.id.size(); ++row) {
    if (shard.text(people.id[row]) == person) {
      return shard.text(people.login[row]);
    }
  }
  return {};
}

void put_story(JsonWriter& json, const Shard& shard, const PullRequestStory& story) {
  json.key("files");
  const Number& files = story.pull_request.changed_files;
  files ? json.integer(*files) : json.null();
  json.key("commits").begin_array();
  for (const PullRequestCommit& commit : story.pull_request.commits) {
    json.begin_object().key("sha").text(commit.sha);
    put_moment(json, "committed_at", commit.committed_at.value_or(kNever));
    json.end_object();
  }
  json.end_array().key("events").begin_array();
  for (const PullRequestStep& step : story.steps) {
    json.begin_object().key("kind").text(step.kind);
    put_text(json, "actor", login_of(shard, step.actor));
    put_moment(json, "at", step.at);
    json.end_object();
  }
  json.end_array();
}

Result<Response> pull_request(const Call& call) {
  const std::vector<std::string>& parts = call.request.parameters;
  const LiveColumns live = TRY(call.services.live->current());
  const Query query{.rules = call.services.defaults.rules, .now = live.as_of};
  const Scope scope = scope_of(query, *live.snapshot);
  const PullRequestRow row = TRY(find_row(scope, parts[0] + "/" + parts[1], parts[2]));
  const Shard& shard = *row.scope->shard;
  const PullRequestStory story =
      TRY(pull_request_story(*call.services.store, shard.text(shard.changes().id[row.row])));
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  put_pull_request(json, row, call.services, *live.snapshot);
  put_story(json, shard, story);
  json.key("deployment");
  if (const Carrier* carrier = row.scope->carrier_of(row.row)) {
    put_deployment(json, {.scope = row.scope, .row = carrier->deployment});
  } else {
    json.null();
  }
  json.end_object();
  return json_response(out);
}

Schema detail_schema() {
  std::vector<Field> fields = pull_request_fields();
  for (Field& field : std::vector<Field>{
           {.name = "files", .schema = nullable(integer()), .help = "how many it changes"},
           {.name = "commits",
            .schema = list_of(object({{.name = "sha", .schema = text()},
                                      {.name = "committed_at", .schema = nullable(time())}}))},
           {.name = "events",
            .schema = list_of(object({{.name = "kind", .schema = text()},
                                      {.name = "actor", .schema = nullable(text())},
                                      {.name = "at", .schema = time()}}))},
           {.name = "deployment",
            .schema = nullable(deployment_schema()),
            .help = "the one that carried it"}}) {
    fields.push_back(std::move(field));
  }
  return object("PullRequestDetail", std::move(fields));
}

}  // namespace

std::vector<Endpoint> pull_request_endpoints() {
  std::vector<const ParameterRule*> rules = pull_request_rules();
  rules.push_back(&limit_rule());
  rules.push_back(&cursor_rule());
  return {{.path = "/api/v1/pull-requests",
           .name = "pullRequests",
           .summary = "Pull requests that are open, or were opened or closed in the range",
           .caching = Caching::UntilMinute,
           .parameters = grammar_and(std::move(rules)),
           .response = list_schema("PullRequests", "pull_requests",
                                   object("PullRequest", pull_request_fields())),
           .answer = pull_requests},
          {.path = "/api/v1/pull-requests/{owner}/{name}/{number}",
           .name = "pullRequest",
           .summary = "All that is known of one pull request",
           .caching = Caching::UntilData,
           .path_parts = {{.name = "owner", .help = "Of the repository"},
                          {.name = "name", .help = "Of the repository"},
                          {.name = "number", .help = "As people call it: 12"}},
           .response = detail_schema(),
           .answer = pull_request}};
}

}  // namespace shiplog::api
