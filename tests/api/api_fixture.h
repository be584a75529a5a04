// The API over the sample organisation, without a socket, at a fixed time.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/api_services.h"
#include "api/endpoints.h"
#include "api/http/handler.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/readiness.h"
#include "api/server_figures.h"
#include "base/clock.h"
#include "base/iso_time.h"
#include "services/browse/happenings.h"
#include "services/query/live_snapshot.h"
#include "services/sample/fill_store.h"
#include "services/sync/sync_desk.h"
#include "store/memory/memory_store.h"

namespace shiplog::api {

// Made once for all tests of a program.
class SampleApi {
 public:
  static SampleApi& get() {
    static SampleApi api;
    return api;
  }

  Response ask(Method method, std::string_view target, std::string body = {}) {
    Request request{.method = method, .body = std::move(body), .id = "r-1"};
    request.path = target.substr(0, target.find('?'));
    request.query = target.find('?') == std::string_view::npos
                        ? ""
                        : std::string(target.substr(target.find('?') + 1));
    request.principal = {.name = "local",
                         .permissions = {Permission::View, Permission::Edit, Permission::Operate}};
    for (const Route& route : routes_) {
      if (route.method == method && matches(route.path, request)) {
        if (route.cache_key) {
          if (const Result<std::string> key = route.cache_key(request); !key) {
            return problem(key.error(), request);
          }
        }
        Result<Response> response = route.handler(request);
        return response ? *std::move(response) : problem(response.error(), request);
      }
    }
    return problem(404, "there is no such resource", request.path, request.id);
  }
  Response get(std::string_view target) { return ask(Method::Get, target); }

  static std::string text_of(const Response& response) { return *std::get<Bytes>(response.body); }

  MemoryStore& store() { return store_; }
  ApiServices& services() { return *services_; }
  LiveSnapshot& live() { return *live_; }

 private:
  SampleApi() {
    const SampleOptions sample{.changes = 400, .seed = 1, .until = now()};
    EXPECT_TRUE(fill_with_sample(store_, sample, {}));
    live_ = std::make_unique<LiveSnapshot>(store_, clock_, LiveOptions{.now = now()});
    readiness_.set_ready(true);
    *services_ = {.version = "1.2.3",
                  .is_demo = true,
                  .github = "none",
                  .defaults = {.time_zone = "UTC"},
                  .clock = &clock_,
                  .store = &store_,
                  .happenings = &happenings_,
                  .sync = &sync_,
                  .live = live_.get(),
                  .hub = std::make_shared<EventHub>(),
                  .readiness = &readiness_,
                  .figures = &figures_};
    routes_ = make_routes(services_);
  }

  static Timestamp now() { return *parse_time("2026-04-06T00:00:00Z"); }

  static std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> all;
    while (!path.empty()) {
      path.remove_prefix(1);
      const std::size_t end = std::min(path.find('/'), path.size());
      all.emplace_back(path.substr(0, end));
      path.remove_prefix(end);
    }
    return all;
  }

  // As the server matches: a placeholder is one segment, decoded.
  static bool matches(std::string_view pattern, Request& request) {
    const std::vector<std::string> wanted = segments(pattern);
    const std::vector<std::string> given = segments(request.path);
    request.parameters.clear();
    if (wanted.size() != given.size()) {
      return false;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].starts_with('{')) {
        request.parameters.push_back(decode_path(given[i]).value_or(""));
      } else if (wanted[i] != given[i]) {
        return false;
      }
    }
    return true;
  }

  FixedClock clock_{now()};
  MemoryStore store_;
  std::unique_ptr<LiveSnapshot> live_;
  HappeningsReader happenings_{store_, {}};
  // A source that has nothing new.
  SyncDesk sync_{clock_, {.sync = [](const SyncOptions&) { return SyncSummary{}; }}};
  Readiness readiness_;
  ServerFigures figures_;
  std::shared_ptr<ApiServices> services_ = std::make_shared<ApiServices>();
  std::vector<Route> routes_;
};

}  // namespace shiplog::api
