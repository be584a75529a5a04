// TlsServer: an HTTPS server on this machine for tests, with a certificate of its own making
// for the name localhost, that answers `{}` to every request.

#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace shiplog {

class TlsServer {
 public:
  TlsServer();
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  int port() const { return port_; }
  // The certificate, in PEM.
  const std::string& certificate() const { return certificate_; }
  // Requests that came through TLS.
  int requests() const { return requests_; }

 private:
  struct Tls;
  void serve(const std::stop_token& stop);

  std::unique_ptr<Tls> tls_;
  std::string certificate_ = {};
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> requests_ = 0;
  std::jthread thread_ = {};
};

}  // namespace shiplog
