// The head of an answer as bytes: the one place where headers become lines.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/response.h"

namespace shiplog::api {

struct HeadContext {
  std::string_view security = {};  // security_header_lines()
  std::string_view date = {};      // http_date()
  std::string_view request_id = {};
  bool is_keep_alive = true;
  bool is_http_1_0 = false;  // Which keeps alive only when it is told so.
  bool is_chunked = false;   // Else, without a length, the body ends with the connection.
  std::optional<std::size_t> length = {};
};

// The status line, all headers, and the empty line. Every answer says how it may be cached:
// `private, no-cache` unless the handler said otherwise.
std::string head_text(const Response& response, const HeadContext& context);

// "Sun, 06 Nov 1994 08:49:37 GMT", of seconds since 1970.
std::string http_date_text(std::int64_t seconds);

}  // namespace shiplog::api
