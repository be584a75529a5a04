// Response: what a client is told. The server adds what every answer has (security headers,
// Date, X-Request-Id, Content-Length), so a handler says only what is its own.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "api/http/event_hub.h"
#include "api/http/headers.h"
#include "base/error.h"
#include "base/result.h"

namespace shiplog::api {

struct Request;

// Bytes that several answers may share, so that what is cached is never copied.
using Bytes = std::shared_ptr<const std::string>;

// False once the client has gone or is too slow: the rest need not be made.
using WriteChunk = std::function<bool(std::string_view chunk)>;

// A body that is too large to hold: written piece by piece, on a thread of its own, which
// waits while the client reads. An error cuts the connection, so that the client sees that
// the answer is not whole.
using Stream = std::function<Result<Unit>(const WriteChunk& write)>;

// A body without an end: what the hub publishes. `opening` says what is sent first; it is asked
// once the listener is heard, so that nothing is lost in between, and on the I/O thread.
struct EventFeed {
  std::shared_ptr<EventHub> hub = {};
  std::function<std::string()> opening = {};
};

using Body = std::variant<Bytes, Stream, EventFeed>;

struct Response {
  int status = 200;
  Headers headers = {};
  Body body = Bytes();  // Null for none.
};

Bytes bytes_of(std::string text);

// 200 application/json.
Response json_response(std::string json);

// application/problem+json (RFC 9457). The status follows from the code; of an Internal error
// the client is told no more than the request's id.
Response problem(const Error& error, const Request& request);
// The same for what only HTTP knows: 405, 413.
Response problem(int status, std::string_view detail, std::string_view path,
                 std::string_view request_id);

int status_of(ErrorCode code);
std::string_view reason_of(int status);  // "Not Found"

}  // namespace shiplog::api
