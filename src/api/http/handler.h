// Handler and Route: one thing that can be asked, and what it takes to ask it.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/request.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "base/result.h"

namespace shiplog::api {

// Called on a thread of the query pool, several at once; may compute for a while. An error
// becomes a problem.
using Handler = std::function<Result<Response>(const Request& request)>;

// What the answer to a GET depends on besides the generation of the data and the route: two
// requests of one key get the same bytes. Called on the I/O thread, so it must be quick. An
// error is told to the client at once.
using CacheKey = std::function<Result<std::string>(const Request& request)>;

struct Route {
  Method method = Method::Get;
  std::string_view path = {};  // "/api/v1/explain/{id}": a placeholder is one whole segment.
  Permission permission = Permission::View;
  // A longer body is refused with 413 before it is read. Zero: no body at all.
  std::size_t body_bytes_max = 0;
  Handler handler = {};
  // Given for an answer that may be cached until the generation changes: with an ETag,
  // compressed once, computed once however many ask. Without: made anew each time.
  CacheKey cache_key = {};
};

}  // namespace shiplog::api
