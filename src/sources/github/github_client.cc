#include "sources/github/github_client.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/sleeper.h"
#include "domain/timestamp.h"
#include "net/http.h"
#include "sources/github/credential.h"
#include "sources/github/github_host.h"
#include "sources/github/governor.h"
#include "sources/github/links.h"
#include "sources/github/queries.h"
#include "sources/github/query_fitting.h"
#include "sources/github/reply.h"
#include "sources/github/reply_signs.h"

namespace shiplog {
namespace {

using std::chrono::seconds;

constexpr int kLimitedTriesMax = 6;
constexpr int kSilentTriesMax = 3;
// After pauses of 1, 2 and 3 s a token is new no longer, and is replaced.
constexpr int kNewTokenTriesMax = 4;
constexpr int kRedirectionsMax = 3;
constexpr int kFittingsMax = 20;
// So many pages in a row too heavy, and it is asked whether GitHub answers anything.
constexpr int kHeavyUntilProbe = 3;
constexpr seconds kBackoffMax(60);
// Of the heaviest page some megabytes; read as JSON, a body takes several times its size.
constexpr std::size_t kBodyBytesMax = std::size_t{16} << 20U;

// What one request has been through so far.
struct Tries {
  int broken = 0;
  int silent = 0;
  int limited = 0;
  int new_token = 0;
  int renewed = 0;
};

struct Exchange {
  HttpReply reply = {};
  ReplySigns signs = {};
  ReplyKind kind = ReplyKind::Broken;
};

enum class Step : std::uint8_t { Answer, Again };

AnswerState state_of(ReplyKind kind) {
  switch (kind) {
    case ReplyKind::Partial:
      return AnswerState::Partial;
    case ReplyKind::TooHeavy:
    case ReplyKind::Silent:
      return AnswerState::TooHeavy;
    case ReplyKind::Refused:
      return AnswerState::Refused;
    case ReplyKind::Lost:
      return AnswerState::Lost;
    case ReplyKind::Gone:
      return AnswerState::Gone;
    case ReplyKind::BadCursor:
      return AnswerState::BadCursor;
    case ReplyKind::OutOfRange:
      return AnswerState::OutOfRange;
    case ReplyKind::Moved:
      return AnswerState::Moved;
    default:
      return AnswerState::Ok;
  }
}

void cut_byte_order_mark(std::string& body) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (body.starts_with(kMark)) {
    body.erase(0, kMark.size());
  }
}

std::string graphql_body(std::string_view operation, std::string_view document,
                         std::string_view variables) {
  std::string body;
  body.reserve(document.size() + variables.size() + 100);
  body += "{\"query\":";
  append_json_string(body, document);
  body += ",\"operationName\":";
  append_json_string(body, operation);
  body += ",\"variables\":";
  body += variables.empty() ? std::string_view("{}") : variables;
  body += '}';
  return body;
}

class PatientClient final : public GitHubClient {
 public:
  PatientClient(const GitHubConnection& connection, std::string_view repository)
      : connection_(connection), repository_(repository) {}

  Result<GitHubAnswer> query(std::string_view operation, std::string_view document,
                             std::string_view variables, const std::stop_token& stop) override;
  Result<GitHubAnswer> get(std::string_view path, const std::stop_token& stop) override;
  GitHubUsage usage() const override;
  std::optional<GitHubWait> waiting() const override { return connection_.governor.waiting(); }

 private:
  HttpRequest new_request(GitHubApi api) const;
  HttpRequest new_graphql_request(std::string body) const;
  // Until there is an answer to give, or patience runs out.
  Result<Exchange> exchange(GitHubApi api, HttpRequest request, const std::stop_token& stop);
  // Sends once, when it may.
  Result<Exchange> send(GitHubApi api, HttpRequest& request, const std::stop_token& stop);
  Result<Step> judge_broken(const Exchange& exchange, Tries& tries, const std::stop_token& stop);
  Result<Step> judge_heavy(const Exchange& exchange, Tries& tries, const std::stop_token& stop);
  Result<Step> judge_limited(const Exchange& exchange, Tries& tries) const;
  Result<Step> judge_login(const Exchange& exchange, const Secret& token, Tries& tries,
                           const std::stop_token& stop);
  Result<Step> judge_exchange(const Exchange& exchange, const Secret& token, Tries& tries,
                              const std::stop_token& stop);
  // Whether GitHub answers a question that is light.
  Result<bool> is_answering(const std::stop_token& stop);
  Result<Unit> sleep(std::chrono::milliseconds time, const std::stop_token& stop);
  Result<Unit> learn_unknown(const Exchange& exchange, std::string_view document,
                             const std::string& fitted);
  Error error(ErrorCode code, const std::string& what, const Exchange& exchange) const;
  Error no_answer(const Exchange& last, const Tries& tries) const;
  GitHubAnswer answer_of(Exchange exchange) const;
  void count(GitHubApi api, const Exchange& exchange);

  const GitHubConnection connection_;
  const std::string repository_;
  mutable std::mutex mutex_;
  GitHubUsage usage_ = {};
};

HttpRequest PatientClient::new_request(GitHubApi api) const {
  HttpRequest request;
  request.body_bytes_max = kBodyBytesMax;
  request.headers = {
      {.name = "User-Agent", .value = connection_.user_agent},
      {.name = "Accept",
       .value = api == GitHubApi::Rest ? "application/vnd.github+json" : "application/json"}};
  if (connection_.host.kind != GitHubKind::Server) {
    request.headers.push_back({.name = "X-GitHub-Api-Version", .value = "2022-11-28"});
  }
  return request;
}

HttpRequest PatientClient::new_graphql_request(std::string body) const {
  HttpRequest request = new_request(GitHubApi::GraphQl);
  request.method = HttpMethod::Post;
  request.url = connection_.host.graphql;
  request.headers.push_back({.name = "Content-Type", .value = "application/json"});
  request.body = std::move(body);
  return request;
}

Error PatientClient::error(ErrorCode code, const std::string& what,
                           const Exchange& exchange) const {
  return {code, without_tokens(connection_.host.name + " " + what + ": " +
                               words_of(exchange.signs, exchange.reply.fault_message))};
}

void PatientClient::count(GitHubApi api, const Exchange& exchange) {
  const std::lock_guard lock(mutex_);
  ++(api == GitHubApi::GraphQl ? usage_.graphql_requests : usage_.rest_requests);
  usage_.points += exchange.signs.cost.value_or(0);
  usage_.bytes += exchange.reply.wire_bytes;
  usage_.server_time += std::chrono::duration_cast<std::chrono::milliseconds>(exchange.reply.took);
}

Result<Exchange> PatientClient::send(GitHubApi api, HttpRequest& request,
                                     const std::stop_token& stop) {
  Governor::Leave leave = TRY(connection_.governor.admit(api, repository_, stop));
  // Only now, since the wait may have outlived a token.
  request.bearer = TRY(connection_.credential.token(stop));
  Exchange exchange;
  exchange.reply = connection_.http.send(request, stop);
  cut_byte_order_mark(exchange.reply.body);
  exchange.signs = read_signs(exchange.reply, api);
  exchange.kind = judge(exchange.signs).kind;
  connection_.governor.settle(std::move(leave), exchange.signs, exchange.kind, exchange.reply.took);
  count(api, exchange);
  return exchange;
}

Result<Unit> PatientClient::sleep(std::chrono::milliseconds time, const std::stop_token& stop) {
  if (!connection_.sleeper.sleep_until(connection_.sleeper.now() + time, stop)) {
    return Error{ErrorCode::Cancelled, "stopped while waiting for GitHub"};
  }
  return Unit{};
}

Error PatientClient::no_answer(const Exchange& last, const Tries& tries) const {
  return error(ErrorCode::Unavailable,
               "gave no answer in " + std::to_string(tries.broken) + " tries, the last time", last);
}

Result<Step> PatientClient::judge_broken(const Exchange& exchange, Tries& tries,
                                         const std::stop_token& stop) {
  if (++tries.broken >= connection_.tries_max) {
    return no_answer(exchange, tries);
  }
  // Full jitter: clients that failed together do not come back together.
  const std::chrono::milliseconds most = std::min(kBackoffMax, seconds(1) * (1 << tries.broken));
  std::random_device device;
  TRY(sleep(std::chrono::milliseconds(
                std::uniform_int_distribution<std::int64_t>(0, most.count())(device)),
            stop));
  return Step::Again;
}

Result<bool> PatientClient::is_answering(const std::stop_token& stop) {
  const GitHubQuery& light = github_query("viewer");
  HttpRequest request = new_graphql_request(
      graphql_body(light.operation, connection_.fitting.fit(light.document), "{}"));
  const Exchange probe = TRY(send(GitHubApi::GraphQl, request, stop));
  switch (probe.kind) {
    case ReplyKind::TooHeavy:
    case ReplyKind::Silent:
    case ReplyKind::Broken:
    case ReplyKind::Cancelled:
      return false;
    default:
      return true;
  }
}

Result<Step> PatientClient::judge_heavy(const Exchange& exchange, Tries& tries,
                                        const std::stop_token& stop) {
  const bool is_silent = exchange.kind == ReplyKind::Silent;
  if (is_silent && exchange.signs.api == GitHubApi::Rest) {
    return judge_broken(exchange, tries, stop);
  }
  if (is_silent && ++tries.silent < kSilentTriesMax) {
    return judge_broken(exchange, tries, stop);
  }
  // A gateway that fails, and silence, look alike whether the page is to blame or GitHub.
  const bool may_be_outage = is_silent || exchange.signs.status >= 500;
  const bool is_suspicious =
      is_silent || connection_.governor.heavy_replies_in_a_row() >= kHeavyUntilProbe;
  if (may_be_outage && is_suspicious && !TRY(is_answering(stop))) {
    return judge_broken(exchange, tries, stop);
  }
  return Step::Answer;
}

Result<Step> PatientClient::judge_limited(const Exchange& exchange, Tries& tries) const {
  if (exchange.kind == ReplyKind::LockedOut || ++tries.limited >= kLimitedTriesMax) {
    return error(ErrorCode::RateLimited, "asks for a pause, again and again", exchange);
  }
  return Step::Again;  // The governor waits.
}

Result<Step> PatientClient::judge_login(const Exchange& exchange, const Secret& token, Tries& tries,
                                        const std::stop_token& stop) {
  const auto refuse = [&] {
    return error(ErrorCode::Unauthorized, "refuses " + connection_.credential.description(),
                 exchange);
  };
  switch (connection_.credential.refused(token)) {
    case AfterRefusal::TryInAWhile:
      if (++tries.new_token >= kNewTokenTriesMax) {
        return refuse();
      }
      TRY(sleep(seconds(tries.new_token), stop));
      return Step::Again;
    case AfterRefusal::TryAgain:
      if (++tries.renewed > 1) {
        return refuse();
      }
      return Step::Again;
    case AfterRefusal::GiveUp:
      return refuse();
  }
  return refuse();
}

Result<Step> PatientClient::judge_exchange(const Exchange& exchange, const Secret& token,
                                           Tries& tries, const std::stop_token& stop) {
  switch (exchange.kind) {
    case ReplyKind::TooHeavy:
    case ReplyKind::Silent:
      return judge_heavy(exchange, tries, stop);
    case ReplyKind::Broken:
      return judge_broken(exchange, tries, stop);
    case ReplyKind::Primary:
    case ReplyKind::Secondary:
    case ReplyKind::LockedOut:
      return judge_limited(exchange, tries);
    case ReplyKind::Unauthorized:
    case ReplyKind::ClockSkew:
      return judge_login(exchange, token, tries, stop);
    case ReplyKind::OurBug:
      return error(ErrorCode::Internal, "does not understand a request of ours", exchange);
    case ReplyKind::NotGitHub:
      return error(ErrorCode::InvalidInput, "does not answer as GitHub does", exchange);
    case ReplyKind::Untrusted:
      return error(ErrorCode::Unavailable,
                   "has no certificate that can be trusted; if it is one of your company's, name "
                   "its authority's file in the configuration",
                   exchange);
    case ReplyKind::Cancelled:
      return Error{ErrorCode::Cancelled, "stopped while asking GitHub"};
    default:
      return Step::Answer;
  }
}

Result<Exchange> PatientClient::exchange(GitHubApi api, HttpRequest request,
                                         const std::stop_token& stop) {
  Tries tries;
  std::optional<Exchange> last;
  while (true) {
    Result<Exchange> sent = send(api, request, stop);
    if (!sent && sent.error().code == ErrorCode::Unavailable && last) {
      return no_answer(*last, tries);
    }
    last = TRY(std::move(sent));
    const Step step = TRY(judge_exchange(*last, request.bearer, tries, stop));
    if (step == Step::Answer) {
      return std::move(*last);
    }
  }
}

GitHubAnswer PatientClient::answer_of(Exchange exchange) const {
  GitHubAnswer answer;
  answer.state = state_of(exchange.kind);
  answer.problems = problems_of(exchange.signs);
  answer.server_time = exchange.signs.server_time ? Timestamp(*exchange.signs.server_time)
                                                  : Timestamp(connection_.clock.now());
  answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(exchange.reply.took);
  answer.request_id = exchange.signs.request_id;
  answer.scopes = exchange.signs.scopes;
  answer.token_expires = exchange.signs.token_expires;
  answer.next_url = next_link(exchange.reply.header("link"));
  if (!connection_.host.owns(answer.next_url)) {
    answer.next_url.clear();
  }
  if (exchange.signs.is_json) {
    answer.body = std::move(exchange.reply.body);
  }
  return answer;
}

Result<Unit> PatientClient::learn_unknown(const Exchange& exchange, std::string_view document,
                                          const std::string& fitted) {
  for (const GitHubComplaint& complaint : exchange.signs.complaints) {
    connection_.fitting.learn(complaint.subject);
  }
  if (connection_.fitting.fit(document) == fitted) {
    return error(ErrorCode::InvalidInput,
                 "is too old: it lacks a field that Shiplog cannot do without", exchange);
  }
  return Unit{};
}

Result<GitHubAnswer> PatientClient::query(std::string_view operation, std::string_view document,
                                          std::string_view variables, const std::stop_token& stop) {
  for (int fitting = 0;; ++fitting) {
    const std::string fitted = connection_.fitting.fit(document);
    HttpRequest request = new_graphql_request(graphql_body(operation, fitted, variables));
    Exchange exchange = TRY(this->exchange(GitHubApi::GraphQl, std::move(request), stop));
    if (exchange.kind == ReplyKind::Moved) {
      return error(ErrorCode::InvalidInput, "sends elsewhere, where the token does not go",
                   exchange);
    }
    if (exchange.kind != ReplyKind::UnknownField) {
      return answer_of(std::move(exchange));
    }
    TRY(learn_unknown(exchange, document, fitted));
    if (fitting >= kFittingsMax) {
      return error(ErrorCode::InvalidInput, "lacks too many fields", exchange);
    }
  }
}

Result<GitHubAnswer> PatientClient::get(std::string_view path, const std::stop_token& stop) {
  const GitHubHost& host = connection_.host;
  std::string url = path.starts_with('/') ? host.rest + std::string(path) : std::string(path);
  for (int redirections = 0;; ++redirections) {
    if (!host.owns(url)) {
      return Error{ErrorCode::InvalidInput,
                   "a link leads away from " + host.name + ", where the token does not go"};
    }
    HttpRequest request = new_request(GitHubApi::Rest);
    request.url = url;
    Exchange exchange = TRY(this->exchange(GitHubApi::Rest, std::move(request), stop));
    if (exchange.kind != ReplyKind::Moved) {
      return answer_of(std::move(exchange));
    }
    std::string target = moved_to(exchange.signs.location, exchange.reply.body);
    if (!host.owns(target) || redirections >= kRedirectionsMax) {
      return answer_of(std::move(exchange));
    }
    url = std::move(target);
  }
}

GitHubUsage PatientClient::usage() const {
  const std::lock_guard lock(mutex_);
  GitHubUsage usage = usage_;
  usage.points_left = connection_.governor.left(GitHubApi::GraphQl);
  usage.rest_left = connection_.governor.left(GitHubApi::Rest);
  return usage;
}

}  // namespace

std::unique_ptr<GitHubClient> make_github_client(const GitHubConnection& connection,
                                                 std::string_view repository) {
  return std::make_unique<PatientClient>(connection, repository);
}

}  // namespace shiplog
