#include "sources/github/github_host.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr std::string_view kExample = "write one like https://github.com or https://git.acme.com";
constexpr std::string_view kGheSuffix = ".ghe.com";

Error no_url(std::string message) {
  return Error{ErrorCode::InvalidInput, "the URL of GitHub " + std::move(message)};
}

struct UrlParts {
  std::string scheme = "https";
  std::string host = {};  // In lower case.
  std::string port = {};  // Empty: that of the scheme.
  std::string path = {};  // Without slashes at its end.
};

bool is_port(std::string_view text) {
  constexpr std::size_t kDigitsMax = 5;
  const bool is_number = !text.empty() && text.size() <= kDigitsMax &&
                         text.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number && std::stoi(std::string(text)) > 0 && std::stoi(std::string(text)) <= 65535;
}

bool is_host_name(std::string_view text) {
  if (text == "[::1]") {
    return true;
  }
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-";
  return !text.empty() && text.size() <= 253 &&
         text.find_first_not_of(kCharacters) == std::string_view::npos &&
         text.find("..") == std::string_view::npos && text.front() != '.' && text.front() != '-' &&
         text.back() != '-' && text.back() != '.';
}

bool is_this_machine(std::string_view host) {
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

Result<UrlParts> split(std::string_view text) {
  UrlParts parts;
  if (const std::size_t at = text.find("://"); at != std::string_view::npos) {
    parts.scheme = lower_case(text.substr(0, at));
    text.remove_prefix(at + 3);
  }
  const std::size_t path_at = std::min(text.find_first_of("/?#"), text.size());
  std::string_view authority = text.substr(0, path_at);
  if (authority.find('@') != std::string_view::npos) {
    return no_url("holds a name or password before '@'; give the host alone, and the token apart");
  }
  if (text.find_first_of("?#") != std::string_view::npos) {
    return no_url("goes on with '?' or '#'; give the host alone");
  }
  parts.path = lower_case(text.substr(path_at));
  while (parts.path.ends_with('/')) {
    parts.path.pop_back();
  }
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    parts.port = std::string(authority.substr(colon + 1));
    if (!is_port(parts.port)) {
      return no_url("has no port number after ':'; " + std::string(kExample));
    }
    authority = authority.substr(0, colon);
  }
  parts.host = lower_case(authority);
  if (!is_host_name(parts.host)) {
    return no_url("names no host; " + std::string(kExample));
  }
  return parts;
}

Result<Unit> check(const UrlParts& parts) {
  if (parts.scheme != "https" && parts.scheme != "http") {
    return no_url("begins with '" + printable(parts.scheme) + "', which is not https; " +
                  std::string(kExample));
  }
  if (parts.scheme == "http" && !is_this_machine(parts.host)) {
    return no_url("begins with http, which would show the token to everyone on the way; use https");
  }
  constexpr std::array<std::string_view, 5> kPaths = {"", "/api", "/api/v3", "/api/graphql",
                                                      "/graphql"};
  if (std::ranges::find(kPaths, parts.path) == kPaths.end()) {
    return no_url("goes on after '" + printable(parts.host) +
                  "'; give the host alone, and owners or repositories apart");
  }
  return Unit{};
}

// "api.acme.ghe.com" and "www.github.com" are doors of the host that people mean.
std::string_view without_door(std::string_view host) {
  if (host == "api.github.com" || host == "www.github.com") {
    return "github.com";
  }
  if (host.ends_with(kGheSuffix) && host.starts_with("api.") && std::ranges::count(host, '.') > 2) {
    return host.substr(4);
  }
  return host;
}

GitHubHost cloud_host(GitHubKind kind, std::string_view host) {
  const std::string name(host);
  const std::string api = "https://api." + name;
  return {.kind = kind,
          .name = name,
          .web = "https://" + name,
          .rest = api,
          .graphql = api + "/graphql"};
}

}  // namespace

bool GitHubHost::owns(std::string_view url) const {
  // Compared as text: what is spelled otherwise is not trusted to mean the same.
  return url.starts_with(rest) &&
         (url.size() == rest.size() || url[rest.size()] == '/' || url[rest.size()] == '?');
}

Result<GitHubHost> parse_github_url(std::string_view text) {
  if (text.empty()) {
    return cloud_host(GitHubKind::GitHubCom, "github.com");
  }
  const UrlParts parts = TRY(split(text));
  TRY(check(parts));
  const std::string_view host = without_door(parts.host);
  const bool is_cloud = parts.scheme == "https" && (parts.port.empty() || parts.port == "443");
  if (host == "github.com" && is_cloud) {
    return cloud_host(GitHubKind::GitHubCom, host);
  }
  if (host.ends_with(kGheSuffix) && is_cloud) {
    return cloud_host(GitHubKind::GheCom, host);
  }
  const bool is_usual_port = parts.port.empty() || (parts.scheme == "https" && parts.port == "443");
  const std::string name = parts.host + (is_usual_port ? "" : ":" + parts.port);
  const std::string web = parts.scheme + "://" + name;
  return GitHubHost{.kind = GitHubKind::Server,
                    .name = name,
                    .web = web,
                    .rest = web + "/api/v3",
                    .graphql = web + "/api/graphql"};
}

}  // namespace shiplog
