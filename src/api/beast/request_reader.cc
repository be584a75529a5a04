#include "api/beast/request_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/none.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "api/http/framing.h"
#include "api/http/headers.h"
#include "api/http/request.h"
#include "base/ascii.h"

namespace shiplog::api {
namespace {

namespace http = boost::beast::http;
using Parser = http::request_parser<http::string_body>;

// Most heads fit the first; a buffer of the second holds the longest head.
constexpr std::size_t kFirstBytes = 2048;
constexpr std::size_t kBufferBytesMax = 2 * kHeadBytesMax;
constexpr std::string_view kEndOfHead = "\r\n\r\n";

bool is_letter(char character) {
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
}

bool has_bare_newline(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') {
      return true;
    }
  }
  return false;
}

Refusal refusal_of(const boost::beast::error_code& error) {
  if (error == http::error::bad_version) {
    return {.status = 505, .why = "The protocol here is HTTP/1.1"};
  }
  if (error == http::error::header_limit) {
    return {.status = 431, .why = "The header is too long"};
  }
  if (error == http::error::body_limit) {
    return {.status = 413, .why = "The body is longer than this route takes"};
  }
  return {.why = "This is no well-formed HTTP request"};
}

}  // namespace

struct RequestReader::State {
  std::string buffer = {};
  std::size_t used = 0;  // Bytes of the buffer that hold something.
  std::optional<Parser> parser = {};
  Request request = {};
  Refusal refusal = {};
  bool is_head = false;

  std::string_view text() const { return {buffer.data(), used}; }

  void consume(std::size_t bytes) {
    std::copy(buffer.begin() + static_cast<std::ptrdiff_t>(bytes),
              buffer.begin() + static_cast<std::ptrdiff_t>(used), buffer.begin());
    used -= bytes;
  }

  Progress refuse(Refusal why) {
    refusal = why;
    return Progress::Refused;
  }

  Progress parse_head(std::size_t bytes);
  Progress take_head();
};

RequestReader::Progress RequestReader::State::parse_head(std::size_t bytes) {
  parser.emplace();
  parser->header_limit(kHeadBytesMax);
  parser->body_limit(boost::none);  // Until the route is known.
  boost::beast::error_code error;
  const std::size_t parsed = parser->put(boost::asio::const_buffer(buffer.data(), bytes), error);
  if (error || !parser->is_header_done() || parsed != bytes) {
    return refuse(refusal_of(error));
  }
  const Progress progress = take_head();
  consume(bytes);
  return progress;
}

RequestReader::Progress RequestReader::State::take_head() {
  const auto& message = parser->get();
  request = {};
  for (const auto& field : message) {
    const auto name = field.name_string();
    const auto value = field.value();
    request.headers.add_received(lower_case({name.data(), name.size()}),
                                 {value.data(), value.size()});
  }
  const auto method = message.method_string();
  const auto target = message.target();
  const ParsedHead head = {.version = static_cast<int>(message.version()),
                           .method = {method.data(), method.size()},
                           .target = {target.data(), target.size()},
                           .headers = request.headers};
  if (const std::optional<Refusal> wrong = check_framing(head)) {
    return refuse(*wrong);
  }
  Target split = split_target(head.target);
  request.path = std::move(split.path);
  request.query = std::move(split.query);
  is_head = head.method == "HEAD";
  request.method = is_head ? Method::Get : method_of(head.method);
  return Progress::Ready;
}

RequestReader::RequestReader() : state_(std::make_unique<State>()) {}
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room() {
  State& state = *state_;
  if (state.used == state.buffer.size()) {
    state.buffer.resize(std::clamp(2 * state.used, kFirstBytes, kBufferBytesMax));
  }
  return {state.buffer.data() + state.used, state.buffer.size() - state.used};
}

void RequestReader::received(std::size_t bytes) { state_->used += bytes; }

bool RequestReader::has_bytes() const { return state_->used > 0; }

RequestReader::Progress RequestReader::read_head() {
  State& state = *state_;
  const std::string_view text = state.text();
  const std::size_t end = text.find(kEndOfHead);
  if (!text.empty() && (!is_letter(text.front()) || has_bare_newline(text.substr(0, end)))) {
    return state.refuse({.why = "This is no well-formed HTTP request"});
  }
  if (end == std::string_view::npos ? text.size() >= kHeadBytesMax
                                    : end + kEndOfHead.size() > kHeadBytesMax) {
    return state.refuse({.status = 431, .why = "The header is too long"});
  }
  if (end == std::string_view::npos) {
    return Progress::Waiting;
  }
  const std::size_t bytes = end + kEndOfHead.size();
  if (const std::optional<Refusal> wrong = check_raw_head(text.substr(0, bytes))) {
    return state.refuse(*wrong);
  }
  return state.parse_head(bytes);
}

const Refusal& RequestReader::refusal() const { return state_->refusal; }

Request& RequestReader::request() { return state_->request; }

bool RequestReader::is_head() const { return state_->is_head; }

bool RequestReader::is_keep_alive() const { return state_->parser->keep_alive(); }

bool RequestReader::is_http_1_0() const { return state_->parser->get().version() < 11; }

bool RequestReader::has_body() const { return !state_->parser->is_done(); }

bool RequestReader::expects_continue() const {
  return !is_http_1_0() && state_->request.headers.find("expect").has_value();
}

std::uint64_t RequestReader::body_bytes() const {
  return content_length(state_->request.headers).value_or(0);
}

RequestReader::Progress RequestReader::read_body(std::size_t bytes_max) {
  State& state = *state_;
  if (body_bytes() > bytes_max) {
    return state.refuse(refusal_of(http::error::body_limit));
  }
  if (!state.parser->eager()) {
    state.parser->eager(true);
    state.parser->body_limit(bytes_max);
  }
  while (!state.parser->is_done() && state.used > 0) {
    boost::beast::error_code error;
    const std::size_t bytes =
        state.parser->put(boost::asio::const_buffer(state.buffer.data(), state.used), error);
    state.consume(bytes);
    if (error == http::error::need_more) {
      // A line of a chunk that fills the buffer will never end.
      return state.used < kBufferBytesMax ? Progress::Waiting
                                          : state.refuse(refusal_of(http::error::bad_chunk));
    }
    if (error) {
      return state.refuse(refusal_of(error));
    }
  }
  if (!state.parser->is_done()) {
    return Progress::Waiting;
  }
  state.request.body = std::move(state.parser->get().body());
  return Progress::Ready;
}

void RequestReader::next() {
  state_->parser.reset();
  state_->request = {};
}

void RequestReader::forget_everything() {
  next();
  state_->used = 0;
}

}  // namespace shiplog::api
