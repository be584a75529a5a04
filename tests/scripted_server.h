// ScriptedServer: a TCP server on 127.0.0.1 for tests, that says byte for byte what it is
// told, at the pace that it is told, and may hang up whenever it likes.

#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace shiplog {

// One accepted connection, after a request has been read from it.
class ScriptedConnection {
 public:
  ScriptedConnection(int socket, std::stop_token stop) : socket_(socket), stop_(std::move(stop)) {}

  // Sends all of it, unless the client has gone.
  void say(std::string_view bytes) const;
  // Ends the connection by a reset instead of in an orderly way.
  void reset() const;
  // Says nothing until the client has gone or the server ends.
  void stall() const;
  // A byte at a time, until the client has gone.
  void trickle(std::string_view bytes, int pause_ms) const;

 private:
  bool is_over() const;

  int socket_;
  std::stop_token stop_;
};

class ScriptedServer {
 public:
  // Called for each request with all of it, from a thread of the connection's own. A
  // connection is kept open for another request while the script returns true.
  using Script =
      std::function<bool(const ScriptedConnection& connection, const std::string& request)>;

  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // All requests so far, and over how many connections they came.
  std::vector<std::string> requests() const;
  int connections() const { return connections_; }

 private:
  void accept_all(const std::stop_token& stop);
  void serve(int socket, const std::stop_token& stop);

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_ = {};
  std::vector<std::jthread> threads_ = {};
  std::jthread acceptor_ = {};
};

}  // namespace shiplog
