#include "api/http/response.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/request.h"
#include "base/check.h"
#include "base/error.h"
#include "base/json_writer.h"

namespace shiplog::api {
namespace {

struct Status {
  int number = 0;
  std::string_view reason = {};
};
constexpr std::array kStatuses = {
    Status{200, "OK"},
    Status{201, "Created"},
    Status{202, "Accepted"},
    Status{204, "No Content"},
    Status{303, "See Other"},
    Status{304, "Not Modified"},
    Status{400, "Bad Request"},
    Status{401, "Unauthorized"},
    Status{403, "Forbidden"},
    Status{404, "Not Found"},
    Status{405, "Method Not Allowed"},
    Status{406, "Not Acceptable"},
    Status{408, "Request Timeout"},
    Status{409, "Conflict"},
    Status{413, "Content Too Large"},
    Status{415, "Unsupported Media Type"},
    Status{417, "Expectation Failed"},
    Status{421, "Misdirected Request"},
    Status{422, "Unprocessable Content"},
    Status{429, "Too Many Requests"},
    Status{431, "Request Header Fields Too Large"},
    Status{500, "Internal Server Error"},
    Status{501, "Not Implemented"},
    Status{503, "Service Unavailable"},
    Status{505, "HTTP Version Not Supported"},
};

}  // namespace

Bytes bytes_of(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

Response json_response(std::string json) {
  Response response{.body = bytes_of(std::move(json))};
  response.headers.set("content-type", "application/json; charset=utf-8");
  return response;
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidInput:
      return 400;
    case ErrorCode::Unauthorized:
      return 401;
    case ErrorCode::Forbidden:
      return 403;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::Conflict:
      return 409;
    case ErrorCode::RateLimited:
      return 429;
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
      return 503;
    case ErrorCode::Internal:
      return 500;
  }
  CHECK(false);
}

std::string_view reason_of(int status) {
  for (const Status& each : kStatuses) {
    if (each.number == status) {
      return each.reason;
    }
  }
  CHECK(false);
}

Response problem(int status, std::string_view detail, std::string_view path,
                 std::string_view request_id) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("type").text("about:blank").key("title").text(reason_of(status));
  json.key("status").integer(status).key("detail").text(detail);
  json.key("instance").text(path).key("request_id").text(request_id).end_object();
  Response response{.status = status, .body = bytes_of(std::move(text))};
  response.headers.set("content-type", "application/problem+json; charset=utf-8");
  response.headers.set("cache-control", "no-store");
  return response;
}

Response problem(const Error& error, const Request& request) {
  const std::string_view detail = error.code == ErrorCode::Internal
                                      ? "Something failed on our side; the log tells more under "
                                        "this request_id"
                                      : std::string_view(error.message);
  Response response = problem(status_of(error.code), detail, request.path, request.id);
  if (error.code == ErrorCode::Unavailable || error.code == ErrorCode::Cancelled) {
    response.headers.set("retry-after", "1");
  }
  return response;
}

}  // namespace shiplog::api
