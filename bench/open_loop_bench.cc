// Asks a server at a fixed rate, whatever it answers: when each request is due is decided
// beforehand (a Poisson process), and its time counts from then, so that a server that stalls
// is not spared the requests that it kept from being sent.
//
//   open_loop_bench PORT TARGET RATE SECONDS

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "bench/measured.h"

namespace {

using Time = std::chrono::steady_clock::time_point;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kConnections = 64;
// What counts for a request that was not answered well.
constexpr double kFailedMs = 10'000;

Time now() { return std::chrono::steady_clock::now(); }

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    std::perror("connect");
    std::exit(1);
  }
  const int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return socket;
}

struct Connection {
  int socket = -1;
  Time due = {};
  std::string received = {};
  bool is_busy = false;

  // Whether the whole answer is there.
  bool is_answered() const {
    const std::size_t end = received.find("\r\n\r\n");
    const std::size_t field = received.find("Content-Length: ");
    if (end == std::string::npos || field == std::string::npos) {
      return false;
    }
    const std::size_t length = std::strtoull(received.c_str() + field + 16, nullptr, 10);
    return received.size() >= end + 4 + length;
  }
  bool is_well() const { return received.starts_with("HTTP/1.1 200"); }
};

class Load {
 public:
  Load(std::uint16_t port, std::string_view target)
      : port_(port),
        request_("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n") {
    for (Connection& connection : connections_) {
      connection.socket = connect_to(port);
    }
  }

  void run(double rate, double seconds) {
    std::mt19937_64 random(7);
    std::exponential_distribution<double> pause(rate);
    const Time begin = now();
    const Time end = begin + std::chrono::duration_cast<Time::duration>(Seconds(seconds));
    for (Time due = begin; due < end;
         due += std::chrono::duration_cast<Time::duration>(Seconds(pause(random)))) {
      waiting_.push_back(due);
    }
    const Time given_up = end + std::chrono::seconds(10);
    while ((!waiting_.empty() || busy_ > 0) && now() < given_up) {
      send_what_is_due();
      receive();
    }
    for (std::size_t lost = waiting_.size() + busy_; lost > 0; --lost) {
      fail();
    }
  }

  void report() {
    std::ranges::sort(times_ms_);
    const auto quantile = [this](double share) {
      return times_ms_[static_cast<std::size_t>(static_cast<double>(times_ms_.size() - 1) * share)];
    };
    std::printf("%zu requests, %zu failed; p50 %.2f, p90 %.2f, p99 %.2f, max %.2f ms\n",
                times_ms_.size(), failed_, quantile(0.5), quantile(0.9), quantile(0.99),
                times_ms_.back());
    shiplog::measured("serve.p99", quantile(0.99));
    shiplog::measured("serve.failed", static_cast<double>(failed_));
  }

 private:
  void fail() {
    ++failed_;
    times_ms_.push_back(kFailedMs);
  }

  void send_what_is_due() {
    for (Connection& connection : connections_) {
      if (waiting_.empty() || waiting_.front() > now()) {
        return;
      }
      if (!connection.is_busy) {
        connection.due = waiting_.front();
        waiting_.pop_front();
        connection.received.clear();
        connection.is_busy = true;
        ++busy_;
        static_cast<void>(!::write(connection.socket, request_.data(), request_.size()));
      }
    }
  }

  void receive() {
    std::vector<pollfd> polled;
    for (const Connection& connection : connections_) {
      polled.push_back({.fd = connection.socket, .events = POLLIN, .revents = 0});
    }
    ::poll(polled.data(), polled.size(), busy_ == 0 ? 0 : 1);
    for (std::size_t at = 0; at < polled.size(); ++at) {
      if (polled[at].revents != 0) {
        receive(connections_.at(at));
      }
    }
  }

  // A server may close a connection on which nothing is asked.
  void renew(Connection& connection) {
    ::close(connection.socket);
    connection.socket = connect_to(port_);
    if (connection.is_busy) {
      connection.is_busy = false;
      --busy_;
      fail();
    }
  }

  void receive(Connection& connection) {
    std::array<char, 65536> bytes = {};
    const ssize_t size = ::read(connection.socket, bytes.data(), bytes.size());
    if (size <= 0) {
      renew(connection);
      return;
    }
    connection.received.append(bytes.data(), static_cast<std::size_t>(size));
    if (!connection.is_answered()) {
      return;
    }
    connection.is_busy = false;
    --busy_;
    if (!connection.is_well()) {
      fail();
      return;
    }
    constexpr double kMilliseconds = 1000;
    times_ms_.push_back(Seconds(now() - connection.due).count() * kMilliseconds);
  }

  std::uint16_t port_;
  std::string request_;
  std::array<Connection, kConnections> connections_ = {};
  std::deque<Time> waiting_ = {};  // When each request that is not sent yet is due.
  std::size_t busy_ = 0;
  std::vector<double> times_ms_ = {};
  std::size_t failed_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: open_loop_bench PORT TARGET RATE SECONDS\n");
    return 2;
  }
  Load load(static_cast<std::uint16_t>(std::atoi(argv[1])), argv[2]);
  load.run(std::atof(argv[3]), std::atof(argv[4]));
  load.report();
  return 0;
}
