#include "api/endpoints.h"

#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "api/api_services.h"
#include "api/endpoint.h"
#include "api/handlers/handlers.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/parameters.h"
#include "base/iso_time.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

Result<Response> answer(const Endpoint& endpoint, ApiServices& services, const Request& request) {
  const Parameters parameters = TRY(Parameters::read(request.query, endpoint.parameters));
  return endpoint.answer({.request = request, .parameters = parameters, .services = services});
}

// All that an answer depends on besides the data.
Result<std::string> cache_key(const Endpoint& endpoint, ApiServices& services,
                              const Request& request) {
  const Parameters parameters = TRY(Parameters::read(request.query, endpoint.parameters));
  std::string key(endpoint.name);
  for (const std::string& part : request.parameters) {
    key += "/" + encode_parameter(part);
  }
  key += "?" + parameters.canonical();
  if (endpoint.caching == Caching::UntilMinute) {
    const LiveColumns live = TRY(services.live->current());
    key += "@" + format_time(live.as_of);
  }
  return key;
}

std::vector<Endpoint> all_endpoints() {
  std::vector<Endpoint> all;
  for (std::vector<Endpoint>& some : std::vector{
           session_endpoints(),
           metric_endpoints(),
           pull_request_endpoints(),
           deployment_endpoints(),
           happening_endpoints(),
           repository_endpoints(),
           sync_endpoints(),
           note_endpoints(),
           export_endpoints(),
           event_endpoints(),
           health_endpoints(),
       }) {
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace

std::span<const Endpoint> endpoints() {
  static const std::vector<Endpoint> all = all_endpoints();
  return all;
}

std::vector<Route> make_routes(std::shared_ptr<ApiServices> services) {
  std::vector<Route> routes;
  for (const Endpoint& endpoint : endpoints()) {
    Route route{.method = endpoint.method,
                .path = endpoint.path,
                .permission = endpoint.permission,
                .body_bytes_max = endpoint.body_bytes_max};
    route.handler = [&endpoint, services](const Request& request) {
      return answer(endpoint, *services, request);
    };
    if (endpoint.caching != Caching::None) {
      route.cache_key = [&endpoint, services](const Request& request) {
        return cache_key(endpoint, *services, request);
      };
    }
    routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace shiplog::api
