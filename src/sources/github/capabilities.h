// What a token may read, found out by trying: GitHub lists the permissions of few tokens.

#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sources/github/github_client.h"

namespace shiplog {

enum class Capability : std::uint8_t {
  Available,
  Missing,
  Unknown,  // GitHub gave no clear answer.
};

struct CapabilityProbe {
  std::string name = {};  // "deployments"
  Capability state = Capability::Unknown;
  std::string found = {};   // In GitHub's words where it is not available.
  std::string cost = {};    // What the metrics lack without it.
  std::string remedy = {};  // What gives it: a permission, a scope, a link.
};

struct GitHubCapabilities {
  std::string login = {};                  // Whose token it is; empty when GitHub does not say.
  std::optional<std::string> scopes = {};  // Of classic tokens only.
  std::string token_expires = {};          // As GitHub writes it; empty: never, or not told.
  // Absent where GitHub sets no limit.
  std::optional<std::int64_t> points = {};
  std::optional<std::int64_t> points_left = {};
  std::optional<std::int64_t> requests = {};
  std::optional<std::int64_t> requests_left = {};
  std::vector<CapabilityProbe> probes = {};  // Of the repository, when one is named.
};

// A request for the limits, and one small one for each capability of the repository
// ("acme/api"; empty: of none), the first of which is that it may be read at all. Errors as the
// client's, when nothing can be asked at all.
Result<GitHubCapabilities> probe_capabilities(GitHubClient& client, std::string_view repository,
                                              const std::stop_token& stop);

}  // namespace shiplog
