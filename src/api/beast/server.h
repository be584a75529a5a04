// Server: HTTP/1.1 over TCP, for an application. One thread reads and writes; answers that
// need computing are made on a bounded pool of others.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "api/http/application.h"
#include "api/readiness.h"
#include "api/server_figures.h"
#include "base/log.h"
#include "base/result.h"

namespace shiplog::api {

// How long each phase of a connection may take, whoever it is: set once when the phase
// begins, so that a byte now and then prolongs nothing.
struct Deadlines {
  std::chrono::milliseconds head = std::chrono::seconds(5);
  std::chrono::milliseconds transfer = std::chrono::seconds(10);  // Longer for long bodies.
  std::size_t transfer_bytes_per_second = std::size_t{32} << 10U;
  // Above the minute that load balancers keep a connection, so that they close first.
  std::chrono::milliseconds idle = std::chrono::seconds(75);
  std::chrono::milliseconds linger = std::chrono::seconds(1);
  std::chrono::milliseconds heartbeat = std::chrono::seconds(15);
};

enum class RequestLog : std::uint8_t { None, Problems, All };

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any that is free.
  // Never more than the process may open files for, less those that it needs itself.
  std::size_t connections_max = 10'000;
  std::size_t query_threads = 2;
  std::size_t queries_waiting_max = 128;
  std::size_t streams_max = 4;
  std::size_t feeds_max = 512;
  Deadlines deadlines = {};
  // When asked to stop: how long it still accepts, though it says that it is not ready; and
  // how long what is in flight may take after that.
  std::chrono::milliseconds drain_delay = {};
  std::chrono::milliseconds drain_max = std::chrono::seconds(25);
  bool is_https = false;  // Promise so to browsers; the proxy in front speaks it.
  RequestLog request_log = RequestLog::Problems;
};

// What the server works with, and outlives it.
struct ServerSurroundings {
  Application& application;
  Readiness& readiness;
  ServerFigures& figures;
  Log& log;
};

class Server {
 public:
  // Listens from here on; requests wait until run(). Conflict when the port is taken.
  static Result<std::unique_ptr<Server>> open(const ServerOptions& options,
                                              const ServerSurroundings& surroundings);
  ~Server();

  std::uint16_t port() const;

  // Serves on this thread until a stop is requested, and then until everything that was asked
  // is answered.
  void run(const std::stop_token& stop);

 private:
  class Loop;
  explicit Server(std::unique_ptr<Loop> loop);

  std::unique_ptr<Loop> loop_;
};

}  // namespace shiplog::api
