// What `shiplog doctor` finds out about GitHub: whether the token is good, what is left of
// its limits, and what it may read.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/clock.h"
#include "cli/services.h"

namespace shiplog {

struct GitHubCheck {
  GitHubSettings settings = {};
  std::map<std::string, std::string> environment = {};
  std::string repository = {};  // "acme/api"; empty: what it may read is not tried.
};

// Asks GitHub, with little patience. Nothing where neither a token nor a repository is given.
std::vector<Finding> check_github(const GitHubCheck& check, const Clock& clock);

}  // namespace shiplog
