// Credential: what we show to GitHub to be let in, and how it is renewed.

#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace shiplog {

// What to do once GitHub has refused a token.
enum class AfterRefusal : std::uint8_t {
  GiveUp,
  TryAgain,    // token() has another one.
  TryInAWhile  // It is so new that not all of GitHub may know it.
};

// Safe to use from many threads.
class Credential {
 public:
  virtual ~Credential() = default;

  // The token to send now; may run a program or ask GitHub for one. Unauthorized when there
  // is none to be had, Cancelled after a stop.
  virtual Result<Secret> token(const std::stop_token& stop) = 0;

  // Told with the token that GitHub refused, which may be replaced already.
  virtual AfterRefusal refused(const Secret& token) = 0;

  // For messages, without the secret: "the token of GITHUB_TOKEN (classic)".
  virtual std::string description() const = 0;
};

// "classic", "fine-grained", "OAuth app", "GitHub App user", "installation"; for a token
// without a beginning that GitHub documents: "of unknown kind".
std::string_view token_kind(const Secret& token);

// A token that does not change. The origin is where it comes from: "GITHUB_TOKEN". It is
// never shown to GitHub again once refused. InvalidInput when it cannot be a token.
Result<std::unique_ptr<Credential>> static_token(std::string_view text, std::string origin);

// The first line of a file. InvalidInput when it cannot be read, or holds no token.
Result<std::unique_ptr<Credential>> token_of_file(const std::string& path);

// A sentence when others than the owner may read a file with a secret; empty when all is
// well, or when there is no such file.
std::string exposure_of(const std::string& path);

}  // namespace shiplog
