// The shapes that have a name, of all endpoints.

#pragma once

#include <map>
#include <string_view>

#include "api/schema.h"

namespace shiplog::api {

// By name. A CHECK holds two of one name to the same fields.
const std::map<std::string_view, Schema>& named_shapes();

}  // namespace shiplog::api
