// Access: by which names this server is asked, who asks, and whether a page of somebody
// else's is behind it.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/request.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "base/error.h"
#include "base/secret.h"

namespace shiplog::api {

struct AccessRules {
  // The names by which people come, in lower case, without a port. A page of another name
  // that resolves to this machine (DNS rebinding) is so turned away.
  std::vector<std::string> hosts = {};
  // Whether addresses, which cannot be rebound, will do as well: where we listen to others.
  bool allows_addresses = false;
  // What lets somebody in; none where only this machine reaches the server.
  std::optional<Secret> token = {};
  bool is_https = false;  // People come by https, through a proxy in front of us.
};

class Access {
 public:
  explicit Access(AccessRules rules);

  bool knows_host(std::string_view host) const;

  // By `Authorization: Bearer TOKEN`, and only when there is no such header by the cookie.
  // Without a token to ask for, everybody is "local". A stranger has no name.
  Principal principal_of(const Request& request) const;

  // The answer to `/?token=…`, the address printed at start: sets the cookie and leads to the
  // page, so that the token stays in no history and no Referer. Nothing for other requests.
  std::optional<Response> let_in(const Request& request) const;

  // Why another site's page may not ask this. Reading: such a page may lead to ours, not read
  // it. Changing: only our own page may, or who brings the token in a header, which no page
  // of others can.
  std::optional<Error> objection(const Request& request) const;

 private:
  std::optional<Error> objection_to_change(const Request& request) const;
  bool is_right(std::string_view token) const;
  std::string_view cookie_name() const;
  std::optional<std::string_view> cookie_of(const Request& request) const;

  AccessRules rules_;
  Secret cookie_ = {};
};

// Whether it is an address rather than a name: "127.0.0.1", "[::1]".
bool is_address(std::string_view host_name);

}  // namespace shiplog::api
