#include "app/server_settings.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/http/framing.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"

namespace shiplog {
namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> address = {};
  return inet_pton(AF_INET, text.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

Error no_place(std::string_view text) {
  return Error{ErrorCode::InvalidInput,
               in_quotes(text) +
                   " is no place to listen at: write an address and a port, like "
                   "127.0.0.1:8080, or 0.0.0.0:8080 for all"};
}

}  // namespace

bool ListenPlace::is_loopback() const { return address.starts_with("127.") || address == "::1"; }

bool ListenPlace::is_any() const { return address == "0.0.0.0" || address == "::"; }

Result<ListenPlace> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return no_place(text);
  }
  std::string_view address = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const bool has_brackets = address.starts_with('[') && address.ends_with(']');
  if (has_brackets) {
    address = address.substr(1, address.size() - 2);
  }
  ListenPlace place{.address = std::string(address)};
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), place.port);
  const bool is_whole = error == std::errc() && end == port.data() + port.size();
  const bool is_six = place.address.find(':') != std::string::npos;
  if (!is_whole || !is_address(place.address) || is_six != has_brackets) {
    return no_place(text);
  }
  return place;
}

Result<PublicUrl> parse_public_url(std::string_view text) {
  const bool is_https = text.starts_with("https://");
  const std::size_t scheme = std::string_view(is_https ? "https://" : "http://").size();
  std::string_view host = text.substr(std::min(scheme, text.size()));
  if (host.ends_with('/')) {
    host.remove_suffix(1);
  }
  if ((!is_https && !text.starts_with("http://")) || !api::is_valid_host(host)) {
    return Error{ErrorCode::InvalidInput, in_quotes(text) +
                                              " is no address of a server: write it like "
                                              "https://shiplog.acme.com, without a path"};
  }
  return PublicUrl{.host = api::host_name(host), .is_https = is_https};
}

}  // namespace shiplog
