#include "sources/github/app_credential.h"

#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/base64.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/sleeper.h"
#include "net/http.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"
#include "sources/github/reply.h"
#include "sources/github/reply_signs.h"

namespace shiplog {
namespace {

using std::chrono::seconds;

constexpr int kTriesMax = 5;
constexpr seconds kRenewBeforeEnd(60);
// As long, not all of GitHub may know a new token.
constexpr seconds kNew(5);
// GitHub refuses what was signed in its future, and what is good for more than ten minutes:
// a clock may be a minute fast.
constexpr seconds kIssuedBefore(60);
constexpr seconds kGoodFor(540);
constexpr seconds kSkewMin(20);
constexpr seconds kPauseMax(300);

struct Minted {
  Secret secret = {};
  Sleeper::Moment at = {};
  Sleeper::Moment ends = {};
};

class AppCredential final : public Credential {
 public:
  AppCredential(const AppSurroundings& surroundings, AppIdentity identity)
      : with_(surroundings), identity_(std::move(identity)) {}

  Result<Secret> token(const std::stop_token& stop) override;
  AfterRefusal refused(const Secret& token) override;
  std::string description() const override {
    return "the tokens of the GitHub App " + identity_.client_id;
  }

 private:
  struct Reply {
    ReplySigns signs = {};
    ReplyKind kind = ReplyKind::Broken;
    std::string body = {};
    std::string words = {};
  };

  bool is_good(Sleeper::Moment until_at_least) const {
    return minted_ && minted_->ends > until_at_least;
  }
  Secret signed_claim() const;
  Result<Minted> mint(const std::stop_token& stop);
  Result<std::int64_t> installation(const std::stop_token& stop);
  Result<std::optional<std::int64_t>> installation_at(const std::string& path,
                                                      const std::stop_token& stop);
  Result<std::int64_t> only_installation(const std::stop_token& stop);
  // Until GitHub answers, or patience runs out. Lost is an answer.
  Result<Reply> ask(HttpMethod method, const std::string& path, const std::stop_token& stop);
  Reply ask_once(HttpMethod method, const std::string& path, const std::stop_token& stop) const;
  // Whether the reply shows that our clock is off, which is then allowed for.
  bool learn_skew(const ReplySigns& signs);
  Error refusal(const std::string& what, const Reply& reply) const;
  Error not_installed() const;
  std::chrono::sys_seconds server_now(const ReplySigns& signs) const;

  const AppSurroundings with_;
  const AppIdentity identity_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Minted> minted_ = {};
  bool is_minting_ = false;

  // Of the one thread that mints.
  std::optional<std::int64_t> installation_ = {};
  seconds skew_ = {};  // How far the server's clock is ahead of ours.
};

Secret AppCredential::signed_claim() const {
  const auto now = std::chrono::floor<seconds>(with_.clock.now()) + skew_;
  std::string claim;
  JsonWriter json(claim);
  json.begin_object();
  json.key("iat").integer((now - kIssuedBefore).time_since_epoch().count());
  json.key("exp").integer((now + kGoodFor).time_since_epoch().count());
  json.key("iss").text(identity_.client_id);
  json.end_object();
  std::string token = base64url(R"({"alg":"RS256","typ":"JWT"})") + "." + base64url(claim);
  token += "." + base64url(with_.key.sign(token));
  Secret secret(token);
  wipe_bytes(token.data(), token.size());
  return secret;
}

AppCredential::Reply AppCredential::ask_once(HttpMethod method, const std::string& path,
                                             const std::stop_token& stop) const {
  HttpRequest request{.method = method,
                      .url = with_.host.rest + path,
                      .headers = {{.name = "User-Agent", .value = with_.user_agent},
                                  {.name = "Accept", .value = "application/vnd.github+json"}},
                      .bearer = signed_claim()};
  if (with_.host.kind != GitHubKind::Server) {
    request.headers.push_back({.name = "X-GitHub-Api-Version", .value = "2022-11-28"});
  }
  HttpReply http = with_.http.send(request, stop);
  Reply reply;
  reply.signs = read_signs(http, GitHubApi::Rest);
  reply.kind = judge(reply.signs).kind;
  reply.words = words_of(reply.signs, http.fault_message);
  reply.body = std::move(http.body);
  return reply;
}

Error AppCredential::refusal(const std::string& what, const Reply& reply) const {
  return {ErrorCode::Unauthorized, with_.host.name + " " + what + " the GitHub App " +
                                       identity_.client_id + ": " + reply.words};
}

Error AppCredential::not_installed() const {
  std::string message = "the GitHub App " + identity_.client_id;
  if (identity_.installation) {
    message += " has no installation " + std::to_string(*identity_.installation) +
               "; correct the number, or install it again";
  } else {
    message += " is not installed";
    message += identity_.owner.empty() ? " anywhere" : " for '" + identity_.owner + "'";
    message += "; ask its owner to install it";
  }
  return {ErrorCode::Unauthorized, std::move(message)};
}

std::chrono::sys_seconds AppCredential::server_now(const ReplySigns& signs) const {
  return signs.server_time.value_or(std::chrono::floor<seconds>(with_.clock.now()));
}

bool AppCredential::learn_skew(const ReplySigns& signs) {
  const seconds skew = server_now(signs) - std::chrono::floor<seconds>(with_.clock.now());
  if (std::chrono::abs(skew - skew_) < kSkewMin) {
    return false;
  }
  skew_ = skew;
  return true;
}

Result<AppCredential::Reply> AppCredential::ask(HttpMethod method, const std::string& path,
                                                const std::stop_token& stop) {
  for (int tries = 1;; ++tries) {
    Reply reply = ask_once(method, path, stop);
    seconds pause = seconds(1 << tries);
    switch (reply.kind) {
      case ReplyKind::Ok:
      case ReplyKind::Lost:
        return reply;
      case ReplyKind::Cancelled:
        return Error{ErrorCode::Cancelled, "stopped while asking GitHub for a token"};
      case ReplyKind::ClockSkew:
      case ReplyKind::Unauthorized:
        if (reply.signs.status != 401 || !learn_skew(reply.signs)) {
          return refusal("does not let in", reply);
        }
        pause = seconds(0);
        break;
      case ReplyKind::Primary:
      case ReplyKind::Secondary:
        pause = std::max(reply.signs.retry_after.value_or(seconds(60)), seconds(1));
        break;
      case ReplyKind::Broken:
      case ReplyKind::Silent:
        break;
      default:
        return refusal("gives no token to", reply);
    }
    if (tries >= kTriesMax || pause > kPauseMax) {
      return Error{ErrorCode::Unavailable,
                   with_.host.name + " gives no token to the GitHub App now: " + reply.words};
    }
    if (!with_.sleeper.sleep_until(with_.sleeper.now() + pause, stop)) {
      return Error{ErrorCode::Cancelled, "stopped while asking GitHub for a token"};
    }
  }
}

Result<std::optional<std::int64_t>> AppCredential::installation_at(const std::string& path,
                                                                   const std::stop_token& stop) {
  const Reply reply = TRY(ask(HttpMethod::Get, path, stop));
  simdjson::dom::parser parser;
  std::int64_t id = 0;
  if (reply.kind == ReplyKind::Lost ||
      parser.parse(reply.body)["id"].get(id) != simdjson::SUCCESS) {
    return std::optional<std::int64_t>();
  }
  return std::optional(id);
}

Result<std::int64_t> AppCredential::only_installation(const std::stop_token& stop) {
  const Reply reply = TRY(ask(HttpMethod::Get, "/app/installations?per_page=2", stop));
  simdjson::dom::parser parser;
  simdjson::dom::array installations;
  std::int64_t id = 0;
  if (parser.parse(reply.body).get(installations) != simdjson::SUCCESS ||
      installations.size() != 1 || installations.at(0)["id"].get(id) != simdjson::SUCCESS) {
    return Error{ErrorCode::InvalidInput, "the GitHub App " + identity_.client_id +
                                              " is installed nowhere or in several places; name "
                                              "the number of the installation"};
  }
  return id;
}

Result<std::int64_t> AppCredential::installation(const std::stop_token& stop) {
  if (identity_.installation) {
    return *identity_.installation;
  }
  if (installation_) {
    return *installation_;
  }
  if (identity_.owner.empty()) {
    installation_ = TRY(only_installation(stop));
    return *installation_;
  }
  for (const char* kind : {"/orgs/", "/users/"}) {
    installation_ = TRY(installation_at(kind + identity_.owner + "/installation", stop));
    if (installation_) {
      return *installation_;
    }
  }
  return not_installed();
}

Result<Minted> AppCredential::mint(const std::stop_token& stop) {
  const std::int64_t number = TRY(installation(stop));
  const std::string path = "/app/installations/" + std::to_string(number) + "/access_tokens";
  Reply reply = TRY(ask(HttpMethod::Post, path, stop));
  if (reply.kind == ReplyKind::Lost) {
    installation_.reset();
    return not_installed();
  }
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view text;
  std::string_view ends;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      root["token"].get(text) != simdjson::SUCCESS ||
      root["expires_at"].get(ends) != simdjson::SUCCESS) {
    return Error{ErrorCode::Unavailable, with_.host.name + " answers without a token"};
  }
  Minted minted{.secret = Secret(text), .at = with_.sleeper.now()};
  wipe_bytes(reply.body.data(), reply.body.size());
  constexpr seconds kUsual = std::chrono::hours(1);
  const Result<Instant> end = parse_time(ends);
  const seconds left = end ? std::chrono::floor<seconds>(*end) - server_now(reply.signs) : kUsual;
  minted.ends = minted.at + std::clamp(left, seconds(0), kUsual);
  return minted;
}

Result<Secret> AppCredential::token(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop,
                [this] { return !is_minting_ || is_good(with_.sleeper.now() + kRenewBeforeEnd); });
  if (stop.stop_requested()) {
    return Error{ErrorCode::Cancelled, "stopped while waiting for a token"};
  }
  if (is_good(with_.sleeper.now() + kRenewBeforeEnd)) {
    return minted_->secret;
  }
  is_minting_ = true;
  lock.unlock();
  Result<Minted> minted = mint(stop);
  lock.lock();
  is_minting_ = false;
  changed_.notify_all();
  if (minted) {
    minted_ = std::move(minted).value();
    return minted_->secret;
  }
  if (is_good(with_.sleeper.now())) {
    return minted_->secret;  // It has a little left, in which GitHub may recover.
  }
  return std::move(minted).error();
}

AfterRefusal AppCredential::refused(const Secret& token) {
  const std::lock_guard lock(mutex_);
  if (!minted_ || !minted_->secret.is_same_as(token)) {
    return AfterRefusal::TryAgain;
  }
  if (with_.sleeper.now() - minted_->at < kNew) {
    return AfterRefusal::TryInAWhile;
  }
  minted_.reset();
  return AfterRefusal::TryAgain;
}

}  // namespace

std::unique_ptr<Credential> app_credential(const AppSurroundings& surroundings,
                                           AppIdentity identity) {
  return std::make_unique<AppCredential>(surroundings, std::move(identity));
}

}  // namespace shiplog
