// Request: what a client asks, after the framing check and the parser let it through.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/headers.h"
#include "api/principal.h"

namespace shiplog::api {

// A HEAD comes as a GET. No route has the last two, and so no handler ever sees them.
enum class Method : std::uint8_t { Get, Post, Put, Patch, Delete, Options, Other };

std::string_view name_of(Method method);  // "GET"
Method method_of(std::string_view name);  // Other for any but these, "get" among them.

// What changes nothing, and may be asked again.
inline bool is_safe(Method method) { return method == Method::Get; }

struct Request {
  Method method = Method::Get;
  std::string path = {};   // Starts with a slash; as sent, so still percent-encoded.
  std::string query = {};  // Without the question mark; as sent.
  Headers headers = {};
  std::string body = {};
  std::string peer = {};  // "127.0.0.1": the other end of the connection.
  std::string id = {};    // Of this request, in its log lines and its answer.
  Principal principal = {};
  // The values of the route's placeholders, decoded: "/api/v1/explain/{id}" has one.
  std::vector<std::string> parameters = {};
};

// Percent-decoded; nothing when a percent sign is not followed by two hexadecimal digits, or
// the result holds a NUL. In a query, a plus is a space.
std::optional<std::string> decode_path(std::string_view text);
std::optional<std::string> decode_query(std::string_view text);

}  // namespace shiplog::api
