#include "api/access.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/framing.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/secret.h"

namespace shiplog::api {
namespace {

constexpr std::string_view kBearer = "Bearer ";

Principal with_all_permissions(std::string name) {
  return {.name = std::move(name),
          .permissions = {Permission::View, Permission::Edit, Permission::Operate}};
}

Error refuse(std::string message) { return Error{ErrorCode::Forbidden, std::move(message)}; }

}  // namespace

bool is_address(std::string_view host_name) {
  return host_name.starts_with('[') ||
         (!host_name.empty() &&
          host_name.find_first_not_of("0123456789.") == std::string_view::npos);
}

// The cookie is derived from the token: who reads it cannot say what the token is, and a new
// token ends all of them.
Access::Access(AccessRules rules) : rules_(std::move(rules)) {
  if (rules_.token) {
    cookie_ = Secret(sha256_hex("shiplog access cookie\n" + std::string(rules_.token->reveal())));
  }
}

bool Access::knows_host(std::string_view host) const {
  const std::string name = host_name(host);
  return std::ranges::find(rules_.hosts, name) != rules_.hosts.end() ||
         (rules_.allows_addresses && is_address(name));
}

// Digests are compared, so that neither the length nor a common beginning tells anything.
bool Access::is_right(std::string_view token) const {
  return Secret(sha256_hex(token)).is_same_as(Secret(sha256_hex(rules_.token->reveal())));
}

// With the prefix, a browser takes the cookie only from us, over https, for the whole host.
std::string_view Access::cookie_name() const {
  return rules_.is_https ? "__Host-shiplog" : "shiplog";
}

std::optional<std::string_view> Access::cookie_of(const Request& request) const {
  for (const Header& header : request.headers.all()) {
    std::string_view rest = header.name == "cookie" ? header.value : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      std::string_view pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == cookie_name()) {
        return pair.substr(equals + 1);
      }
    }
  }
  return std::nullopt;
}

Principal Access::principal_of(const Request& request) const {
  if (!rules_.token) {
    return with_all_permissions("local");
  }
  if (const std::optional<std::string_view> given = request.headers.find("authorization")) {
    const bool is_bearer = given->starts_with(kBearer);
    return is_bearer && is_right(given->substr(kBearer.size())) ? with_all_permissions("token")
                                                                : Principal{};
  }
  const std::optional<std::string_view> cookie = cookie_of(request);
  return cookie && Secret(*cookie).is_same_as(cookie_) ? with_all_permissions("token")
                                                       : Principal{};
}

std::optional<Response> Access::let_in(const Request& request) const {
  constexpr std::string_view kParameter = "token=";
  if (!rules_.token || request.method != Method::Get || request.path != "/" ||
      !request.query.starts_with(kParameter)) {
    return std::nullopt;
  }
  if (!is_right(std::string_view(request.query).substr(kParameter.size()))) {
    return problem(401, "This is not the access token that was printed at start", request.path,
                   request.id);
  }
  Response response{.status = 303};
  response.headers.set("location", "/");
  response.headers.set("cache-control", "no-store");
  response.headers.set("set-cookie", std::string(cookie_name()) + "=" +
                                         std::string(cookie_.reveal()) +
                                         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000" +
                                         (rules_.is_https ? "; Secure" : ""));
  return response;
}

std::optional<Error> Access::objection(const Request& request) const {
  const std::optional<std::string_view> site = request.headers.find("sec-fetch-site");
  if (!is_safe(request.method)) {
    return objection_to_change(request);
  }
  const bool is_of_others = site && *site != "same-origin" && *site != "none";
  if (is_of_others && request.headers.find("sec-fetch-mode") != "navigate") {
    return refuse("a page of another site may not read this");
  }
  return std::nullopt;
}

std::optional<Error> Access::objection_to_change(const Request& request) const {
  if (rules_.token && request.headers.find("authorization")) {
    return std::nullopt;
  }
  if (const std::optional<std::string_view> site = request.headers.find("sec-fetch-site")) {
    return *site == "same-origin"
               ? std::nullopt
               : std::optional(refuse("a page of another site may not change anything here"));
  }
  const std::optional<std::string_view> origin = request.headers.find("origin");
  if (!origin) {
    return refuse(
        "a change says where it comes from, by Sec-Fetch-Site or Origin, as browsers do; a "
        "program sends 'Sec-Fetch-Site: same-origin'");
  }
  const std::string own = (rules_.is_https ? "https://" : "http://") +
                          std::string(request.headers.find("host").value_or(""));
  return *origin == own ? std::nullopt
                        : std::optional(refuse("a page of another origin may not change anything "
                                               "here"));
}

}  // namespace shiplog::api
