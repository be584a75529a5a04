#include "sources/github/governor.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <mutex>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/error.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "domain/timestamp.h"
#include "sources/github/github_client.h"
#include "sources/github/reply.h"
#include "sources/github/reply_signs.h"

namespace shiplog {
namespace {

using std::chrono::seconds;

constexpr seconds kMinute(60);
constexpr seconds kBarePauseMin(60);
constexpr seconds kBarePauseMax(960);
constexpr seconds kLockOutPause = std::chrono::minutes(15);
constexpr seconds kFailurePauseMin(30);
constexpr seconds kFailurePauseMax(300);
// The server's date is cut to the second, and so is its reset.
constexpr seconds kAfterReset(1);
// Longer than any wait that is waited, and short enough to calculate with.
constexpr seconds kWaitMax = std::chrono::hours(24 * 7);
constexpr std::size_t kRepositoriesRemembered = 10'000;

double system_chance() {
  std::random_device device;
  return static_cast<double>(device()) /
         (static_cast<double>(std::numeric_limits<std::random_device::result_type>::max()) + 1.0);
}

seconds doubled(seconds first, seconds most, int times) {
  constexpr int kDoublingsMax = 16;
  return std::min(most, first * (1 << std::min(times, kDoublingsMax)));
}

bool is_failure(ReplyKind kind) { return kind == ReplyKind::Broken || kind == ReplyKind::Silent; }

}  // namespace

Governor::Leave::Leave(Leave&& other) noexcept
    : governor_(std::exchange(other.governor_, nullptr)), api_(other.api_) {}

Governor::Leave::~Leave() {
  if (governor_ != nullptr) {
    const std::lock_guard lock(governor_->mutex_);
    governor_->release(api_);
  }
}

Governor::Governor(const Clock& clock, Sleeper& sleeper, GovernorOptions options)
    : clock_(clock), sleeper_(sleeper), options_([&options] {
        if (!options.chance) {
          options.chance = system_chance;
        }
        return std::move(options);
      }()) {
  lane(GitHubApi::GraphQl).allowance = options_.graphql;
  lane(GitHubApi::Rest).allowance = options_.rest;
}

const Governor::Ticket* Governor::next_of(GitHubApi api) const {
  const Ticket* next = nullptr;
  std::uint64_t longest_ago = 0;
  for (const Ticket& ticket : waiting_) {
    if (ticket.api != api) {
      continue;
    }
    const auto served = last_served_.find(ticket.repository);
    const std::uint64_t when = served == last_served_.end() ? 0 : served->second;
    if (next == nullptr || when < longest_ago) {
      next = &ticket;
      longest_ago = when;
    }
  }
  return next;
}

bool Governor::may_try(const Ticket& ticket) const {
  const int under_way = lanes_[0].under_way + lanes_[1].under_way;
  return next_of(ticket.api) == &ticket &&
         lane(ticket.api).under_way < lane(ticket.api).allowance.at_once &&
         under_way < options_.at_once_max && !is_probing_;
}

Result<Governor::Leave> Governor::admit(GitHubApi api, std::string_view repository,
                                        const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto ticket =
      waiting_.insert(waiting_.end(), {.api = api, .repository = std::string(repository)});
  // However this ends, the ticket goes and those behind it look again.
  const auto leave_queue = [this, ticket] {
    waiting_.erase(ticket);
    changed_.notify_all();
  };
  while (true) {
    changed_.wait(lock, stop, [this, &ticket] { return may_try(*ticket); });
    if (stop.stop_requested()) {
      leave_queue();
      return Error{ErrorCode::Cancelled, "stopped while waiting for GitHub"};
    }
    const Hold hold = earliest(api);
    const Moment now = sleeper_.now();
    if (hold.until <= now) {
      break;
    }
    if (is_too_long(hold, now)) {
      leave_queue();
      return too_long(hold, now);
    }
    lane(api).sleeping = hold;
    lock.unlock();
    sleeper_.sleep_until(hold.until, stop);
    lock.lock();
    lane(api).sleeping.reset();
  }
  if (last_served_.size() >= kRepositoriesRemembered) {
    last_served_.clear();
  }
  last_served_[ticket->repository] = ++served_;
  ++lane(api).under_way;
  is_probing_ = pauses_ > 0;
  leave_queue();
  return Leave(*this, api);
}

Governor::Hold Governor::earliest_by_allowance(Lane& lane, Moment now) {
  std::deque<Spent>& spent = lane.last_minute;
  while (!spent.empty() && spent.front().at + kMinute <= now) {
    spent.pop_front();
  }
  if (spent.size() >= lane.allowance.requests_a_minute) {
    return {.until = spent[spent.size() - lane.allowance.requests_a_minute].at + kMinute,
            .reason = "the requests of this minute are used up"};
  }
  // The next request is taken to be as slow as the last one.
  std::chrono::microseconds left = lane.allowance.seconds_a_minute;
  if (!spent.empty()) {
    left -= spent.back().took;
  }
  for (auto request = spent.rbegin(); request != spent.rend(); ++request) {
    left -= request->took;
    if (left.count() < 0) {
      return {.until = request->at + kMinute,
              .reason = "GitHub's computing time of this minute is used up"};
    }
  }
  return {};
}

Governor::Hold Governor::earliest(GitHubApi api) {
  Lane& own = lane(api);
  const Moment now = sleeper_.now();
  Hold hold = own.hold;
  const auto also = [&hold](Hold other) {
    if (other.until > hold.until) {
      hold = std::move(other);
    }
  };
  also(earliest_by_allowance(own, now));
  const Purse& purse = own.purse;
  if (purse.limit && purse.remaining && purse.resets_at > now) {
    const auto kept =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(*purse.limit) * options_.reserve));
    if (*purse.remaining <= kept) {
      also({.until = purse.resets_at + kAfterReset,
            .reason = *purse.remaining == 0
                          ? "GitHub's hourly limit is used up"
                          : "GitHub's hourly limit is used up but for the reserve of " +
                                std::to_string(kept)});
    }
  }
  return hold;
}

Timestamp Governor::by_clock(Moment moment) const {
  return clock_.now() +
         std::chrono::duration_cast<std::chrono::microseconds>(moment - sleeper_.now());
}

bool Governor::is_too_long(const Hold& hold, Moment now) const {
  return hold.until - now > options_.patience ||
         (hold.is_outage && pauses_ > options_.pauses_waited);
}

Error Governor::too_long(const Hold& hold, Moment now) const {
  const auto wait = std::chrono::ceil<std::chrono::minutes>(hold.until - now);
  return {hold.is_outage ? ErrorCode::Unavailable : ErrorCode::RateLimited,
          hold.reason + "; it may be asked again in " + std::to_string(wait.count()) +
              " minutes, at " +
              format_time(std::chrono::ceil<std::chrono::seconds>(by_clock(hold.until)))};
}

void Governor::release(GitHubApi api) {
  --lane(api).under_way;
  is_probing_ = false;
  changed_.notify_all();
}

void Governor::settle(Leave leave, const ReplySigns& signs, ReplyKind kind,
                      std::chrono::microseconds took) {
  const std::lock_guard lock(mutex_);
  const GitHubApi api = leave.api_;
  leave.governor_ = nullptr;
  lane(api).last_minute.push_back({.at = sleeper_.now(), .took = took});
  learn_purse(api, signs);
  learn_limit(api, signs, kind);
  learn_failure(kind);
  release(api);
}

Governor::Moment Governor::moment_of(std::chrono::sys_seconds time, const ReplySigns& signs) const {
  const std::chrono::sys_seconds now =
      signs.server_time.value_or(std::chrono::floor<seconds>(clock_.now()));
  return sleeper_.now() + std::clamp<seconds>(time - now, seconds(0), kWaitMax);
}

void Governor::learn_purse(GitHubApi api, const ReplySigns& signs) {
  const PurseReading& reading = signs.purse;
  if (!reading.remaining || !reading.reset) {
    return;
  }
  const bool is_other = (reading.resource == "core" && api == GitHubApi::GraphQl) ||
                        (reading.resource == "graphql" && api == GitHubApi::Rest);
  if (is_other ||
      (!reading.resource.empty() && reading.resource != "core" && reading.resource != "graphql")) {
    return;
  }
  Purse& purse = lane(api).purse;
  // Replies overtake each other: within one hour the least is the newest.
  const bool is_new_hour = *reading.reset > purse.reset;
  if (*reading.reset < purse.reset) {
    return;
  }
  const std::int64_t least = is_new_hour || !purse.remaining
                                 ? *reading.remaining
                                 : std::min(*purse.remaining, *reading.remaining);
  purse = {.limit = reading.limit,
           .remaining = least,
           .reset = *reading.reset,
           .resets_at = moment_of(*reading.reset, signs)};
}

seconds Governor::next_bare_pause() {
  return doubled(kBarePauseMin, kBarePauseMax, bare_limits_++);
}

void Governor::hold_all(const Hold& hold) {
  for (Lane& each : lanes_) {
    if (hold.until > each.hold.until) {
      each.hold = hold;
    }
  }
}

void Governor::learn_limit(GitHubApi api, const ReplySigns& signs, ReplyKind kind) {
  const Moment now = sleeper_.now();
  const std::optional<std::chrono::sys_seconds> reset = signs.purse.reset;
  if (kind == ReplyKind::LockedOut) {
    hold_all({.until = now + kLockOutPause,
              .reason = "GitHub refuses all logins after too many bad ones"});
  } else if (kind == ReplyKind::Primary) {
    const bool is_told = reset && signs.purse.remaining.value_or(0) == 0;
    const Moment until = is_told ? moment_of(*reset, signs) : now;
    // A limit that the purse does not show, or a reset that has passed, tells no time.
    const auto spread = std::chrono::milliseconds(static_cast<int>(options_.chance() * 2000));
    const Hold hold = {
        .until = until > now ? until + kAfterReset + spread : now + next_bare_pause(),
        .reason = "GitHub's hourly limit is used up"};
    if (hold.until > lane(api).hold.until) {
      lane(api).hold = hold;
    }
  } else if (kind == ReplyKind::Secondary) {
    const bool is_reset_told = reset && signs.purse.remaining.value_or(0) == 0;
    Moment until = now;
    if (signs.retry_after) {
      until = now + std::clamp(*signs.retry_after, seconds(1), kWaitMax);
    } else if (is_reset_told) {
      until = std::max(moment_of(*reset, signs) + kAfterReset, now + kBarePauseMin);
    } else {
      until = now + next_bare_pause();
    }
    hold_all({.until = until, .reason = "GitHub asks for a pause (secondary rate limit)"});
  } else if (!is_failure(kind)) {
    bare_limits_ = 0;
  }
}

void Governor::learn_failure(ReplyKind kind) {
  if (kind == ReplyKind::Cancelled) {
    return;
  }
  heavy_replies_ = kind == ReplyKind::TooHeavy ? heavy_replies_ + 1
                   : is_failure(kind)          ? heavy_replies_
                                               : 0;
  if (!is_failure(kind)) {
    failures_ = 0;
    pauses_ = 0;
    return;
  }
  ++failures_;
  if (failures_ >= options_.failures_until_pause) {
    hold_all({.until = sleeper_.now() + doubled(kFailurePauseMin, kFailurePauseMax, pauses_++),
              .reason = "GitHub does not answer",
              .is_outage = true});
  }
}

std::optional<GitHubWait> Governor::waiting() const {
  const std::lock_guard lock(mutex_);
  const Hold* longest = nullptr;
  for (const Lane& each : lanes_) {
    if (each.sleeping && (longest == nullptr || each.sleeping->until > longest->until)) {
      longest = &*each.sleeping;
    }
  }
  if (longest == nullptr) {
    return std::nullopt;
  }
  return GitHubWait{.reason = longest->reason, .until = by_clock(longest->until)};
}

std::optional<std::int64_t> Governor::left(GitHubApi api) const {
  const std::lock_guard lock(mutex_);
  return lane(api).purse.remaining;
}

int Governor::heavy_replies_in_a_row() const {
  const std::lock_guard lock(mutex_);
  return heavy_replies_;
}

std::size_t Governor::queued() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace shiplog
