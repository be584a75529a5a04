// ReplySigns: what of a reply says how the request went. The table of reply.h judges by them.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.h"

namespace shiplog {

enum class GitHubApi : std::uint8_t { GraphQl, Rest };

// One entry of `errors`, or the one object that REST answers with instead of data.
struct GitHubComplaint {
  std::string type = {};           // "RATE_LIMITED"
  std::string code = {};           // Of the entry or of its extensions: "undefinedField".
  std::string message = {};        // Without secrets, cut to a length fit for a person.
  std::string path = {};           // "repository.pullRequests.nodes.3"
  std::string subject = {};        // The field, type or argument that is not known.
  std::string documentation = {};  // documentation_url
};

// What the x-ratelimit headers, or rateLimit{} in the data, say of a purse.
struct PurseReading {
  std::string resource = {};  // "core", "graphql"; empty when not said.
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> remaining = {};
  std::optional<std::chrono::sys_seconds> reset = {};  // By the server's clock.
};

struct ReplySigns {
  GitHubApi api = GitHubApi::GraphQl;
  HttpFault fault = HttpFault::None;
  int status = 0;
  bool is_json = false;    // The body is whole, valid UTF-8 and valid JSON.
  bool is_object = false;  // And an object.
  bool has_data = false;   // GraphQL: something beside rateLimit is not null.
  std::vector<GitHubComplaint> complaints = {};
  std::string text_start = {};  // Of a body that is no JSON.

  PurseReading purse = {};
  std::optional<std::int64_t> cost = {};  // Points, of data.rateLimit.
  std::optional<std::chrono::seconds> retry_after = {};
  std::optional<std::chrono::sys_seconds> server_time = {};
  std::string request_id = {};
  std::string single_sign_on = {};         // x-github-sso
  std::string needed_permission = {};      // x-accepted-github-permissions
  std::string needed_scopes = {};          // x-accepted-oauth-scopes
  std::string location = {};               // Of a redirection.
  std::optional<std::string> scopes = {};  // x-oauth-scopes
  std::string token_expires = {};          // github-authentication-token-expiration
};

// Never fails: what cannot be read is absent.
ReplySigns read_signs(const HttpReply& reply, GitHubApi api);

}  // namespace shiplog
