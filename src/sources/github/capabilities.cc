#include "sources/github/capabilities.h"

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "sources/github/github_client.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

namespace json = simdjson::dom;

// What is tried, and what to say when it is refused.
struct Trial {
  std::string_view name = {};
  std::string_view query = {};  // A file of queries/; empty: REST.
  std::string_view path = {};   // REST, below /repos/OWNER/NAME.
  std::string_view cost = {};
  std::string_view permission = {};  // Of fine-grained tokens and Apps.
  std::string_view scope = {};       // Of classic tokens.
  bool is_of_owner = false;          // $owner alone.
};

constexpr Trial kTrials[] = {
    {.name = "repository",
     .query = "may_read_repository",
     .cost = "nothing of the repository can be read",
     .permission = "'Metadata: read', for this repository",
     .scope = "repo"},
    {.name = "pull requests",
     .query = "may_read_pull_requests",
     .cost = "no lead time, cycle time, throughput, size or review metric",
     .permission = "'Pull requests: read'",
     .scope = "repo"},
    {.name = "commits",
     .query = "may_read_commits",
     .cost =
         "no releases and no direct pushes; which change a deployment carries is guessed by time",
     .permission = "'Contents: read'",
     .scope = "repo"},
    {.name = "deployments",
     .query = "may_read_deployments",
     .cost = "the DORA metrics take releases or merges for deployments",
     .permission = "'Deployments: read'",
     .scope = "repo_deployment or repo"},
    {.name = "issues",
     .query = "may_read_issues",
     .cost = "incidents are not known: change fail rate and recovery time go by deployments alone",
     .permission = "'Issues: read'",
     .scope = "repo"},
    {.name = "workflow runs",
     .path = "/actions/runs?per_page=1",
     .cost = "nothing on how long checks take and how often they fail",
     .permission = "'Actions: read'",
     .scope = "repo"},
    {.name = "teams",
     .query = "may_read_teams",
     .cost = "no grouping by team, and requests to teams for review have no name",
     .permission = "'Members: read' of the organisation",
     .scope = "read:org",
     .is_of_owner = true},
};

std::string variables_of(const Trial& trial, std::string_view owner, std::string_view name) {
  std::string variables;
  JsonWriter writer(variables);
  writer.begin_object().key("owner").text(owner);
  if (!trial.is_of_owner) {
    writer.key("name").text(name);
  }
  writer.end_object();
  return variables;
}

Result<GitHubAnswer> ask(GitHubClient& client, std::string_view name, std::string_view variables,
                         const std::stop_token& stop) {
  const GitHubQuery& query = github_query(name);
  return client.query(query.operation, query.document, variables, stop);
}

std::optional<std::int64_t> number_in(json::element root, std::string_view pointer) {
  std::int64_t value = 0;
  return root.at_pointer(pointer).get(value) == simdjson::SUCCESS ? std::optional(value)
                                                                  : std::nullopt;
}

// The problem that explains a refusal best: one with a remedy, else the first.
const GitHubProblem* telling(const GitHubAnswer& answer) {
  for (const GitHubProblem& problem : answer.problems) {
    if (!problem.remedy.empty()) {
      return &problem;
    }
  }
  return answer.problems.empty() ? nullptr : &answer.problems.front();
}

std::string remedy_of(const Trial& trial, const GitHubAnswer& answer, bool has_scopes) {
  if (const GitHubProblem* problem = telling(answer);
      problem != nullptr && !problem->remedy.empty()) {
    return problem->remedy;
  }
  return has_scopes ? "give the token the scope " + std::string(trial.scope)
                    : "give the token the permission " + std::string(trial.permission);
}

// Not every owner is an organisation, and features can be switched off: nothing is missing.
bool has_none(const Trial& trial, const GitHubAnswer& answer) {
  return answer.state == AnswerState::Gone ||
         (trial.is_of_owner && answer.state == AnswerState::Lost);
}

CapabilityProbe judge(const Trial& trial, const GitHubAnswer& answer, bool has_scopes) {
  CapabilityProbe probe{.name = std::string(trial.name)};
  if (answer.state == AnswerState::Ok) {
    probe.state = Capability::Available;
    probe.found = "may be read";
    return probe;
  }
  if (has_none(trial, answer)) {
    probe.state = Capability::Available;
    probe.found = "there are none";
    return probe;
  }
  const GitHubProblem* problem = telling(answer);
  probe.found = problem == nullptr ? "GitHub does not say why not" : problem->message;
  if (answer.state == AnswerState::Refused || answer.state == AnswerState::Partial ||
      answer.state == AnswerState::Lost) {
    probe.state = Capability::Missing;
    probe.cost = trial.cost;
    probe.remedy = remedy_of(trial, answer, has_scopes);
  }
  return probe;
}

Result<CapabilityProbe> try_out(GitHubClient& client, const Trial& trial,
                                std::string_view repository, bool has_scopes,
                                const std::stop_token& stop) {
  const std::size_t slash = repository.find('/');
  const std::string_view owner = repository.substr(0, slash);
  const std::string_view name = repository.substr(slash + 1);
  Result<GitHubAnswer> answer =
      trial.query.empty()
          ? client.get("/repos/" + std::string(repository) + std::string(trial.path), stop)
          : ask(client, trial.query, variables_of(trial, owner, name), stop);
  if (answer) {
    return judge(trial, *answer, has_scopes);
  }
  if (answer.error().code == ErrorCode::Cancelled ||
      answer.error().code == ErrorCode::Unauthorized) {
    return std::move(answer).error();
  }
  return CapabilityProbe{.name = std::string(trial.name), .found = answer.error().message};
}

Result<Unit> read_limits(GitHubClient& client, GitHubCapabilities& all,
                         const std::stop_token& stop) {
  // Free of the limits that it tells; not found where there are none.
  const GitHubAnswer answer = TRY(client.get("/rate_limit", stop));
  all.scopes = answer.scopes;
  all.token_expires = answer.token_expires;
  json::parser parser;
  json::element root;
  if (answer.state == AnswerState::Ok && parser.parse(answer.body).get(root) == simdjson::SUCCESS) {
    all.points = number_in(root, "/resources/graphql/limit");
    all.points_left = number_in(root, "/resources/graphql/remaining");
    all.requests = number_in(root, "/resources/core/limit");
    all.requests_left = number_in(root, "/resources/core/remaining");
  }
  return Unit{};
}

Result<Unit> read_login(GitHubClient& client, GitHubCapabilities& all,
                        const std::stop_token& stop) {
  const GitHubAnswer answer = TRY(ask(client, "viewer", "{}", stop));
  json::parser parser;
  std::string_view login;
  if (parser.parse(answer.body).at_pointer("/data/viewer/login").get(login) == simdjson::SUCCESS) {
    all.login = std::string(login);
  }
  return Unit{};
}

}  // namespace

Result<GitHubCapabilities> probe_capabilities(GitHubClient& client, std::string_view repository,
                                              const std::stop_token& stop) {
  if (!repository.empty() && repository.find('/') == std::string_view::npos) {
    return Error{ErrorCode::InvalidInput,
                 "a repository is named OWNER/NAME, not '" + std::string(repository) + "'"};
  }
  GitHubCapabilities all;
  TRY(read_limits(client, all, stop));
  TRY(read_login(client, all, stop));
  if (repository.empty()) {
    return all;
  }
  for (const Trial& trial : kTrials) {
    all.probes.push_back(TRY(try_out(client, trial, repository, all.scopes.has_value(), stop)));
    if (all.probes.front().state != Capability::Available) {
      break;  // The repository itself: nothing else of it would be there.
    }
  }
  return all;
}

}  // namespace shiplog
