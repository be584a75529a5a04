#include "api/site.h"

#include <algorithm>
#include <array>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/access.h"
#include "api/answer_cache.h"
#include "api/http/application.h"
#include "api/http/encoding.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/router.h"
#include "api/server_figures.h"
#include "api/static_files.h"
#include "base/error.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

// Where the page has nothing to show, so that a wrong path is an error and not the page. It
// does have a view of its own at /health.
bool is_of_the_api(std::string_view path) {
  constexpr std::array<std::string_view, 2> kPaths = {"/api", "/metrics"};
  constexpr std::array<std::string_view, 3> kFolders = {"/api/", "/health/", "/metrics/"};
  return std::ranges::find(kPaths, path) != kPaths.end() ||
         std::ranges::any_of(kFolders,
                             [path](std::string_view folder) { return path.starts_with(folder); });
}

Response refuse(int status, std::string_view why, const Request& request) {
  return problem(status, why, request.path, request.id);
}

Response with_allow(Response response, std::string_view allowed) {
  response.headers.set("allow", allowed);
  return response;
}

Response ask_for_token(const Request& head) {
  Response response = refuse(401,
                             "Open the address with the access token that was printed at start, "
                             "or send the token as 'Authorization: Bearer'",
                             head);
  response.headers.set("www-authenticate", "Bearer");
  return response;
}

bool is_json(const Request& request) {
  const std::string_view type = request.headers.find("content-type").value_or("");
  return type.substr(0, type.find(';')) == "application/json";
}

bool has_body(const Request& head) {
  return head.headers.find("transfer-encoding").has_value() ||
         head.headers.find("content-length").value_or("0") != "0";
}

// Why the principal may not take the route, or not in this form.
std::optional<Response> objection(const Access& access, const Route& route, const Request& head) {
  if (const std::optional<Error> error = access.objection(head)) {
    return problem(*error, head);
  }
  if (!head.principal.may(route.permission)) {
    return head.principal.name.empty()
               ? ask_for_token(head)
               : refuse(403, "This takes a permission that you do not have", head);
  }
  if (has_body(head) && !is_json(head)) {
    return refuse(415, "A body here is application/json", head);
  }
  return std::nullopt;
}

// The handler, with its failures told and what libraries throw made an error: the last catch.
Handler guarded(Handler handler, std::function<void(const Error&, const Request&)> on_failure) {
  return [handler = std::move(handler),
          on_failure = std::move(on_failure)](const Request& request) -> Result<Response> {
    Result<Response> made = [&]() -> Result<Response> {
      try {
        return handler(request);
      } catch (const std::exception& exception) {
        return Error{ErrorCode::Internal, exception.what()};
      }
    }();
    if (!made && made.error().code == ErrorCode::Internal && on_failure) {
      on_failure(made.error(), request);
    }
    return made;
  };
}

std::vector<Route> guarded(std::vector<Route> routes, const SiteOptions& options) {
  for (Route& route : routes) {
    route.handler = guarded(std::move(route.handler), options.on_failure);
  }
  return routes;
}

}  // namespace

Site::Site(std::vector<Route> routes, const StaticFiles& files, SiteOptions options,
           ServerFigures& figures)
    : access_(std::move(options.access)),
      router_(guarded(std::move(routes), options)),
      files_(files),
      generation_(std::move(options.generation)),
      compress_(options.compress),
      cache_(options.cache_bytes_max, options.compress, figures) {}

Decision Site::decide(Request& head) {
  if (!access_.knows_host(head.headers.find("host").value_or(""))) {
    return refuse(421, "This server does not go by that name; see server.hosts", head);
  }
  if (std::optional<Response> let_in = access_.let_in(head)) {
    return std::move(*let_in);
  }
  head.principal = access_.principal_of(head);
  return decide_route(head);
}

Decision Site::decide_route(Request& head) {
  RouteMatch match = router_.find(head.path);
  if (match.routes.empty()) {
    return page(head);
  }
  if (head.method == Method::Options) {
    return with_allow(Response{.status = 204}, match.allowed());
  }
  const Route* route = match.of(head.method);
  if (route == nullptr) {
    return with_allow(refuse(405, "This path has other methods; see Allow", head), match.allowed());
  }
  if (std::optional<Response> refusal = objection(access_, *route, head)) {
    return std::move(*refusal);
  }
  head.parameters = std::move(match.parameters);
  return route->cache_key == nullptr ? work_for(*route) : decide_cached(*route, head);
}

Response Site::page(const Request& head) const {
  if (head.path == "*") {
    return with_allow(Response{.status = 204}, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  }
  if (is_of_the_api(head.path)) {
    return refuse(404, "There is nothing of this path", head);
  }
  constexpr std::string_view kAllowed = "GET, HEAD, OPTIONS";
  if (head.method == Method::Options) {
    return with_allow(Response{.status = 204}, kAllowed);
  }
  if (head.method != Method::Get) {
    return with_allow(refuse(405, "The page is only read", head), kAllowed);
  }
  if (const std::optional<Error> error = access_.objection(head)) {
    return problem(*error, head);
  }
  if (!head.principal.may(Permission::View)) {
    return ask_for_token(head);
  }
  return files_.find(head).value_or(refuse(404, "There is no such file", head));
}

Work Site::work_for(const Route& route) const {
  return {.body_bytes_max = route.body_bytes_max,
          .run = [&route, this](const Request& request, const Respond& respond) {
            Result<Response> made = route.handler(request);
            respond(packed(made ? std::move(made).value() : problem(made.error(), request), request,
                           compress_));
          }};
}

Result<std::string> Site::key_of(const Route& route, const Request& head) const {
  const std::string rest = TRY(route.cache_key(head));
  std::string key =
      std::to_string(generation_()) + " " + head.principal.name + " " + std::string(route.path);
  for (const std::string& parameter : head.parameters) {
    key += " " + std::to_string(parameter.size()) + ":" + parameter;
  }
  return key + " " + rest;
}

Decision Site::decide_cached(const Route& route, const Request& head) {
  Work work = {.run = [this, &route](const Request& request, const Respond& respond) {
    const Result<std::string> key = key_of(route, request);
    if (!key) {
      respond(problem(key.error(), request));
      return;
    }
    cache_.answer(*key, request, route.handler, respond);
  }};
  // As long as there are no data, even the key may have to wait for them.
  if (generation_() == 0) {
    return work;
  }
  const Result<std::string> key = key_of(route, head);
  if (!key) {
    return problem(key.error(), head);
  }
  if (std::optional<Response> response = cache_.find(*key, head)) {
    return std::move(*response);
  }
  return work;
}

}  // namespace shiplog::api
