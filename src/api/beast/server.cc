#include "api/beast/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "api/beast/connection.h"
#include "api/http/response_head.h"
#include "api/http/security_headers.h"
#include "api/query_pool.h"
#include "api/readiness.h"
#include "api/server_figures.h"
#include "base/error.h"
#include "base/log.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

constexpr milliseconds kTick(100);
// After this long without room for another descriptor, there may be some.
constexpr milliseconds kPauseWhenFull(50);
// How long a client that keeps its connection may still ask on it, once we stop.
constexpr milliseconds kLastCall(250);
// Descriptors for the store, for files, for git.
constexpr std::size_t kDescriptorsReserved = 128;

// As many files as we may ever open; then how many connections that leaves room for.
std::size_t connections_that_fit(std::size_t wanted) {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return wanted;
  }
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
  const auto files = static_cast<std::size_t>(limit.rlim_cur);
  return std::min(wanted, files - std::min(files / 2, kDescriptorsReserved));
}

std::string random_prefix() {
  constexpr std::size_t kDigits = 8;
  static constexpr std::array kAlphabet = {'0', '1', '2', '3', '4', '5', '6', '7',
                                           '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  std::random_device device;
  std::string prefix;
  for (std::size_t digit = 0; digit < kDigits; ++digit) {
    prefix += kAlphabet.at(device() % kAlphabet.size());
  }
  return prefix + "-";
}

bool is_want_of_descriptors(const error_code& error) {
  return error == asio::error::no_descriptors ||
         error == boost::system::errc::too_many_files_open ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == asio::error::no_memory || error == asio::error::no_buffer_space;
}

}  // namespace

class Server::Loop {
 public:
  Loop(const ServerOptions& options, const ServerSurroundings& surroundings)
      : options_(options),
        connections_max_(connections_that_fit(options.connections_max)),
        shared_{.options = options_,
                .around = surroundings,
                .io = io_,
                .queries = queries_,
                .streams = streams_,
                .security = security_header_lines(options.is_https),
                .id_prefix = random_prefix()},
        queries_(options.query_threads, options.queries_waiting_max),
        streams_(options.streams_max, options.streams_max) {}
  ~Loop() { close_everything(); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  Result<Unit> listen();
  std::uint16_t port() const { return port_; }
  void run(const std::stop_token& stop);

 private:
  void accept();
  void take(tcp::socket socket);
  bool make_room();
  void tick();
  void begin_drain();
  void stop_accepting();
  void last_call();
  void close_everything();
  void look_at(Connections& connections, Moment now);
  bool is_empty() const { return shared_.connections() == 0; }

  // Of the phases of stopping; unreachable until then.
  Moment stops_accepting_at_ = Moment::max();
  Moment last_call_at_ = Moment::max();
  Moment ends_at_ = Moment::max();

  const ServerOptions options_;
  const std::size_t connections_max_;
  std::uint16_t port_ = 0;
  // The jobs of the pools hold connections, as do the handlers of the I/O context, and each of
  // them refers to what is shared: so they go in this order, from the last.
  Shared shared_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_{io_};
  asio::steady_timer tick_{io_};
  asio::steady_timer pause_{io_};
  QueryPool queries_;
  QueryPool streams_;
};

Result<Unit> Server::Loop::listen() {
  error_code error;
  const auto address = asio::ip::make_address(options_.address, error);
  if (error) {
    return Error{ErrorCode::InvalidInput, "'" + options_.address + "' is no address to listen at"};
  }
  const tcp::endpoint endpoint(address, options_.port);
  error = acceptor_.open(endpoint.protocol(), error);
  if (!error) {
    error = acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    error = acceptor_.bind(endpoint, error);
  }
  if (!error) {
    error = acceptor_.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    return Error{ErrorCode::Conflict, "cannot listen at " + options_.address + ":" +
                                          std::to_string(options_.port) + ": " + error.message() +
                                          "; choose another with --listen"};
  }
  port_ = acceptor_.local_endpoint(error).port();
  return Unit{};
}

void Server::Loop::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { asio::post(io_, [this] { begin_drain(); }); });
  tick();
  accept();
  shared_.around.readiness.set_ready(!stop.stop_requested());
  io_.run();
}

void Server::Loop::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (!acceptor_.is_open()) {
      return;
    }
    if (is_want_of_descriptors(error)) {
      make_room();
      pause_.expires_after(kPauseWhenFull);
      pause_.async_wait([this](const error_code& cancelled) {
        if (!cancelled) {
          accept();
        }
      });
      return;
    }
    if (!error) {
      take(std::move(socket));
    }
    accept();
  });
}

void Server::Loop::take(tcp::socket socket) {
  ++shared_.around.figures.connections_accepted;
  if (shared_.connections() >= connections_max_ && !make_room()) {
    return;  // The socket closes: everybody here is waiting for us.
  }
  std::make_shared<Connection>(shared_, std::move(socket))->start();
}

// Whoever has taken longest goes: those who have asked us something stay.
bool Server::Loop::make_room() {
  for (Connections* connections : {&shared_.slow, &shared_.idle}) {
    if (!connections->empty()) {
      connections->front()->close();
      ++shared_.around.figures.connections_evicted;
      return true;
    }
  }
  return false;
}

void Server::Loop::look_at(Connections& connections, Moment now) {
  for (auto each = connections.begin(); each != connections.end();) {
    // Looking may close it, and so take it out.
    const std::shared_ptr<Connection> connection = *each++;
    connection->look_at(now);
  }
}

void Server::Loop::close_everything() {
  for (Connections* connections : {&shared_.idle, &shared_.slow, &shared_.working}) {
    while (!connections->empty()) {
      connections->front()->close();
    }
  }
}

void Server::Loop::tick() {
  const Moment now = std::chrono::steady_clock::now();
  shared_.date = http_date_text(std::chrono::duration_cast<std::chrono::seconds>(
                                    std::chrono::system_clock::now().time_since_epoch())
                                    .count());
  for (Connections* connections : {&shared_.idle, &shared_.slow, &shared_.working}) {
    look_at(*connections, now);
  }
  shared_.around.figures.queries_waiting_now = queries_.waiting();
  if (now >= stops_accepting_at_) {
    stop_accepting();
  }
  if (now >= last_call_at_) {
    last_call();
  }
  if (now >= ends_at_) {
    close_everything();
  }
  if (!acceptor_.is_open() && is_empty()) {
    io_.stop();
    return;
  }
  tick_.expires_after(kTick);
  tick_.async_wait([this](const error_code& cancelled) {
    if (!cancelled) {
      tick();
    }
  });
}

void Server::Loop::begin_drain() {
  shared_.around.readiness.set_ready(false);
  shared_.around.log.write(LogLevel::Info, "stopping",
                           {{"connections", static_cast<std::int64_t>(shared_.connections())}});
  stops_accepting_at_ = std::chrono::steady_clock::now() + options_.drain_delay;
  if (options_.drain_delay == milliseconds::zero()) {
    stop_accepting();
  }
}

// Those that the kernel has let in already are ours to answer.
void Server::Loop::stop_accepting() {
  stops_accepting_at_ = Moment::max();
  shared_.is_draining = true;
  error_code error;
  error = acceptor_.non_blocking(true, error);
  while (!error) {
    tcp::socket socket(io_);
    error = acceptor_.accept(socket, error);
    if (!error) {
      take(std::move(socket));
    }
  }
  error = acceptor_.close(error);
  pause_.cancel();
  last_call_at_ = std::chrono::steady_clock::now() + kLastCall;
  ends_at_ = std::chrono::steady_clock::now() + options_.drain_max;
}

void Server::Loop::last_call() {
  last_call_at_ = Moment::max();
  for (Connections* connections : {&shared_.idle, &shared_.slow, &shared_.working}) {
    for (auto each = connections->begin(); each != connections->end();) {
      const std::shared_ptr<Connection> connection = *each++;
      connection->stop_waiting();
    }
  }
}

Server::Server(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options,
                                             const ServerSurroundings& surroundings) {
  try {
    auto loop = std::make_unique<Loop>(options, surroundings);
    TRY(loop->listen());
    return std::unique_ptr<Server>(new Server(std::move(loop)));
  } catch (const boost::system::system_error& error) {
    return Error{ErrorCode::Unavailable, std::string("cannot start the server: ") + error.what()};
  }
}

std::uint16_t Server::port() const { return loop_->port(); }

void Server::run(const std::stop_token& stop) { loop_->run(stop); }

}  // namespace shiplog::api
