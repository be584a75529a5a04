#include "api/beast/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "api/beast/request_reader.h"
#include "api/beast/server.h"
#include "api/http/application.h"
#include "api/http/framing.h"
#include "api/http/request.h"
#include "api/http/response.h"
#include "api/http/response_head.h"
#include "api/server_figures.h"
#include "base/log.h"

namespace shiplog::api {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Progress = RequestReader::Progress;

Moment now() { return std::chrono::steady_clock::now(); }

}  // namespace

Connection::Connection(Shared& shared, asio::ip::tcp::socket socket)
    : shared_(shared), socket_(std::move(socket)) {
  error_code ignored;
  const auto endpoint = socket_.remote_endpoint(ignored);
  peer_ = ignored ? "" : endpoint.address().to_string(ignored);
  ignored = socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  ++shared_.around.figures.connections_open;
}

Connection::~Connection() { --shared_.around.figures.connections_open; }

void Connection::start() {
  place_ = shared_.slow.insert(shared_.slow.end(), shared_from_this());
  is_open_ = true;
  enter(Phase::ReadingHead, shared_.options.deadlines.head);
  read();
}

// At least the usual time, and more for a body that takes longer at the slowest speed.
Connection::Milliseconds Connection::transfer_time(std::size_t bytes) const {
  constexpr std::size_t kMilliseconds = 1000;
  const Deadlines& deadlines = shared_.options.deadlines;
  return std::max(deadlines.transfer,
                  Milliseconds(bytes * kMilliseconds / deadlines.transfer_bytes_per_second));
}

Connections& Connection::list_of(Phase phase) const {
  switch (phase) {
    case Phase::Idle:
      return shared_.idle;
    case Phase::ReadingHead:
    case Phase::ReadingBody:
    case Phase::Writing:
    case Phase::Lingering:
      return shared_.slow;
    case Phase::Working:
    case Phase::Feeding:
      return shared_.working;
  }
  return shared_.working;
}

void Connection::enter(Phase phase, Milliseconds limit) {
  Connections& to = list_of(phase);
  to.splice(to.end(), list_of(phase_), place_);
  phase_ = phase;
  deadline_ = limit == Milliseconds::zero() ? Moment::max() : now() + limit;
}

void Connection::close() {
  if (!is_open_) {
    return;
  }
  is_open_ = false;
  const std::shared_ptr<Connection> alive = shared_from_this();
  list_of(phase_).erase(place_);
  if (hub_ != nullptr) {
    hub_->unsubscribe(subscription_);
    --shared_.feeds;
    shared_.around.figures.feeds_open = shared_.feeds;
  }
  leave_stream();
  error_code ignored;
  ignored = socket_.close(ignored);
}

void Connection::look_at(Moment moment) {
  if (phase_ == Phase::Feeding && waiting_.empty() &&
      moment - fed_at_ >= shared_.options.deadlines.heartbeat) {
    deliver(bytes_of(":\n\n"));
  }
  if (moment < deadline_) {
    return;
  }
  if (phase_ != Phase::Idle && phase_ != Phase::Lingering) {
    ++shared_.around.figures.connections_timed_out;
  }
  close();
}

void Connection::stop_waiting() {
  error_code error;
  const bool has_begun = reader_.has_bytes() || socket_.available(error) > 0;
  const bool is_waiting = phase_ == Phase::Idle || phase_ == Phase::ReadingHead;
  if (phase_ == Phase::Feeding || (is_waiting && !has_begun)) {
    close();
  }
}

void Connection::read() {
  const std::span<char> room = reader_.room();
  socket_.async_read_some(asio::buffer(room.data(), room.size()),
                          [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                            if (error) {
                              self->close();
                            } else if (self->is_open_) {
                              self->on_read(bytes);
                            }
                          });
}

void Connection::on_read(std::size_t bytes) {
  if (phase_ == Phase::Lingering || phase_ == Phase::Feeding) {
    read();  // Into the same room, since nothing is kept.
    return;
  }
  reader_.received(bytes);
  if (phase_ == Phase::Idle) {
    enter(Phase::ReadingHead, shared_.options.deadlines.head);
  }
  advance();
}

void Connection::advance() {
  if (phase_ == Phase::ReadingBody) {
    on_body();
    return;
  }
  switch (reader_.read_head()) {
    case Progress::Waiting:
      read();
      return;
    case Progress::Ready:
      on_head();
      return;
    case Progress::Refused:
      ++shared_.around.figures.refused_framing;
      asked_at_ = now();
      id_ = shared_.id_prefix + std::to_string(++shared_.last_id);
      method_.clear();
      path_.clear();
      refuse(reader_.refusal().status, reader_.refusal().why);
      return;
  }
}

// Whatever is left of this request on the way is not read: so the connection ends with it.
void Connection::refuse(int status, std::string_view why) {
  is_head_ = false;
  is_http_1_0_ = false;
  is_keep_alive_ = false;
  respond(problem(status, why, path_, id_));
}

void Connection::on_head() {
  asked_at_ = now();
  Request& request = reader_.request();
  id_ = shared_.id_prefix + std::to_string(++shared_.last_id);
  request.id = id_;
  request.peer = peer_;
  method_ = reader_.is_head() ? "HEAD" : name_of(request.method);
  path_ = request.path;
  is_head_ = reader_.is_head();
  is_http_1_0_ = reader_.is_http_1_0();
  is_keep_alive_ = reader_.is_keep_alive() && !shared_.is_draining;
  Decision decision = shared_.around.application.decide(request);
  if (Response* response = std::get_if<Response>(&decision)) {
    is_keep_alive_ = is_keep_alive_ && !reader_.has_body();
    respond(std::move(*response));
    return;
  }
  on_work(std::move(std::get<Work>(decision)));
}

void Connection::on_work(Work work) {
  work_ = std::move(work);
  if (!reader_.has_body()) {
    submit();
    return;
  }
  if (reader_.body_bytes() > work_.body_bytes_max) {
    refuse(413, "The body is longer than this route takes");
    return;
  }
  enter(Phase::ReadingBody, transfer_time(work_.body_bytes_max));
  if (reader_.expects_continue() && !reader_.has_bytes()) {
    send_continue();
    return;
  }
  on_body();
}

void Connection::send_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kContinue.data(), kContinue.size()),
                    [self = shared_from_this()](const error_code& error, std::size_t /*bytes*/) {
                      if (error) {
                        self->close();
                      } else if (self->is_open_) {
                        self->read();
                      }
                    });
}

void Connection::on_body() {
  switch (reader_.read_body(work_.body_bytes_max)) {
    case Progress::Waiting:
      read();
      return;
    case Progress::Ready:
      submit();
      return;
    case Progress::Refused:
      refuse(reader_.refusal().status, reader_.refusal().why);
      return;
  }
}

// Answers come back from the pool to the I/O thread.
void Connection::submit() {
  enter(Phase::Working, Milliseconds::zero());
  const Respond respond = [self = shared_from_this()](Response response) {
    asio::post(self->shared_.io, [self, response = std::move(response)]() mutable {
      if (self->is_open_) {
        self->respond(std::move(response));
      }
    });
  };
  const bool has_room = shared_.queries.try_submit(
      [run = std::move(work_.run), request = std::move(reader_.request()), respond]() mutable {
        run(std::move(request), respond);
      });
  if (!has_room) {
    respond_busy();
  }
}

}  // namespace shiplog::api
