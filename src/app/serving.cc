#include "app/serving.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "api/access.h"
#include "api/api_services.h"
#include "api/beast/server.h"
#include "api/compression/compression.h"
#include "api/endpoints.h"
#include "api/handlers/events.h"
#include "api/http/event_hub.h"
#include "api/http/framing.h"
#include "api/readiness.h"
#include "api/server_figures.h"
#include "api/site.h"
#include "api/static_files.h"
#include "api/sync_json.h"
#include "app/access_token.h"
#include "app/embedded_page.h"
#include "app/server_settings.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "services/browse/happenings.h"
#include "services/query/live_snapshot.h"
#include "services/sync/sync_desk.h"
#include "store/fact_store.h"

namespace shiplog {
namespace {

std::string own_host_name() {
  constexpr std::size_t kBytesMax = 256;
  std::array<char, kBytesMax> name = {};
  return gethostname(name.data(), name.size() - 1) == 0 ? api::host_name(name.data()) : "";
}

// As a host in an address: "[::1]".
std::string in_address(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

// Where a browser finds the server, with what lets it in.
std::string url_of(const ServerSettings& settings, const ListenPlace& place, std::uint16_t port,
                   const std::optional<Secret>& token) {
  std::string url = settings.public_url;
  if (url.empty()) {
    const std::string host = place.is_any() ? own_host_name() : in_address(place.address);
    url = "http://" + host + ":" + std::to_string(port);
  }
  if (token) {
    url += (url.ends_with('/') ? "?token=" : "/?token=") + std::string(token->reveal());
  }
  return url;
}

api::RequestLog request_log(LoggedRequests logged) {
  switch (logged) {
    case LoggedRequests::Problems:
      return api::RequestLog::Problems;
    case LoggedRequests::All:
      return api::RequestLog::All;
    case LoggedRequests::None:
      return api::RequestLog::None;
  }
  return api::RequestLog::Problems;
}

api::ServerOptions server_options(const ServerSettings& settings, const ListenPlace& place,
                                  bool is_https) {
  // Answers are computed on all cores; one more thread than two keeps short ones from waiting
  // for long ones.
  constexpr unsigned int kThreadsMin = 3;
  constexpr unsigned int kThreadsMax = 16;
  return {
      .address = place.address,
      .port = place.port,
      .connections_max = settings.connections,
      .query_threads = std::clamp(std::thread::hardware_concurrency(), kThreadsMin, kThreadsMax),
      .drain_delay = settings.drain_delay,
      .is_https = is_https,
      .request_log = request_log(settings.log)};
}

LiveOptions live_options(const ServingOptions& options, api::EventHub& hub, Log& log) {
  return {.column_file = options.column_file,
          .reading = options.defaults.reading,
          .on_change =
              [&hub](const LiveChange& change) {
                hub.publish("snapshot", api::snapshot_event_json(change));
              },
          .on_note =
              [&log](std::string_view note) {
                log.write(LogLevel::Warning, "columns", {{"note", note}});
              }};
}

SyncDeskOptions sync_options(const ServingOptions& options, api::EventHub& hub, LiveSnapshot& live,
                             Log& log) {
  return {.sync = options.sync,
          .intervals = options.settings.sync_intervals,
          .on_change =
              [&hub](const SyncDeskState& state) {
                for (const SyncProgress::Active& active : state.progress.active) {
                  hub.publish("sync", api::sync_event_json(active));
                }
              },
          .on_repository =
              [&hub, &live](const RepositorySync& ended) {
                hub.publish("sync", api::sync_event_json(ended));
                live.look_now();
              },
          .on_note =
              [&log](std::string_view note) {
                log.write(LogLevel::Warning, "sync", {{"note", note}});
              }};
}

Result<bool> is_by_https(const ServerSettings& settings) {
  return !settings.public_url.empty() && TRY(parse_public_url(settings.public_url)).is_https;
}

}  // namespace

api::AccessRules access_rules(const ServerSettings& settings, const ListenPlace& place,
                              std::optional<Secret> token) {
  api::AccessRules rules{.hosts = {"localhost", "127.0.0.1", "[::1]"},
                         .allows_addresses = !place.is_loopback(),
                         .token = std::move(token)};
  rules.hosts.insert(rules.hosts.end(), settings.hosts.begin(), settings.hosts.end());
  rules.hosts.push_back(in_address(place.address));
  if (!place.is_loopback()) {
    rules.hosts.push_back(own_host_name());
  }
  if (const Result<PublicUrl> url = parse_public_url(settings.public_url)) {
    rules.hosts.push_back(url->host);
    rules.is_https = url->is_https;
  }
  return rules;
}

Result<Unit> serve_dashboard(FactStore& store, const Clock& clock, const ServingOptions& options) {
  const ListenPlace place = TRY(parse_listen(options.settings.listen));
  const bool is_https = TRY(is_by_https(options.settings));
  std::optional<Secret> token;
  if (!place.is_loopback() || !options.settings.token_file.empty()) {
    token = TRY(access_token(options.settings.token_file));
  }

  // Each of these is used by those after it, and outlives them.
  DescriptorLog log(STDERR_FILENO, clock);
  const auto hub = std::make_shared<api::EventHub>();
  api::Readiness readiness;
  api::ServerFigures figures;
  LiveSnapshot live(store, clock, live_options(options, *hub, log));
  HappeningsReader happenings(store, options.defaults.reading);
  SyncDesk sync(clock, sync_options(options, *hub, live, log));
  const api::StaticFiles page(embedded_page());
  const auto services =
      std::make_shared<api::ApiServices>(api::ApiServices{.version = SHIPLOG_VERSION,
                                                          .is_demo = options.is_demo,
                                                          .github = options.github,
                                                          .defaults = options.defaults,
                                                          .github_url = options.github_url,
                                                          .clock = &clock,
                                                          .store = &store,
                                                          .happenings = &happenings,
                                                          .sync = &sync,
                                                          .live = &live,
                                                          .hub = hub,
                                                          .readiness = &readiness,
                                                          .figures = &figures});
  constexpr std::size_t kMegabyte = std::size_t{1} << 20U;
  api::Site site(api::make_routes(services), page,
                 {.access = access_rules(options.settings, place, token),
                  .generation = [&live] { return live.edition(); },
                  .compress = api::compress,
                  .on_failure =
                      [&log](const Error& error, const api::Request& request) {
                        log.write(LogLevel::Error, "failure",
                                  {{"request_id", request.id}, {"cause", error.message}});
                      },
                  .cache_bytes_max = options.settings.cache_megabytes * kMegabyte},
                 figures);
  const std::unique_ptr<api::Server> server = TRY(api::Server::open(
      server_options(options.settings, place, is_https),
      {.application = site, .readiness = readiness, .figures = figures, .log = log}));
  options.on_ready(url_of(options.settings, place, server->port(), token));
  server->run(options.stop);
  return Unit{};
}

}  // namespace shiplog
