// ApiServices: what the handlers ask of the rest of the program. Implemented by app.

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/http/event_hub.h"
#include "api/readiness.h"
#include "api/server_figures.h"
#include "base/clock.h"
#include "services/browse/happenings.h"
#include "services/query/live_snapshot.h"
#include "services/question/question.h"

namespace shiplog {
class FactStore;
class SyncDesk;
}  // namespace shiplog

namespace shiplog::api {

// Borrowed: all of it outlives the routes.
struct ApiServices {
  std::string_view version = {};
  bool is_demo = false;
  // How GitHub lets us in: "app", "token", "gh", or "none".
  std::string github = {};
  Defaults defaults = {};
  // Where people see what is synced: "https://github.com".
  std::string github_url = "https://github.com";
  const Clock* clock = nullptr;
  FactStore* store = nullptr;
  HappeningsReader* happenings = nullptr;
  SyncDesk* sync = nullptr;
  LiveSnapshot* live = nullptr;
  std::shared_ptr<EventHub> hub = {};  // Told when the data have changed.
  const Readiness* readiness = nullptr;
  const ServerFigures* figures = nullptr;
};

}  // namespace shiplog::api
