// Endpoint: a route with all that is to be known of it. One list of them (endpoints.h) is what
// the server serves, and what the OpenAPI document, docs/api.md and the page's types tell.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/api_services.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/parameters.h"
#include "api/principal.h"
#include "api/schema.h"
#include "base/result.h"

namespace shiplog::api {

// One request to an endpoint, understood.
struct Call {
  const Request& request;
  const Parameters& parameters;
  ApiServices& services;
};

using Answering = Result<Response> (*)(const Call& call);

enum class Caching : std::uint8_t {
  None,
  UntilData,    // Until the data change.
  UntilMinute,  // Until they change or a minute is over, since it depends on the time.
};

// What stands for a part of the path.
struct PathPart {
  std::string_view name = {};  // "id"
  std::string_view help = {};
};

struct Endpoint {
  Method method = Method::Get;
  std::string_view path = {};     // "/api/v1/explain/{id}"
  std::string_view name = {};     // "explain": of the operation, for programs.
  std::string_view summary = {};  // A sentence without a full stop.
  Permission permission = Permission::View;
  Caching caching = Caching::None;
  std::vector<PathPart> path_parts = {};
  std::vector<const ParameterRule*> parameters = {};
  std::optional<Schema> body = {};
  std::size_t body_bytes_max = 0;
  int status = 200;
  std::string_view content_type = "application/json";
  Schema response = {};  // Of application/json only.
  Answering answer = nullptr;
};

}  // namespace shiplog::api
