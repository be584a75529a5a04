// RequestReader: turns the bytes of a connection into requests, one after the other. It knows
// no socket, so that it can be fed anything.
//
//   read into room(), say received(); read_head() until Ready; read_body() until Ready;
//   take the request; next().

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "api/http/framing.h"
#include "api/http/request.h"

namespace shiplog::api {

class RequestReader {
 public:
  enum class Progress : std::uint8_t { Waiting, Ready, Refused };

  RequestReader();
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Never empty while a Progress is Waiting.
  std::span<char> room();
  void received(std::size_t bytes);
  bool has_bytes() const;  // That no request has used yet.

  // Waiting for the end of the head. Once Refused, the connection is of no further use, since
  // nobody knows where the next request would begin.
  Progress read_head();
  const Refusal& refusal() const;

  // After read_head() said Ready.
  Request& request();
  bool is_head() const;  // The method is HEAD, which request() has as a GET.
  bool is_keep_alive() const;
  bool is_http_1_0() const;
  bool has_body() const;
  bool expects_continue() const;
  // What Content-Length says; zero for a chunked body.
  std::uint64_t body_bytes() const;

  // Puts the body into request(). Refused with 413 as soon as it is longer than that.
  Progress read_body(std::size_t bytes_max);

  // Forgets the request, and keeps the bytes after it.
  void next();
  // The bytes too; room() is not empty afterwards.
  void forget_everything();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace shiplog::api
