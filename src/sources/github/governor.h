// Governor: decides when a request may go to GitHub, for all that use one token.
//
// GitHub counts points by the hour, requests and server seconds by the minute and requests
// at a time, tells part of it in headers and the rest by refusing. The governor keeps below
// all of these, never lets a request go while GitHub told to wait, holds back a share of the
// points for other uses of the token, and pauses while GitHub does not answer.

#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "sources/github/github_client.h"
#include "sources/github/reply.h"
#include "sources/github/reply_signs.h"

namespace shiplog {

// What one of the two APIs bears, well below GitHub's own limits.
struct ApiAllowance {
  int at_once = 1;  // GitHub's documentation asks for serial requests.
  std::chrono::milliseconds seconds_a_minute = {};
  std::size_t requests_a_minute = 0;
};

struct GovernorOptions {
  // GitHub's limits: 60 s of 90 s and 2,000 a minute; the rest of 90 s and 900 a minute.
  ApiAllowance graphql = {.seconds_a_minute = std::chrono::seconds(45), .requests_a_minute = 1800};
  ApiAllowance rest = {.seconds_a_minute = std::chrono::seconds(20), .requests_a_minute = 800};
  int at_once_max = 4;
  // The share of a purse that is left for other uses of the token.
  double reserve = 0.1;
  // A wait beyond this is an error: GitHub's hour, and some.
  std::chrono::seconds patience = std::chrono::minutes(65);
  // So many replies in a row that are none, and all requests pause.
  int failures_until_pause = 5;
  // So many of these pauses in vain, and requests are refused during the next ones: whoever
  // waits had better be told.
  int pauses_waited = 3;
  // In [0, 1), to spread what would happen at once; the system's randomness when not given.
  std::function<double()> chance = {};
};

// Safe to use from many threads.
class Governor {
 public:
  Governor(const Clock& clock, Sleeper& sleeper, GovernorOptions options);

  // The right to have one request under way; ends when settled or destroyed.
  class Leave {
   public:
    Leave(Leave&& other) noexcept;
    Leave& operator=(Leave&&) = delete;
    Leave(const Leave&) = delete;
    Leave& operator=(const Leave&) = delete;
    ~Leave();

   private:
    friend class Governor;
    Leave(Governor& governor, GitHubApi api) : governor_(&governor), api_(api) {}

    Governor* governor_;
    GitHubApi api_;
  };

  // Waits until a request may go. Repositories take turns; requests of one go in their order.
  // RateLimited when that would be longer than patience, Unavailable while GitHub has not
  // answered for long, Cancelled after a stop.
  Result<Leave> admit(GitHubApi api, std::string_view repository, const std::stop_token& stop);

  // Learns from the reply, and ends the leave.
  void settle(Leave leave, const ReplySigns& signs, ReplyKind kind, std::chrono::microseconds took);

  // Nothing while all goes on. Of two waits the longer.
  std::optional<GitHubWait> waiting() const;

  // Absent where GitHub sets no limit, or has not told yet.
  std::optional<std::int64_t> left(GitHubApi api) const;

  // Replies since the last success that called a page too heavy. Many of them say less of
  // the page than of GitHub.
  int heavy_replies_in_a_row() const;

  // Requests that wait for their turn or for the time.
  std::size_t queued() const;

 private:
  using Moment = Sleeper::Moment;

  struct Hold {
    Moment until = {};
    std::string reason = {};
    bool is_outage = false;
  };
  struct Purse {
    std::optional<std::int64_t> limit = {};
    std::optional<std::int64_t> remaining = {};
    std::chrono::sys_seconds reset = {};  // By the server's clock, to know one from the next.
    Moment resets_at = {};
  };
  struct Spent {
    Moment at = {};
    std::chrono::microseconds took = {};
  };
  struct Lane {
    ApiAllowance allowance = {};
    Purse purse = {};
    Hold hold = {};
    std::deque<Spent> last_minute = {};
    int under_way = 0;
    std::optional<Hold> sleeping = {};  // What the next request waits for.
  };
  struct Ticket {
    GitHubApi api = GitHubApi::GraphQl;
    std::string repository = {};
  };

  Lane& lane(GitHubApi api) { return lanes_[static_cast<std::size_t>(api)]; }
  const Lane& lane(GitHubApi api) const { return lanes_[static_cast<std::size_t>(api)]; }

  bool may_try(const Ticket& ticket) const;
  const Ticket* next_of(GitHubApi api) const;
  Hold earliest(GitHubApi api);
  Hold earliest_by_allowance(Lane& lane, Moment now);
  bool is_too_long(const Hold& hold, Moment now) const;
  Error too_long(const Hold& hold, Moment now) const;
  Timestamp by_clock(Moment moment) const;
  Moment moment_of(std::chrono::sys_seconds time, const ReplySigns& signs) const;

  void release(GitHubApi api);
  void learn_purse(GitHubApi api, const ReplySigns& signs);
  void learn_limit(GitHubApi api, const ReplySigns& signs, ReplyKind kind);
  void learn_failure(ReplyKind kind);
  void hold_all(const Hold& hold);
  std::chrono::seconds next_bare_pause();

  const Clock& clock_;
  Sleeper& sleeper_;
  const GovernorOptions options_;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::array<Lane, 2> lanes_ = {};
  std::list<Ticket> waiting_ = {};
  std::map<std::string, std::uint64_t, std::less<>> last_served_ = {};
  std::uint64_t served_ = 0;
  // Each in a row.
  int bare_limits_ = 0;  // Told to wait, and not how long.
  int failures_ = 0;
  int pauses_ = 0;  // For want of answers.
  int heavy_replies_ = 0;
  bool is_probing_ = false;  // One request finds out whether GitHub answers again.
};

}  // namespace shiplog
