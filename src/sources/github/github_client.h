// GitHubClient: asks GitHub, and comes back with an answer that can be used, or with the
// reason why there is none.
//
// Behind it are the token, the purses and the patience: a request is sent only while
// nothing told us to wait, limits are waited out, what broke is tried again with growing
// pauses, and a token that ran out is renewed. What is left for the caller is to make a page
// smaller when it was too heavy, and to do without what is refused.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "domain/timestamp.h"
#include "net/http.h"
#include "sources/github/github_host.h"

namespace shiplog {

// One entry of a GraphQL reply's `errors`.
struct GitHubProblem {
  // "FORBIDDEN", "NOT_FOUND", …; empty when GitHub gave none. "SSO_PARTIAL_RESULTS" is ours:
  // the reply leaves out organisations that the token is not authorised for.
  std::string type = {};
  std::string message = {};  // Without secrets.
  std::string path = {};     // "repository.pullRequests.nodes.3"; empty: the whole query.
  std::string remedy = {};   // What the person can do about it, where GitHub says so.
};

enum class AnswerState : std::uint8_t {
  Ok,
  Partial,     // Data with problems: some of it is null for the reason that they name.
  TooHeavy,    // GitHub could not make the page in time: ask for a smaller one.
  Refused,     // Not allowed with this token (403, FORBIDDEN, scopes, SSO, IP list): see problems.
  Lost,        // Not there, hidden or blocked: NOT_FOUND, 404, 451.
  Gone,        // A feature that is switched off (410), an empty repository (409).
  BadCursor,   // GitHub no longer takes the cursor: begin that walk again.
  OutOfRange,  // 422: more results than GitHub pages through.
  Moved,       // REST: elsewhere, and GitHub does not say where; ask for the new name.
};

struct GitHubAnswer {
  AnswerState state = AnswerState::Ok;
  std::vector<GitHubProblem> problems = {};
  std::string body = {};       // JSON, UTF-8 valid, whole; of GraphQL the entire reply.
  Timestamp server_time = {};  // Of the reply's `date`.
  std::chrono::milliseconds took = {};
  std::string request_id = {};  // x-github-request-id.
  std::string next_url = {};    // REST: rel="next" of `link`, on the same host; else empty.

  // Of the token that was sent, as GitHub tells on every reply of REST.
  std::optional<std::string> scopes = {};  // "repo, read:org"; only classic tokens have any.
  std::string token_expires = {};          // "2026-11-25 10:00:00 UTC"; empty: never, or not told.
};

// What the client did so far, for the sync log and the display.
struct GitHubUsage {
  std::int64_t graphql_requests = 0;
  std::int64_t rest_requests = 0;
  std::int64_t points = 0;
  std::int64_t bytes = 0;  // On the wire.
  std::chrono::milliseconds server_time = {};
  std::optional<std::int64_t> points_left = {};  // Absent where GitHub sets no limit.
  std::optional<std::int64_t> rest_left = {};
};

struct GitHubWait {
  std::string reason = {};  // "GitHub's hourly limit is used up"
  Timestamp until = {};     // By this machine's clock.
};

// Safe to use from many threads.
class GitHubClient {
 public:
  virtual ~GitHubClient() = default;

  // Runs a query of sources/github/queries by its operation ("PrPage"), with its variables as
  // a JSON object. Errors: Unauthorized, RateLimited or Unavailable (with GitHub's words and
  // request id) when patience ran out, Cancelled. InvalidInput: GitHub does not know a field
  // of ours, and no older form of the query is left.
  virtual Result<GitHubAnswer> query(std::string_view operation, std::string_view document,
                                     std::string_view variables, const std::stop_token& stop) = 0;

  // GET of a path below the API's root ("/repos/acme/api/actions/runs?per_page=100"), or of a
  // next_url.
  virtual Result<GitHubAnswer> get(std::string_view path, const std::stop_token& stop) = 0;

  virtual GitHubUsage usage() const = 0;
  // What requests of this token wait for; nothing while all goes on.
  virtual std::optional<GitHubWait> waiting() const = 0;
};

class Credential;
class Governor;
class QueryFitting;

// What all clients of one host and token share; must outlive them.
struct GitHubConnection {
  HttpClient& http;
  const GitHubHost& host;
  Credential& credential;
  Governor& governor;
  QueryFitting& fitting;
  const Clock& clock;
  Sleeper& sleeper;
  std::string user_agent = "shiplog";  // "shiplog/0.1.0"
  int tries_max = 6;                   // Of a request that breaks.
};

// The client counts what it uses, and takes turns with the others by its repository: one for
// each repository is fair.
std::unique_ptr<GitHubClient> make_github_client(const GitHubConnection& connection,
                                                 std::string_view repository);

}  // namespace shiplog
