// ServerSettings: the part of the configuration that `shiplog serve` reads.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/sync/sync_schedule.h"

namespace shiplog {

enum class LoggedRequests : std::uint8_t { Problems, All, None };

struct ServerSettings {
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> hosts = {};
  std::string public_url = {};
  std::string token_file = {};
  std::size_t connections = 10'000;
  std::size_t cache_megabytes = 32;
  std::chrono::seconds drain_delay = {};
  LoggedRequests log = LoggedRequests::Problems;
  SyncIntervals sync_intervals = {};
};

// "127.0.0.1:8080", "[::1]:0"; an address, not a name, so that it is plain who gets in.
struct ListenPlace {
  std::string address = {};  // Without brackets.
  std::uint16_t port = 0;    // 0: any that is free.

  bool is_loopback() const;
  bool is_any() const;  // All addresses of this machine.
};
// InvalidInput says how to write one.
Result<ListenPlace> parse_listen(std::string_view text);

// Where people find the server, when a proxy stands in front of it.
struct PublicUrl {
  std::string host = {};  // In lower case, without a port.
  bool is_https = false;
};
Result<PublicUrl> parse_public_url(std::string_view text);

}  // namespace shiplog
