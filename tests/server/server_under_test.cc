// The server with a few routes that tests can ask anything of, and limits that tests choose:
//
//   server_under_test head_ms=500 connections_max=20 …
//
// Prints its port on a line of its own once it listens.

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "api/beast/server.h"
#include "api/compression/compression.h"
#include "api/http/event_hub.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/readiness.h"
#include "api/server_figures.h"
#include "api/site.h"
#include "api/static_files.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "cli/interrupt.h"

namespace shiplog::api {
namespace {

constexpr std::array kFiles = {EmbeddedFile{.path = "/index.html",
                                            .content_type = "text/html; charset=utf-8",
                                            .digest = "index",
                                            .plain = "<!doctype html><title>page</title>"},
                               EmbeddedFile{.path = "/assets/app-1.js",
                                            .content_type = "text/javascript; charset=utf-8",
                                            .digest = "app",
                                            .plain = "export {};"}};

class Settings {
 public:
  explicit Settings(const std::vector<std::string_view>& words) {
    for (const std::string_view word : words) {
      const std::size_t equals = word.find('=');
      values_[std::string(word.substr(0, equals))] = word.substr(equals + 1);
    }
  }
  std::size_t number(const std::string& name, std::size_t standard) const {
    const auto found = values_.find(name);
    return found == values_.end() ? standard : std::strtoull(found->second.c_str(), nullptr, 10);
  }
  std::chrono::milliseconds time(const std::string& name, std::chrono::milliseconds other) const {
    return std::chrono::milliseconds(number(name, static_cast<std::size_t>(other.count())));
  }
  std::string text(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? "" : found->second;
  }

 private:
  std::map<std::string, std::string> values_ = {};
};

std::size_t number_in(const std::string& text) { return std::strtoull(text.c_str(), nullptr, 10); }

// What the request was, as far as the tests look.
Response echo(const Request& request) {
  Response response{.body = bytes_of(request.body)};
  response.headers.set("content-type", "text/plain; charset=utf-8");
  return response;
}

// Torn at its end when it "fails" or "throws".
Response stream_of(std::size_t bytes, const std::string& end) {
  Response response;
  response.headers.set("content-type", "text/plain; charset=utf-8");
  response.body = Stream([bytes, end](const WriteChunk& write) -> Result<Unit> {
    const std::string line(99, 'x');
    for (std::size_t written = 0; written < bytes; written += line.size() + 1) {
      if (!write(line + "\n")) {
        return Error{ErrorCode::Cancelled, "the client has gone"};
      }
    }
    if (end == "throws") {
      throw std::runtime_error("out of luck");
    }
    return end == "fails" ? Result<Unit>(Error{ErrorCode::Internal, "torn"}) : Result<Unit>(Unit{});
  });
  return response;
}

std::vector<Route> routes_with(const std::shared_ptr<EventHub>& hub, Readiness& readiness) {
  const auto json = [](const Request&) { return json_response(std::string(2048, '1')); };
  return {
      {.method = Method::Post, .path = "/api/echo", .body_bytes_max = 1000, .handler = echo},
      {.path = "/api/echo", .handler = echo},
      {.method = Method::Post,
       .path = "/api/large",
       .body_bytes_max = std::size_t{1} << 20U,
       .handler = echo},
      {.path = "/api/cached",
       .handler = json,
       .cache_key = [](const Request& request) { return request.query; }},
      {.path = "/api/slow/{ms}",
       .handler =
           [](const Request& request) {
             std::this_thread::sleep_for(
                 std::chrono::milliseconds(number_in(request.parameters.front())));
             return json_response("{}");
           }},
      {.path = "/api/stream/{bytes}",
       .handler =
           [](const Request& request) {
             return stream_of(number_in(request.parameters.front()), request.query);
           }},
      {.path = "/api/big/{bytes}",
       .handler =
           [](const Request& request) {
             return json_response(std::string(number_in(request.parameters.front()), '1'));
           }},
      {.path = "/api/events",
       .handler =
           [hub](const Request&) {
             return Response{.body = EventFeed{.hub = hub, .opening = [] {
                                                 return event_text("snapshot", "{}");
                                               }}};
           }},
      {.method = Method::Post,
       .path = "/api/publish/{bytes}",
       .handler =
           [hub](const Request& request) {
             hub->publish("snapshot", std::string(number_in(request.parameters.front()), '1'));
             return json_response("{}");
           }},
      {.path = "/health/ready",
       .permission = Permission::Public,
       .handler =
           [&readiness](const Request&) {
             Response response = json_response("{}");
             response.status = readiness.is_ready() ? 200 : 503;
             return response;
           }},
  };
}

int serve(const Settings& settings) {
  const auto hub = std::make_shared<EventHub>();
  Readiness readiness;
  ServerFigures figures;
  const SystemClock clock;
  DescriptorLog log(STDERR_FILENO, clock);
  const StaticFiles files(kFiles);
  AccessRules access{.hosts = {"localhost", "127.0.0.1"}};
  if (const std::string token = settings.text("token"); !token.empty()) {
    access.token = Secret(token);
  }
  Site site(routes_with(hub, readiness), files,
            {.access = access, .generation = [] { return 1U; }, .compress = compress}, figures);
  ServerOptions options{.port = 0};
  options.connections_max = settings.number("connections_max", options.connections_max);
  options.query_threads = settings.number("query_threads", options.query_threads);
  options.queries_waiting_max = settings.number("queries_waiting_max", options.queries_waiting_max);
  options.feeds_max = settings.number("feeds_max", options.feeds_max);
  options.drain_delay = settings.time("drain_delay_ms", options.drain_delay);
  options.deadlines.head = settings.time("head_ms", options.deadlines.head);
  options.deadlines.transfer = settings.time("transfer_ms", options.deadlines.transfer);
  options.deadlines.transfer_bytes_per_second =
      settings.number("transfer_bytes_per_second", options.deadlines.transfer_bytes_per_second);
  options.deadlines.idle = settings.time("idle_ms", options.deadlines.idle);
  options.deadlines.heartbeat = settings.time("heartbeat_ms", options.deadlines.heartbeat);
  options.request_log = settings.text("log") == "all" ? RequestLog::All : RequestLog::Problems;
  const Interrupt interrupt;
  auto server = Server::open(options, {site, readiness, figures, log});
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().message.c_str());
    return 1;
  }
  std::printf("%d\n", static_cast<int>((*server)->port()));
  std::fflush(stdout);
  (*server)->run(interrupt.token());
  return 0;
}

}  // namespace
}  // namespace shiplog::api

int main(int argc, char** argv) {
  return shiplog::api::serve(
      shiplog::api::Settings(std::vector<std::string_view>(argv + 1, argv + argc)));
}
