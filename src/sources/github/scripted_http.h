// An HttpClient for tests: says what it was told to, and keeps what it was asked.

#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "net/http.h"

namespace shiplog {

// Safe to use from many threads, except for reading `requests` meanwhile.
class ScriptedHttp final : public HttpClient {
 public:
  using Script = std::function<HttpReply(const HttpRequest& request)>;

  explicit ScriptedHttp(Script script) : script_(std::move(script)) {}
  // One after the other, and the last of them for ever.
  explicit ScriptedHttp(std::vector<HttpReply> replies)
      : script_([this, replies = std::move(replies)](const HttpRequest&) {
          return replies[std::min(requests.size(), replies.size()) - 1];
        }) {}

  HttpReply send(const HttpRequest& request, const std::stop_token& stop) override {
    const std::lock_guard lock(mutex_);
    requests.push_back(request);
    return stop.stop_requested() ? HttpReply{.fault = HttpFault::Cancelled} : script_(request);
  }

  std::vector<HttpRequest> requests = {};

 private:
  std::mutex mutex_;
  Script script_;
};

inline HttpReply http_reply(int status, std::string body, std::vector<HttpHeader> headers = {}) {
  return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

}  // namespace shiplog
