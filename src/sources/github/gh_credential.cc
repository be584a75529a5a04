#include "sources/github/gh_credential.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/short_program.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"

namespace shiplog {
namespace {

constexpr std::chrono::seconds kPatience(10);

Result<Secret> ask(const std::string& program, const std::string& host,
                   const std::stop_token& stop) {
  std::string said =
      TRY(output_of({program, "auth", "token", "--hostname", host}, kPatience, stop));
  const Secret token(std::string_view(said).substr(0, said.find_first_of("\r\n")));
  wipe_bytes(said.data(), said.size());
  if (token.empty()) {
    return Error{ErrorCode::NotFound, "'" + program + " auth token' says nothing"};
  }
  return token;
}

class GhCredential final : public Credential {
 public:
  GhCredential(std::string program, std::string host, Secret token)
      : program_(std::move(program)), host_(std::move(host)), token_(std::move(token)) {}

  Result<Secret> token(const std::stop_token& /*stop*/) override {
    const std::lock_guard lock(mutex_);
    if (is_refused_) {
      return Error{ErrorCode::Unauthorized, "GitHub has refused " + description()};
    }
    return token_;
  }

  AfterRefusal refused(const Secret& token) override {
    const std::lock_guard lock(mutex_);
    if (!token.is_same_as(token_)) {
      return AfterRefusal::TryAgain;  // Another thread has asked already.
    }
    Result<Secret> other = ask(program_, host_, {});
    if (!other || other->is_same_as(token_)) {
      is_refused_ = true;
      return AfterRefusal::GiveUp;
    }
    token_ = std::move(other).value();
    return AfterRefusal::TryAgain;
  }

  std::string description() const override { return "the token of 'gh auth token'"; }

 private:
  const std::string program_;
  const std::string host_;
  std::mutex mutex_;
  Secret token_;
  bool is_refused_ = false;
};

}  // namespace

Result<std::unique_ptr<Credential>> gh_credential(const GitHubHost& host,
                                                  const std::stop_token& stop,
                                                  const std::string& program) {
  Result<Secret> token = ask(program, host.name, stop);
  if (!token) {
    Error error = std::move(token).error();
    return error.code == ErrorCode::Cancelled
               ? error
               : Error{ErrorCode::NotFound, std::move(error.message)};
  }
  return std::unique_ptr<Credential>(
      std::make_unique<GhCredential>(program, host.name, std::move(token).value()));
}

}  // namespace shiplog
