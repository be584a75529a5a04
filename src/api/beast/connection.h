// Connection: one client's TCP connection, from its first byte to its last, and what all
// connections share. Everything here happens on the one I/O thread, unless it says otherwise.

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "api/beast/request_reader.h"
#include "api/beast/server.h"
#include "api/http/application.h"
#include "api/http/event_hub.h"
#include "api/http/response.h"
#include "api/http/response_head.h"
#include "api/query_pool.h"

namespace shiplog::api {

class Connection;
using Moment = std::chrono::steady_clock::time_point;
using Connections = std::list<std::shared_ptr<Connection>>;

// What all connections of a server share.
struct Shared {
  const ServerOptions& options;
  ServerSurroundings around;
  boost::asio::io_context& io;
  QueryPool& queries;
  QueryPool& streams;
  std::string security = {};  // security_header_lines()
  std::string date = {};      // Of this second.
  std::string id_prefix = {};
  std::uint64_t last_id = 0;
  std::size_t feeds = 0;
  bool is_draining = false;

  // Each connection is in one of these, those that came first in front: waiting for a
  // request, sending one slowly or reading its answer slowly, and those that wait for us.
  Connections idle = {};
  Connections slow = {};
  Connections working = {};

  std::size_t connections() const { return idle.size() + slow.size() + working.size(); }
};

class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, boost::asio::ip::tcp::socket socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Adds itself to the shared lists, and takes itself out when it closes.
  void start();

  // Closes what is past its deadline, and keeps feeds alive.
  void look_at(Moment now);
  void close();
  // No further request of this client is awaited.
  void stop_waiting();

 private:
  enum class Phase : std::uint8_t {
    Idle,
    ReadingHead,
    ReadingBody,
    Working,
    Writing,
    Feeding,
    Lingering
  };
  class StreamPipe;
  using Milliseconds = std::chrono::milliseconds;

  void enter(Phase phase, Milliseconds limit);
  Milliseconds transfer_time(std::size_t bytes) const;
  Connections& list_of(Phase phase) const;
  void read();
  void on_read(std::size_t bytes);
  void advance();
  void on_head();
  void on_work(Work work);
  void send_continue();
  void on_body();
  void submit();
  void refuse(int status, std::string_view why);

  void respond(Response response);
  void respond_busy();
  void respond_with_bytes(Response response);
  void respond_with_stream(Response response);
  void respond_with_feed(Response response);
  HeadContext context() const;
  void write(std::string head, Bytes body, void (Connection::*then)());
  void end_answer();
  void linger();
  void record() const;

  void write_chunk(std::string chunk);
  void on_chunk_written();
  void end_stream(bool is_whole);
  void leave_stream();

  void deliver(const Bytes& text);
  void write_next_of_feed();
  void on_feed_written();
  void watch_for_end();

  Shared& shared_;
  boost::asio::ip::tcp::socket socket_;
  std::string peer_ = {};
  RequestReader reader_ = {};
  Phase phase_ = Phase::Idle;
  Connections::iterator place_ = {};
  bool is_open_ = false;
  Moment deadline_ = {};

  // Of the request in hand.
  Work work_ = {};
  Moment asked_at_ = {};
  std::string method_ = {};
  std::string path_ = {};
  std::string id_ = {};
  int status_ = 0;
  bool is_head_ = false;
  bool is_keep_alive_ = true;
  bool is_http_1_0_ = false;
  std::string head_ = {};  // What is being written, with the body.
  Bytes body_ = {};

  std::shared_ptr<StreamPipe> pipe_ = {};

  // Of a feed.
  std::shared_ptr<EventHub> hub_ = {};
  std::uint64_t subscription_ = 0;
  std::deque<Bytes> waiting_ = {};  // The first one is being written.
  std::size_t waiting_bytes_ = 0;
  Moment fed_at_ = {};
};

}  // namespace shiplog::api
