// HTTP as a client needs it: one request out, one reply or the reason why there is none.
//
// A status of 500 is a reply; what it means is for the caller to say. Redirections are
// replies too, never followed here, so that a token cannot leave for another host.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"

namespace shiplog {

struct HttpHeader {
  std::string name = {};  // As it is sent; compared without regard to case.
  std::string value = {};
};

enum class HttpMethod : std::uint8_t { Get, Post };

struct HttpRequest {
  HttpMethod method = HttpMethod::Get;
  std::string url = {};
  std::vector<HttpHeader> headers = {};
  // Sent as "Authorization: Bearer …", which is the only way of a secret onto the wire.
  Secret bearer = {};
  std::string body = {};

  // Each counted from the start of the request.
  std::chrono::milliseconds connect_within = std::chrono::seconds(5);
  std::chrono::milliseconds first_byte_within = std::chrono::seconds(15);
  std::chrono::milliseconds done_within = std::chrono::seconds(30);
  std::size_t body_bytes_max = std::size_t{32} << 20U;  // After decompression.
};

// Why there is no whole reply.
enum class HttpFault : std::uint8_t {
  None,
  NameNotFound,  // The host's name could not be resolved.
  Unreachable,   // No connection came about, or none in time.
  NotTrusted,    // The server's certificate does not hold.
  TimedOut,      // Connected, but the first byte or the end did not come in time.
  CutShort,      // The connection ended before the reply did.
  TooLarge,      // The body passed body_bytes_max.
  Malformed,     // No URL of http or https, not HTTP, or a body that does not decompress.
  Cancelled,     // The stop token was set.
};

struct HttpReply {
  HttpFault fault = HttpFault::None;
  std::string fault_message = {};  // Without a full stop; holds no header and no body.

  int status = 0;  // 0 when the fault came before a status.
  std::vector<HttpHeader> headers = {};
  std::string body = {};        // Decompressed; incomplete after a fault.
  std::int64_t wire_bytes = 0;  // Received, as they came: compressed, with the headers.
  std::chrono::microseconds took = {};

  // Empty when the reply has none. Of several the last.
  std::string_view header(std::string_view name) const;
};

// Safe to use from many threads; a call blocks its thread until the reply is there, a
// deadline passes or the stop token is set. Connections are kept and shared.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  virtual HttpReply send(const HttpRequest& request, const std::stop_token& stop) = 0;
};

}  // namespace shiplog
