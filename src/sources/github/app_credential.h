// A GitHub App as a credential: signs who it is, and gets tokens that live for an hour.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/sleeper.h"
#include "net/http.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"

namespace shiplog {

// The App's private key, wherever it is kept. Safe to use from many threads.
class AppKey {
 public:
  virtual ~AppKey() = default;
  // The RS256 signature (RSA, PKCS#1 v1.5, SHA-256) of the text, as bytes.
  virtual std::string sign(std::string_view text) const = 0;
};

struct AppIdentity {
  std::string client_id = {};  // Or the App's number.
  // Where it is installed: by number, or found by the owner of the repositories, or, with
  // neither, the only installation there is.
  std::optional<std::int64_t> installation = {};
  std::string owner = {};
};

// What the credential works with; must outlive it.
struct AppSurroundings {
  HttpClient& http;
  const GitHubHost& host;
  const AppKey& key;
  const Clock& clock;
  Sleeper& sleeper;
  std::string user_agent = "shiplog";
};

// Asks GitHub for nothing before its first token() is wanted. Many threads that want a token
// at once wait for one; it is renewed a minute before it ends.
std::unique_ptr<Credential> app_credential(const AppSurroundings& surroundings,
                                           AppIdentity identity);

}  // namespace shiplog
