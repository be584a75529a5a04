// The token of GitHub's own command line, for whoever is logged in with `gh auth login`.

#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"

namespace shiplog {

// Asks `gh auth token` now, and again once GitHub refuses what it said. NotFound when there
// is no such program, or nobody is logged in to that host. The program is another in tests.
Result<std::unique_ptr<Credential>> gh_credential(const GitHubHost& host,
                                                  const std::stop_token& stop,
                                                  const std::string& program = "gh");

}  // namespace shiplog
