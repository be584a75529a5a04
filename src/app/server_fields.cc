#include "app/server_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/framing.h"
#include "app/config.h"
#include "app/server_settings.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"
#include "services/sync/sync_schedule.h"

namespace shiplog {
namespace {

Error not_valid(std::string message) { return Error{ErrorCode::InvalidInput, std::move(message)}; }

struct Range {
  std::size_t least = 0;
  std::size_t most = 0;
};

Result<std::size_t> number_in(const std::string& text, Range range) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < range.least ||
      number > range.most) {
    return not_valid(in_quotes(text) + " is no number from " + std::to_string(range.least) +
                     " to " + std::to_string(range.most));
  }
  return number;
}

Result<Unit> set_listen(Config& config, const Values& values) {
  TRY(parse_listen(values.front()));
  config.server.listen = values.front();
  return Unit{};
}

Result<Unit> set_hosts(Config& config, const Values& values) {
  for (const std::string& value : values) {
    if (!api::is_valid_host(value) || api::host_name(value) != value) {
      return not_valid(in_quotes(value) +
                       " is no name of a host, in lower case and without a port");
    }
  }
  config.server.hosts = values;
  return Unit{};
}

Result<Unit> set_public_url(Config& config, const Values& values) {
  TRY(parse_public_url(values.front()));
  config.server.public_url = values.front();
  return Unit{};
}

Result<Unit> set_connections(Config& config, const Values& values) {
  config.server.connections = TRY(number_in(values.front(), {.least = 8, .most = 100'000}));
  return Unit{};
}

Result<Unit> set_cache(Config& config, const Values& values) {
  config.server.cache_megabytes = TRY(number_in(values.front(), {.least = 1, .most = 4096}));
  return Unit{};
}

Result<Unit> set_drain_delay(Config& config, const Values& values) {
  config.server.drain_delay =
      std::chrono::seconds(TRY(number_in(values.front(), {.least = 0, .most = 300})));
  return Unit{};
}

// By the values of LoggedRequests.
constexpr std::array<std::string_view, 3> kLogged = {"problems", "all", "none"};

Result<Unit> set_log(Config& config, const Values& values) {
  const auto found = std::ranges::find(kLogged, values.front());
  if (found == kLogged.end()) {
    return not_valid("requests are logged as problems, all or none, not as " +
                     in_quotes(values.front()));
  }
  config.server.log = static_cast<LoggedRequests>(found - kLogged.begin());
  return Unit{};
}

std::vector<ConfigField> fields_of_access() {
  return {
      {.section = "server",
       .name = "listen",
       .help = "Where `shiplog serve` listens: an address and a port. Any but those of this "
               "machine alone demands an access token. Also `--listen`.",
       .example = R"("0.0.0.0:8080")",
       .set = set_listen,
       .get = [](const Config& config) { return Values{config.server.listen}; }},
      {.section = "server",
       .name = "public_url",
       .help = "Where people find the server when a proxy stands in front of it. With `https`, "
               "browsers are told to come by nothing else.",
       .example = R"("https://shiplog.acme.com")",
       .set = set_public_url,
       .get = [](const Config& config) { return Values{config.server.public_url}; }},
      {.section = "server",
       .name = "hosts",
       .help = "Further names by which the server may be asked; a request that names another is "
               "refused, so that no foreign name can be pointed at it.",
       .example = R"(["shiplog", "shiplog.local"])",
       .is_list = true,
       .set = set_hosts,
       .get = [](const Config& config) { return Values(config.server.hosts); }},
      {.section = "server",
       .name = "token_file",
       .help = "A file whose first line is the access token. When not given, each start makes "
               "a new one and prints it.",
       .example = R"("/etc/shiplog/access-token")",
       .set = [](Config& config, const Values& values) -> Result<Unit> {
         config.server.token_file = values.front();
         return Unit{};
       },
       .get = [](const Config& config) { return Values{config.server.token_file}; }},
  };
}

Result<Unit> set_intervals(Config& config, const Values& values) {
  SyncIntervals intervals;
  for (const std::string& value : values) {
    const std::size_t equals = std::min(value.find('='), value.size());
    const std::string interval = value.substr(std::min(equals + 1, value.size()));
    intervals[value.substr(0, equals)] = TRY(parse_interval(interval));
  }
  config.server.sync_intervals = std::move(intervals);
  return Unit{};
}

Values intervals_of(const Config& config) {
  constexpr int kSecondsInAMinute = 60;
  Values values;
  for (const auto& [target, interval] : config.server.sync_intervals) {
    values.push_back(target + "=" + std::to_string(interval.count() / kSecondsInAMinute) + "m");
  }
  return values;
}

ConfigField sync_field() {
  return {.section = "sync",
          .name = "every",
          .help =
              "Which repositories, or all of which owners, `shiplog serve` syncs by itself, and "
              "how long it waits from one time to the next: minutes, hours or days. What "
              "fails is tried again later and later.",
          .example = R"({ "acme/api" = "15m", "acme" = "6h" })",
          .is_list = true,
          .is_table = true,
          .set = set_intervals,
          .get = intervals_of};
}

}  // namespace

std::vector<ConfigField> server_fields() {
  std::vector<ConfigField> fields = fields_of_access();
  fields.push_back(
      {.section = "server",
       .name = "connections",
       .help = "How many connections are open at most; never more than the process may open "
               "files for. When full, the slowest one goes.",
       .example = R"("2000")",
       .set = set_connections,
       .get = [](const Config& config) {
         return Values{std::to_string(config.server.connections)};
       }});
  fields.push_back({.section = "server",
                    .name = "cache_megabytes",
                    .help = "How much memory answers may take that are kept until the data change.",
                    .example = R"("64")",
                    .set = set_cache,
                    .get = [](const Config& config) {
                      return Values{std::to_string(config.server.cache_megabytes)};
                    }});
  fields.push_back(
      {.section = "server",
       .name = "drain_delay",
       .help = "Seconds that the server, asked to stop, still accepts requests while it says that "
               "it is not ready, so that a load balancer can send them elsewhere.",
       .example = R"("10")",
       .set = set_drain_delay,
       .get = [](const Config& config) {
         return Values{std::to_string(config.server.drain_delay.count())};
       }});
  fields.push_back({.section = "server",
                    .name = "log",
                    .help = "Which requests are logged: `problems` (failed by us, or slow), `all`, "
                            "or `none`.",
                    .example = R"("all")",
                    .set = set_log,
                    .get = [](const Config& config) {
                      return Values{
                          std::string(kLogged.at(static_cast<std::size_t>(config.server.log)))};
                    }});
  fields.push_back(sync_field());
  return fields;
}

}  // namespace shiplog
