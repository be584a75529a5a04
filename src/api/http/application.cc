#include "api/http/application.h"

#include <future>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "api/http/request.h"
#include "api/http/response.h"

namespace shiplog::api {

Response ask(Application& application, Request request) {
  Decision decision = application.decide(request);
  if (Response* response = std::get_if<Response>(&decision)) {
    return std::move(*response);
  }
  const Work& work = std::get<Work>(decision);
  if (request.body.size() > work.body_bytes_max) {
    return problem(413, "The body is longer than this route takes", request.path, request.id);
  }
  std::promise<Response> answer;
  work.run(std::move(request),
           [&answer](Response response) { answer.set_value(std::move(response)); });
  return answer.get_future().get();
}

std::string body_text(const Response& response) {
  if (const Bytes* bytes = std::get_if<Bytes>(&response.body)) {
    return *bytes == nullptr ? std::string() : **bytes;
  }
  if (const EventFeed* feed = std::get_if<EventFeed>(&response.body)) {
    return feed->opening();
  }
  std::string text;
  const auto append = [&text](std::string_view chunk) {
    text += chunk;
    return true;
  };
  static_cast<void>(std::get<Stream>(response.body)(append));
  return text;
}

}  // namespace shiplog::api
