// The second half of a Connection: its answers, whole, in pieces, and without an end.

#include <fmt/format.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "api/beast/connection.h"
#include "api/beast/server.h"
#include "api/http/event_hub.h"
#include "api/http/response.h"
#include "api/http/response_head.h"
#include "api/server_figures.h"
#include "base/error.h"
#include "base/log.h"
#include "base/result.h"

namespace shiplog::api {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kChunkBytes = std::size_t{32} << 10U;
constexpr std::size_t kFeedBytesMax = std::size_t{256} << 10U;
constexpr std::chrono::seconds kSlowAnswer(1);
constexpr int kServerError = 500;
constexpr int kStatusClass = 100;

bool has_no_body(int status) { return status == 204 || status == 304; }

// The last catch of a stream's thread: what libraries throw is an error.
Result<Unit> run_stream(const Stream& stream, const WriteChunk& write) {
  try {
    return stream(write);
  } catch (const std::exception& exception) {
    return Error{ErrorCode::Internal, exception.what()};
  }
}

std::string chunk_head(std::size_t bytes) { return fmt::format("{:x}\r\n", bytes); }

}  // namespace

// Between the thread that makes a stream and the I/O thread that writes it: one chunk is on
// its way at a time, so that neither holds more.
class Connection::StreamPipe {
 public:
  // Waits until the chunk before is written. False once the connection is closed.
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !is_full_ || is_closed_; });
    is_full_ = true;
    return !is_closed_;
  }
  void make_room() { set(is_full_, false); }
  void close() { set(is_closed_, true); }

 private:
  void set(bool& flag, bool value) {
    const std::lock_guard lock(mutex_);
    flag = value;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_full_ = false;
  bool is_closed_ = false;
};

void Connection::respond(Response response) {
  status_ = response.status;
  is_keep_alive_ = is_keep_alive_ && !shared_.is_draining;
  if (std::holds_alternative<Bytes>(response.body) || is_head_) {
    respond_with_bytes(std::move(response));
  } else if (std::holds_alternative<Stream>(response.body)) {
    respond_with_stream(std::move(response));
  } else {
    respond_with_feed(std::move(response));
  }
}

void Connection::respond_busy() {
  ++shared_.around.figures.refused_busy;
  Response busy = problem(503, "Too much is asked at once; try again in a moment", path_, id_);
  busy.headers.set("retry-after", "1");
  respond(std::move(busy));
}

HeadContext Connection::context() const {
  return {.security = shared_.security,
          .date = shared_.date,
          .request_id = id_,
          .is_keep_alive = is_keep_alive_,
          .is_http_1_0 = is_http_1_0_};
}

void Connection::respond_with_bytes(Response response) {
  const Bytes* bytes = std::get_if<Bytes>(&response.body);
  Bytes body = bytes == nullptr ? nullptr : *bytes;
  HeadContext context = this->context();
  if (bytes != nullptr && !has_no_body(response.status)) {
    context.length = body == nullptr ? 0 : body->size();
  }
  std::string head = head_text(response, context);
  const bool is_sent = !is_head_ && !has_no_body(response.status);
  write(std::move(head), is_sent ? std::move(body) : nullptr, &Connection::end_answer);
}

void Connection::write(std::string head, Bytes body, void (Connection::*then)()) {
  head_ = std::move(head);
  body_ = std::move(body);
  const std::string_view rest = body_ == nullptr ? std::string_view() : std::string_view(*body_);
  enter(phase_ == Phase::Feeding ? phase_ : Phase::Writing,
        transfer_time(head_.size() + rest.size()));
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_),
                                                     asio::buffer(rest.data(), rest.size())};
  asio::async_write(socket_, buffers,
                    [self = shared_from_this(), then](const error_code& error, std::size_t bytes) {
                      self->shared_.around.figures.bytes_sent += bytes;
                      if (error) {
                        self->close();
                      } else if (self->is_open_) {
                        ((*self).*then)();
                      }
                    });
}

void Connection::end_answer() {
  record();
  body_ = nullptr;
  work_ = {};
  // As the answer said, even if we are to stop by now: the next one will say so.
  if (!is_keep_alive_) {
    linger();
    return;
  }
  reader_.next();
  if (reader_.has_bytes()) {
    enter(Phase::ReadingHead, shared_.options.deadlines.head);
    advance();
    return;
  }
  enter(Phase::Idle, shared_.options.deadlines.idle);
  read();
}

// A socket that is closed with bytes unread resets the connection, which may take the answer
// away from the client: so it is closed for writing first, and what comes is thrown away.
void Connection::linger() {
  error_code ignored;
  ignored = socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  enter(Phase::Lingering, shared_.options.deadlines.linger);
  reader_.forget_everything();
  read();
}

void Connection::record() const {
  const auto took = std::chrono::steady_clock::now() - asked_at_;
  const auto microseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  ServerFigures& figures = shared_.around.figures;
  ++figures.answers.at(static_cast<std::size_t>(status_ / kStatusClass));
  figures.answer_microseconds += microseconds;
  std::size_t bucket = 0;
  while (bucket < ServerFigures::kBucketEnds.size() &&
         microseconds > ServerFigures::kBucketEnds.at(bucket)) {
    ++bucket;
  }
  ++figures.answer_times.at(bucket);
  const bool is_problem = status_ >= kServerError || took > kSlowAnswer;
  const RequestLog wanted = shared_.options.request_log;
  if (wanted == RequestLog::All || (wanted == RequestLog::Problems && is_problem)) {
    shared_.around.log.write(is_problem ? LogLevel::Warning : LogLevel::Info, "request",
                             {{"request_id", id_},
                              {"method", method_},
                              {"path", path_},
                              {"status", status_},
                              {"microseconds", static_cast<std::int64_t>(microseconds)},
                              {"peer", peer_}});
  }
}

// ---- A body in pieces.

void Connection::respond_with_stream(Response response) {
  is_keep_alive_ = is_keep_alive_ && !is_http_1_0_;
  HeadContext context = this->context();
  context.is_chunked = !is_http_1_0_;
  pipe_ = std::make_shared<StreamPipe>();
  const bool has_room = shared_.streams.try_submit(
      [self = shared_from_this(), pipe = pipe_, stream = std::get<Stream>(std::move(response.body)),
       id = id_, &io = shared_.io, &log = shared_.around.log] {
        std::string chunk;
        const auto send = [&] {
          const bool is_open = pipe->wait_for_room();
          asio::post(io, [self, text = std::move(chunk)]() mutable {
            self->write_chunk(std::move(text));
          });
          chunk.clear();
          return is_open;
        };
        const Result<Unit> result = run_stream(stream, [&](std::string_view text) {
          chunk += text;
          return chunk.size() < kChunkBytes || send();
        });
        if (!result && result.error().code != ErrorCode::Cancelled) {
          log.write(LogLevel::Error, "failure",
                    {{"request_id", id}, {"cause", result.error().message}});
        }
        const bool is_whole = result.has_value() && (chunk.empty() || send());
        pipe->wait_for_room();
        asio::post(io, [self, is_whole] { self->end_stream(is_whole); });
      });
  if (!has_room) {
    pipe_ = nullptr;
    respond_busy();
    return;
  }
  // Until the head is written, the pipe is full.
  write(head_text(response, context), nullptr, &Connection::on_chunk_written);
}

void Connection::write_chunk(std::string chunk) {
  if (!is_open_) {
    return;
  }
  std::string head = is_http_1_0_ ? std::string() : chunk_head(chunk.size());
  chunk += is_http_1_0_ ? "" : "\r\n";
  write(std::move(head), bytes_of(std::move(chunk)), &Connection::on_chunk_written);
}

void Connection::on_chunk_written() {
  enter(Phase::Working, Milliseconds::zero());
  pipe_->make_room();
}

// A stream that failed ends without its last chunk, which tells the client that it is cut.
void Connection::end_stream(bool is_whole) {
  if (!is_open_) {
    return;
  }
  pipe_ = nullptr;
  if (!is_whole) {
    status_ = kServerError;
    record();
    close();
  } else if (is_http_1_0_) {
    end_answer();
  } else {
    write("0\r\n\r\n", nullptr, &Connection::end_answer);
  }
}

void Connection::leave_stream() {
  if (pipe_ != nullptr) {
    pipe_->close();
  }
}

// ---- A body without an end.

void Connection::respond_with_feed(Response response) {
  if (shared_.feeds >= shared_.options.feeds_max || shared_.is_draining) {
    respond_busy();
    return;
  }
  ++shared_.feeds;
  shared_.around.figures.feeds_open = shared_.feeds;
  const EventFeed feed = std::get<EventFeed>(std::move(response.body));
  hub_ = feed.hub;
  // From the hub's thread to ours.
  subscription_ = hub_->subscribe([weak = weak_from_this(), &io = shared_.io](const Bytes& text) {
    asio::post(io, [weak, text] {
      if (const std::shared_ptr<Connection> self = weak.lock()) {
        self->deliver(text);
      }
    });
  });
  response.headers.set("content-type", "text/event-stream; charset=utf-8");
  response.headers.set("cache-control", "no-store");
  is_keep_alive_ = false;
  enter(Phase::Feeding, Milliseconds::zero());
  record();
  waiting_.push_back(bytes_of(head_text(response, context()) + "retry: 2000\n\n" + feed.opening()));
  write_next_of_feed();
  watch_for_end();
}

void Connection::deliver(const Bytes& text) {
  if (!is_open_) {
    return;
  }
  if (waiting_bytes_ + text->size() > kFeedBytesMax) {
    ++shared_.around.figures.feeds_dropped;
    close();
    return;
  }
  waiting_.push_back(text);
  waiting_bytes_ += text->size();
  if (waiting_.size() == 1) {
    write_next_of_feed();
  }
}

void Connection::write_next_of_feed() {
  fed_at_ = std::chrono::steady_clock::now();
  write({}, waiting_.front(), &Connection::on_feed_written);
}

void Connection::on_feed_written() {
  const std::size_t written = waiting_.front()->size();
  waiting_bytes_ -= std::min(waiting_bytes_, written);
  waiting_.pop_front();
  if (waiting_.empty()) {
    enter(Phase::Feeding, Milliseconds::zero());
  } else {
    write_next_of_feed();
  }
}

// Nothing more is asked on this connection: what comes is its end.
void Connection::watch_for_end() {
  reader_.forget_everything();
  read();
}

}  // namespace shiplog::api
