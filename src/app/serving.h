// Serving: the dashboard over a store, from its first request to its last.

#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "api/access.h"
#include "app/server_settings.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "services/question/question.h"
#include "services/sync/sync.h"
#include "services/sync/sync_report.h"
#include "store/fact_store.h"

namespace shiplog {

struct ServingOptions {
  ServerSettings settings = {};
  Defaults defaults = {};
  std::string column_file = {};
  std::string github = {};      // "app", "token", "gh" or "none".
  std::string github_url = {};  // Where people see what is synced: "https://github.com".
  bool is_demo = false;
  // From GitHub, as `shiplog sync` does; on a thread of the server.
  std::function<Result<SyncSummary>(const SyncOptions& options)> sync = {};
  std::stop_token stop = {};
  // Once it listens: the address to open.
  std::function<void(const std::string& url)> on_ready = {};
};

// Serves until a stop is requested and what was asked is answered.
Result<Unit> serve_dashboard(FactStore& store, const Clock& clock, const ServingOptions& options);

// Who may ask what is served there. The token is given where others can reach it.
api::AccessRules access_rules(const ServerSettings& settings, const ListenPlace& place,
                              std::optional<Secret> token);

}  // namespace shiplog
