// GitHubAccess: the GitHub of the configuration, with all that it takes to ask it.

#pragma once

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "net/http.h"
#include "sources/github/app_credential.h"
#include "sources/github/credential.h"
#include "sources/github/github_client.h"
#include "sources/github/github_host.h"
#include "sources/github/governor.h"
#include "sources/github/query_fitting.h"

namespace shiplog {

struct GitHubAccessOptions {
  GitHubSettings settings = {};
  std::map<std::string, std::string> environment = {};
  // Whose repositories: an App has a token, and purses, for each owner.
  std::string owner = {};
  std::string user_agent = "shiplog";
  GovernorOptions limits = {};
  // So often a request that breaks is sent, at most.
  int tries_max = 6;
};

// Whether a token or an App is at hand, without running or asking anything.
bool is_github_configured(const GitHubSettings& settings,
                          const std::map<std::string, std::string>& environment);

// "app", "token" or "none": what is at hand, as told to the page.
std::string_view github_access_kind(const GitHubSettings& settings,
                                    const std::map<std::string, std::string>& environment);

// Outlives every client that it makes.
class GitHubAccess {
 public:
  // Unauthorized, with what to do, when there is no token anywhere; InvalidInput when one of
  // the settings is wrong. Asks GitHub for nothing yet.
  static Result<std::unique_ptr<GitHubAccess>> open(const GitHubAccessOptions& options,
                                                    const Clock& clock,
                                                    const std::stop_token& stop);

  GitHubAccess(const GitHubAccess&) = delete;
  GitHubAccess& operator=(const GitHubAccess&) = delete;

  const GitHubHost& host() const { return host_; }
  std::string credential() const { return credential_->description(); }
  // A sentence for each: files with secrets that others may read.
  const std::vector<std::string>& warnings() const { return warnings_; }

  // What its clients share; lives as long as this does.
  GitHubConnection connection();
  std::unique_ptr<GitHubClient> client(std::string_view repository);

 private:
  GitHubAccess(const GitHubAccessOptions& options, const Clock& clock, GitHubHost host,
               std::unique_ptr<HttpClient> http);
  Result<Unit> log_in(const GitHubAccessOptions& options, const std::stop_token& stop);
  Result<Unit> log_in_as_app(const GitHubAccessOptions& options);

  const Clock& clock_;
  const std::string user_agent_;
  const int tries_max_;
  const GitHubHost host_;
  SystemSleeper sleeper_ = {};
  Governor governor_;
  QueryFitting fitting_ = {};
  std::vector<std::string> warnings_ = {};
  std::unique_ptr<HttpClient> http_;
  std::unique_ptr<AppKey> key_ = {};
  std::unique_ptr<Credential> credential_ = {};
};

}  // namespace shiplog
