// GitHubHost: which GitHub is meant, and the URLs of its doors.
//
// GitHub.com, a company's own GitHub Enterprise Server (GHES) and GHE.com differ in where
// their APIs live, which one URL from a person settles.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace shiplog {

enum class GitHubKind : std::uint8_t { GitHubCom, GheCom, Server };

struct GitHubHost {
  GitHubKind kind = GitHubKind::GitHubCom;
  std::string name = {};     // "github.com", "acme.ghe.com", "git.acme.com:8443"
  std::string web = {};      // "https://github.com"; none of these ends in a slash.
  std::string rest = {};     // "https://api.github.com", "https://git.acme.com/api/v3"
  std::string graphql = {};  // "https://api.github.com/graphql"

  // Whether a URL leads to the REST API of this host, so that the token may go along.
  bool owns(std::string_view url) const;
};

// From what people type: "", "github.com", "https://git.acme.com/", "https://acme.ghe.com",
// or the URL of an API. Plain http only to this machine, for a simulator, which counts as a
// Server. InvalidInput says what is wrong and repeats nothing that may be a password.
Result<GitHubHost> parse_github_url(std::string_view text);

}  // namespace shiplog
