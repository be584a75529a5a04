// Application: what stands behind the server. The server speaks HTTP and knows no route; the
// application knows the routes and no socket.

#pragma once

#include <cstddef>
#include <functional>
#include <variant>

#include "api/http/request.h"
#include "api/http/response.h"

namespace shiplog::api {

// To be called exactly once, from any thread.
using Respond = std::function<void(Response response)>;

// What is left to do once the body is there: on a thread of the query pool, where `run` may
// also leave its request to another's work and return before it has responded.
struct Work {
  std::size_t body_bytes_max = 0;
  std::function<void(Request request, Respond respond)> run = {};
};

using Decision = std::variant<Response, Work>;

class Application {
 public:
  virtual ~Application() = default;

  // From the head alone: the body is not read yet, and the principal not known. Called on
  // the I/O thread, so it is quick: what needs computing is Work.
  virtual Decision decide(Request& head) = 0;
};

// Asks as the server would, without one, and waits for the answer: for tests, and for
// programs that want an answer of the API without a socket.
Response ask(Application& application, Request request);

// The bytes of an answer that holds them or streams them; an EventFeed gives its opening.
std::string body_text(const Response& response);

}  // namespace shiplog::api
