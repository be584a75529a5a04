#include "app/github_access.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/config.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "net/curl/curl_client.h"
#include "net/http.h"
#include "sources/github/app_credential.h"
#include "sources/github/credential.h"
#include "sources/github/gh_credential.h"
#include "sources/github/github_client.h"
#include "sources/github/github_host.h"
#include "sources/github/openssl/rsa_key.h"

namespace shiplog {
namespace {

using Environment = std::map<std::string, std::string>;

struct Variable {
  std::string name = {};
  std::string value = {};
};

// The names, and those of a company's own server, are those that GitHub's `gh` takes.
std::optional<Variable> token_variable(const Environment& environment, GitHubKind kind) {
  std::vector<const char*> names = {"GITHUB_TOKEN", "GH_TOKEN"};
  if (kind == GitHubKind::Server) {
    names.insert(names.begin(), {"GITHUB_ENTERPRISE_TOKEN", "GH_ENTERPRISE_TOKEN"});
  }
  for (const char* name : names) {
    const auto found = environment.find(name);
    if (found != environment.end() && !found->second.empty()) {
      return Variable{.name = name, .value = found->second};
    }
  }
  return std::nullopt;
}

bool has_app(const GitHubSettings& settings) {
  return !settings.app_client_id.empty() || !settings.app_key_file.empty();
}

}  // namespace

bool is_github_configured(const GitHubSettings& settings, const Environment& environment) {
  const Result<GitHubHost> host = parse_github_url(settings.url);
  return has_app(settings) || !settings.token_file.empty() ||
         token_variable(environment, host ? host->kind : GitHubKind::GitHubCom);
}

std::string_view github_access_kind(const GitHubSettings& settings,
                                    const Environment& environment) {
  if (has_app(settings)) {
    return "app";
  }
  return is_github_configured(settings, environment) ? "token" : "none";
}

GitHubAccess::GitHubAccess(const GitHubAccessOptions& options, const Clock& clock, GitHubHost host,
                           std::unique_ptr<HttpClient> http)
    : clock_(clock),
      user_agent_(options.user_agent),
      tries_max_(options.tries_max),
      host_(std::move(host)),
      governor_(clock, sleeper_, options.limits),
      http_(std::move(http)) {}

Result<std::unique_ptr<GitHubAccess>> GitHubAccess::open(const GitHubAccessOptions& options,
                                                         const Clock& clock,
                                                         const std::stop_token& stop) {
  GitHubHost host = TRY(parse_github_url(options.settings.url));
  std::unique_ptr<HttpClient> http = TRY(CurlClient::open({.ca_file = options.settings.ca_file}));
  std::unique_ptr<GitHubAccess> access(
      new GitHubAccess(options, clock, std::move(host), std::move(http)));
  TRY(access->log_in(options, stop));
  return access;
}

Result<Unit> GitHubAccess::log_in(const GitHubAccessOptions& options, const std::stop_token& stop) {
  const GitHubSettings& settings = options.settings;
  if (has_app(settings)) {
    return log_in_as_app(options);
  }
  if (!settings.token_file.empty()) {
    credential_ = TRY(token_of_file(settings.token_file));
    if (std::string warning = exposure_of(settings.token_file); !warning.empty()) {
      warnings_.push_back(std::move(warning));
    }
    return Unit{};
  }
  if (const std::optional<Variable> variable = token_variable(options.environment, host_.kind)) {
    credential_ = TRY(static_token(variable->value, variable->name));
    return Unit{};
  }
  Result<std::unique_ptr<Credential>> credential = gh_credential(host_, stop);
  if (!credential && credential.error().code == ErrorCode::NotFound) {
    return Error{ErrorCode::Unauthorized,
                 "there is no token for " + host_.name +
                     "; put one in the variable GITHUB_TOKEN, name its file with "
                     "SHIPLOG_GITHUB_TOKEN_FILE, or log in with 'gh auth login'"};
  }
  credential_ = TRY(std::move(credential));
  return Unit{};
}

Result<Unit> GitHubAccess::log_in_as_app(const GitHubAccessOptions& options) {
  const GitHubSettings& settings = options.settings;
  if (settings.app_client_id.empty() || settings.app_key_file.empty()) {
    return Error{ErrorCode::InvalidInput,
                 "a GitHub App needs both github.app_client_id and github.app_key_file"};
  }
  key_ = TRY(RsaKey::open(settings.app_key_file));
  if (std::string warning = exposure_of(settings.app_key_file); !warning.empty()) {
    warnings_.push_back(std::move(warning));
  }
  AppIdentity identity{.client_id = settings.app_client_id, .owner = options.owner};
  if (!settings.app_installation.empty()) {
    identity.installation = std::stoll(settings.app_installation);
  }
  credential_ = app_credential({.http = *http_,
                                .host = host_,
                                .key = *key_,
                                .clock = clock_,
                                .sleeper = sleeper_,
                                .user_agent = user_agent_},
                               std::move(identity));
  return Unit{};
}

GitHubConnection GitHubAccess::connection() {
  return {.http = *http_,
          .host = host_,
          .credential = *credential_,
          .governor = governor_,
          .fitting = fitting_,
          .clock = clock_,
          .sleeper = sleeper_,
          .user_agent = user_agent_,
          .tries_max = tries_max_};
}

std::unique_ptr<GitHubClient> GitHubAccess::client(std::string_view repository) {
  return make_github_client(connection(), repository);
}

}  // namespace shiplog
