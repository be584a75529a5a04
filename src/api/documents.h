// What the list of endpoints says, for programs and for people: made from it, so that none can
// say what the server does not do.

#pragma once

#include <string>

namespace shiplog::api {

// OpenAPI 3.1, as JSON.
std::string openapi_json();

// web/src/api/schema.ts: an interface for each shape that has a name.
std::string typescript_types();

// docs/api.md.
std::string api_manual();

}  // namespace shiplog::api
