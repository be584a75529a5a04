// CurlClient: the HttpClient of the real world, on libcurl.
//
// Speaks http and https only, verifies certificates, sends nothing to another host than the
// request's, and goes through a proxy when the usual environment variables name one.

#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace shiplog {

struct CurlOptions {
  // PEM certificates to trust instead of the system's: for a server inside a company.
  std::string ca_file = {};
};

class CurlClient final : public HttpClient {
 public:
  // InvalidInput when there is a ca_file that cannot be read.
  static Result<std::unique_ptr<CurlClient>> open(const CurlOptions& options);
  ~CurlClient() override;

  HttpReply send(const HttpRequest& request, const std::stop_token& stop) override;

 private:
  class Connection;

  explicit CurlClient(CurlOptions options);

  // Connections that nobody uses now, still open to the hosts that they were used for.
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  const CurlOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace shiplog
