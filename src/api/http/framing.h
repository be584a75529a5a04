// Framing: where a request ends and the next begins, read so strictly that no proxy in front
// of us can read it otherwise. Beast 1.81 lets through what this refuses: several lengths,
// codings that are not quite `chunked`, folded lines, two hosts.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/headers.h"

namespace shiplog::api {

// Of a request's head, up to and with the empty line; a longer one is answered with 431.
inline constexpr std::size_t kHeadBytesMax = 8192;
inline constexpr std::size_t kFieldsMax = 100;

struct Refusal {
  int status = 400;
  std::string_view why = {};  // A sentence for whoever sent the request.
};

// Of the bytes as they came, before any parser: folded lines and too many fields cannot be
// seen afterwards.
std::optional<Refusal> check_raw_head(std::string_view head);

struct ParsedHead {
  int version = 11;  // 10 or 11.
  std::string_view method = {};
  std::string_view target = {};
  const Headers& headers;
};

// Of what the parser made of them.
std::optional<Refusal> check_framing(const ParsedHead& head);

// What a target asks for. Only of a target that check_framing() let through.
struct Target {
  std::string path = {};   // "/", or "*" in an OPTIONS for the whole server.
  std::string query = {};  // Without the question mark.
};
Target split_target(std::string_view target);

// "example.com", "[::1]:8080": a host as RFC 3986 has it, with or without a port.
bool is_valid_host(std::string_view host);
// Without the port, in lower case.
std::string host_name(std::string_view host);

// The body's length, when the head says it.
std::optional<std::uint64_t> content_length(const Headers& headers);
inline bool has_chunked_body(const Headers& headers) {
  return headers.find("transfer-encoding").has_value();
}

}  // namespace shiplog::api
