#include "tests/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"

namespace shiplog {
namespace {

constexpr int kLookMs = 20;

// Whether a request is whole: its head, and as much body as that announces.
bool is_whole(const std::string& request) {
  const std::size_t head_end = request.find("\r\n\r\n");
  if (head_end == std::string::npos) {
    return false;
  }
  constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t length_at = request.find(kLength);
  const std::size_t body_bytes =
      length_at == std::string::npos || length_at > head_end
          ? 0
          : std::strtoul(request.c_str() + length_at + kLength.size(), nullptr, 10);
  return request.size() >= head_end + 4 + body_bytes;
}

// Nothing when the client has gone or the server ends.
std::optional<std::string> read_request(int socket, const std::stop_token& stop) {
  std::string request;
  while (!is_whole(request)) {
    pollfd waiting = {.fd = socket, .events = POLLIN, .revents = 0};
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    if (poll(&waiting, 1, kLookMs) <= 0) {
      continue;
    }
    std::array<char, 65536> bytes;
    const ssize_t got = recv(socket, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
      return std::nullopt;
    }
    request.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return request;
}

}  // namespace

bool ScriptedConnection::is_over() const {
  pollfd waiting = {.fd = socket_, .events = POLLIN | POLLRDHUP, .revents = 0};
  return stop_.stop_requested() ||
         (poll(&waiting, 1, 0) > 0 && (waiting.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0);
}

void ScriptedConnection::say(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void ScriptedConnection::reset() const {
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

void ScriptedConnection::stall() const {
  while (!is_over()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(kLookMs));
  }
}

void ScriptedConnection::trickle(std::string_view bytes, int pause_ms) const {
  for (; !bytes.empty() && !is_over(); bytes.remove_prefix(1)) {
    say(bytes.substr(0, 1));
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
  }
}

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  CHECK(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(listen(listener_, SOMAXCONN) == 0);
  CHECK(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
}

ScriptedServer::~ScriptedServer() {
  acceptor_.request_stop();
  acceptor_.join();
  threads_.clear();
  close(listener_);
}

std::vector<std::string> ScriptedServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void ScriptedServer::accept_all(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting = {.fd = listener_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, kLookMs) <= 0) {
      continue;
    }
    const int accepted = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (accepted >= 0) {
      ++connections_;
      threads_.emplace_back(
          [this, accepted](const std::stop_token& ending) { serve(accepted, ending); });
    }
  }
}

void ScriptedServer::serve(int socket, const std::stop_token& stop) {
  const ScriptedConnection connection(socket, stop);
  while (const std::optional<std::string> request = read_request(socket, stop)) {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
    }
    if (!script_(connection, *request)) {
      break;
    }
  }
  close(socket);
}

}  // namespace shiplog
