// All endpoints, in the order of the manual.

#pragma once

#include <memory>
#include <span>
#include <vector>

#include "api/api_services.h"
#include "api/endpoint.h"
#include "api/http/handler.h"

namespace shiplog::api {

std::span<const Endpoint> endpoints();

// As the server takes them. The routes share the services.
std::vector<Route> make_routes(std::shared_ptr<ApiServices> services);

}  // namespace shiplog::api
