#include "sources/github/governor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/result.h"
#include "base/sleeper.h"
#include "sources/github/github_client.h"
#include "sources/github/reply.h"
#include "sources/github/reply_signs.h"

namespace shiplog {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr GitHubApi kGraphQl = GitHubApi::GraphQl;
constexpr GitHubApi kRest = GitHubApi::Rest;

class GovernorTest : public testing::Test {
 protected:
  // How long a request must wait before it goes.
  std::chrono::nanoseconds wait_of(GitHubApi api) {
    const auto before = sleeper_.now();
    auto leave = governor_.admit(api, "acme/api", {});
    EXPECT_TRUE(leave) << leave.error().message;
    return sleeper_.now() - before;
  }

  void reply(GitHubApi api, const ReplySigns& signs, ReplyKind kind,
             std::chrono::microseconds took = 0us) {
    auto leave = governor_.admit(api, "acme/api", {});
    ASSERT_TRUE(leave) << leave.error().message;
    governor_.settle(std::move(leave).value(), signs, kind, took);
  }

  // By the server's clock, which is an hour ahead of ours.
  std::chrono::sys_seconds server_now() const {
    return std::chrono::floor<seconds>(clock_.now()) + 1h;
  }
  ReplySigns purse(std::int64_t remaining, seconds resets_in, std::int64_t limit = 5000) const {
    return {.purse = {.limit = limit, .remaining = remaining, .reset = server_now() + resets_in},
            .server_time = server_now()};
  }

  FixedClock clock_ = FixedClock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));
  FakeSleeper sleeper_ = {};
  Governor governor_ = Governor(clock_, sleeper_, {.chance = [] { return 0.5; }});
};

TEST_F(GovernorTest, LetsRequestsGoWhenNothingIsKnown) {
  EXPECT_EQ(wait_of(kGraphQl), 0s);
  reply(kGraphQl, {}, ReplyKind::Ok);
  EXPECT_EQ(wait_of(kGraphQl), 0s);
  EXPECT_EQ(governor_.left(kGraphQl), std::nullopt);
  EXPECT_FALSE(governor_.waiting());
}

TEST_F(GovernorTest, WaitsForTheResetByTheServersClock) {
  reply(kGraphQl, purse(0, 20min), ReplyKind::Primary);
  EXPECT_EQ(wait_of(kGraphQl), 20min + 2s);  // A second for rounding, and one of chance.
}

TEST_F(GovernorTest, KeepsThePursesApart) {
  reply(kRest, purse(0, 20min), ReplyKind::Primary);
  EXPECT_EQ(wait_of(kGraphQl), 0s);
  EXPECT_EQ(wait_of(kRest), 20min + 2s);
}

TEST_F(GovernorTest, LeavesAReserveOfPoints) {
  reply(kGraphQl, purse(501, 20min), ReplyKind::Ok);
  EXPECT_EQ(wait_of(kGraphQl), 0s);
  reply(kGraphQl, purse(500, 20min), ReplyKind::Ok);
  EXPECT_EQ(governor_.left(kGraphQl), 500);
  EXPECT_EQ(wait_of(kGraphQl), 20min + 1s);
}

TEST_F(GovernorTest, IsNotMisledByRepliesThatOvertakeEachOther) {
  reply(kGraphQl, purse(400, 20min), ReplyKind::Ok);
  sleeper_.advance(30min);
  reply(kGraphQl, purse(4999, 60min), ReplyKind::Ok);
  reply(kGraphQl, purse(300, 20min), ReplyKind::Ok);
  EXPECT_EQ(governor_.left(kGraphQl), 4999);
  reply(kGraphQl, purse(4990, 60min), ReplyKind::Ok);
  reply(kGraphQl, purse(4995, 60min), ReplyKind::Ok);
  EXPECT_EQ(governor_.left(kGraphQl), 4990);
}

TEST_F(GovernorTest, TakesAPurseByTheNameOnIt) {
  ReplySigns signs = purse(0, 20min);
  signs.purse.resource = "search";
  reply(kRest, signs, ReplyKind::Ok);
  signs.purse.resource = "core";
  reply(kGraphQl, signs, ReplyKind::Ok);
  EXPECT_EQ(wait_of(kRest), 0s);
  EXPECT_EQ(wait_of(kGraphQl), 0s);
}

TEST_F(GovernorTest, PausesAllRequestsForASecondaryLimit) {
  ReplySigns signs;
  signs.retry_after = 30s;
  reply(kRest, signs, ReplyKind::Secondary);
  EXPECT_EQ(wait_of(kGraphQl), 30s);
  EXPECT_EQ(wait_of(kRest), 0s);
}

TEST_F(GovernorTest, PausesAMinuteAtLeastWhenOnlyAResetIsTold) {
  reply(kRest, purse(0, 10s), ReplyKind::Secondary);
  EXPECT_EQ(wait_of(kRest), 60s);
  reply(kRest, purse(0, 90s), ReplyKind::Secondary);
  EXPECT_EQ(wait_of(kRest), 91s);
}

TEST_F(GovernorTest, PausesLongerEachTimeWhenNothingIsTold) {
  for (const auto pause : {60s, 120s, 240s, 480s, 960s, 960s}) {
    reply(kGraphQl, {}, ReplyKind::Secondary);
    EXPECT_EQ(wait_of(kGraphQl), pause);
  }
  reply(kGraphQl, {}, ReplyKind::Ok);
  reply(kGraphQl, {}, ReplyKind::Secondary);
  EXPECT_EQ(wait_of(kGraphQl), 60s);
}

TEST_F(GovernorTest, DoesNotBelieveAPurseThatShowsBudgetWhileRefusing) {
  reply(kGraphQl, purse(4000, 20min), ReplyKind::Primary);
  EXPECT_EQ(wait_of(kGraphQl), 60s);
  reply(kGraphQl, purse(4000, 20min), ReplyKind::Primary);
  EXPECT_EQ(wait_of(kGraphQl), 120s);
}

TEST_F(GovernorTest, TakesAResetThatHasPassedForNone) {
  reply(kGraphQl, purse(0, -5s), ReplyKind::Primary);
  EXPECT_EQ(wait_of(kGraphQl), 60s);
}

TEST_F(GovernorTest, WaitsLongAfterTooManyBadLogins) {
  reply(kGraphQl, {}, ReplyKind::LockedOut);
  EXPECT_EQ(wait_of(kRest), 15min);
}

TEST_F(GovernorTest, TellsWhenItWouldHaveToWaitTooLong) {
  ReplySigns signs;
  signs.retry_after = 2h;
  reply(kGraphQl, signs, ReplyKind::Secondary);
  const auto leave = governor_.admit(kGraphQl, "acme/api", {});
  ASSERT_FALSE(leave);
  EXPECT_EQ(leave.error().code, ErrorCode::RateLimited);
  EXPECT_EQ(leave.error().message,
            "GitHub asks for a pause (secondary rate limit); it may be asked again in 120 minutes, "
            "at 2024-03-04T02:00:00Z");
}

TEST_F(GovernorTest, IsNotShortenedNorProlongedByClocksThatAreSet) {
  for (const auto jump : {std::chrono::hours(-240), std::chrono::hours(240)}) {
    reply(kGraphQl, purse(0, 20min), ReplyKind::Primary);
    clock_.advance(jump);
    EXPECT_EQ(wait_of(kGraphQl), 20min + 2s);
  }
}

TEST_F(GovernorTest, SpendsThreeQuartersOfGitHubsSeconds) {
  const auto started = sleeper_.now();
  std::chrono::nanoseconds used = 0s;
  for (int i = 0; i < 100; ++i) {
    auto leave = governor_.admit(kGraphQl, "acme/api", {});
    ASSERT_TRUE(leave);
    sleeper_.advance(4s);
    used += 4s;
    governor_.settle(std::move(leave).value(), {}, ReplyKind::Ok, 4s);
  }
  EXPECT_GT(sleeper_.now() - started, used * 100 / 76);
  EXPECT_LT(sleeper_.now() - started, used * 100 / 60);
}

TEST_F(GovernorTest, SendsNoMoreAMinuteThanAllowed) {
  const auto started = sleeper_.now();
  for (int i = 0; i < 801; ++i) {
    reply(kRest, {}, ReplyKind::Ok, 1ms);
  }
  EXPECT_EQ(sleeper_.now() - started, 60s);
}

TEST_F(GovernorTest, PausesWhileGitHubDoesNotAnswer) {
  for (int i = 0; i < 4; ++i) {
    reply(kGraphQl, {}, ReplyKind::Broken);
    EXPECT_EQ(wait_of(kGraphQl), 0s);
  }
  reply(kGraphQl, {}, ReplyKind::Silent);
  EXPECT_EQ(wait_of(kRest), 30s);
  reply(kGraphQl, {}, ReplyKind::Broken);
  EXPECT_EQ(wait_of(kGraphQl), 60s);
  reply(kGraphQl, {}, ReplyKind::Ok);
  reply(kGraphQl, {}, ReplyKind::Broken);
  EXPECT_EQ(wait_of(kGraphQl), 0s);
}

TEST_F(GovernorTest, RefusesRequestsOnceGitHubHasNotAnsweredForLong) {
  for (int i = 0; i < 8; ++i) {
    reply(kGraphQl, {}, ReplyKind::Broken);
  }
  const auto leave = governor_.admit(kRest, "acme/api", {});
  ASSERT_FALSE(leave);
  EXPECT_EQ(leave.error().code, ErrorCode::Unavailable);
  EXPECT_NE(leave.error().message.find("GitHub does not answer"), std::string::npos);
  // Later one request finds out whether it does again.
  sleeper_.advance(5min);
  reply(kRest, {}, ReplyKind::Ok);
  EXPECT_EQ(wait_of(kGraphQl), 0s);
}

TEST_F(GovernorTest, TriesWithOneRequestAloneWhetherGitHubAnswersAgain) {
  for (int i = 0; i < 5; ++i) {
    reply(kGraphQl, {}, ReplyKind::Broken);
  }
  auto probe = governor_.admit(kGraphQl, "acme/api", {});
  ASSERT_TRUE(probe);
  std::atomic<bool> is_through = false;
  std::jthread other([this, &is_through] {
    auto leave = governor_.admit(kRest, "acme/api", {});
    is_through = leave.has_value();
  });
  std::this_thread::yield();
  EXPECT_FALSE(is_through);
  governor_.settle(std::move(probe).value(), {}, ReplyKind::Ok, 1ms);
  other.join();
  EXPECT_TRUE(is_through);
}

TEST_F(GovernorTest, CountsHeavyRepliesUntilOneIsNot) {
  reply(kGraphQl, {}, ReplyKind::TooHeavy);
  reply(kGraphQl, {}, ReplyKind::TooHeavy);
  EXPECT_EQ(governor_.heavy_replies_in_a_row(), 2);
  reply(kGraphQl, {}, ReplyKind::Ok);
  EXPECT_EQ(governor_.heavy_replies_in_a_row(), 0);
}

TEST_F(GovernorTest, GivesRepositoriesTheirTurns) {
  auto busy = governor_.admit(kGraphQl, "acme/big", {});
  ASSERT_TRUE(busy);
  std::vector<std::string> order;
  std::vector<std::jthread> threads;
  const auto join = [&](const std::string& repository) {
    threads.emplace_back([this, &order, repository] {
      auto leave = governor_.admit(kGraphQl, repository, {});
      order.push_back(repository);  // One at a time, as the lane is.
    });
    // The next one comes later only when this one is in the queue.
    while (governor_.queued() < threads.size()) {
      std::this_thread::yield();
    }
  };
  for (const char* repository : {"acme/big", "acme/big", "acme/big", "acme/small"}) {
    join(repository);
  }
  governor_.settle(std::move(busy).value(), {}, ReplyKind::Ok, 1ms);
  threads.clear();
  EXPECT_EQ(order, (std::vector<std::string>{"acme/small", "acme/big", "acme/big", "acme/big"}));
}

TEST_F(GovernorTest, StopsWaitingWhenAsked) {
  auto busy = governor_.admit(kGraphQl, "acme/big", {});
  std::stop_source stop;
  std::optional<ErrorCode> code;
  {
    std::jthread waiter([&] {
      const auto leave = governor_.admit(kGraphQl, "acme/api", stop.get_token());
      code = leave.error().code;
    });
    while (governor_.queued() == 0) {
      std::this_thread::yield();
    }
    stop.request_stop();
  }
  EXPECT_EQ(code, ErrorCode::Cancelled);
  EXPECT_EQ(governor_.queued(), 0U);
}

TEST_F(GovernorTest, FreesALeaveThatIsNeverSettled) {
  {
    auto forgotten = governor_.admit(kGraphQl, "acme/api", {});
  }
  EXPECT_EQ(wait_of(kGraphQl), 0s);
}

// A sleeper that shows what the governor says while it sleeps.
class WatchingSleeper final : public Sleeper {
 public:
  Moment now() const override { return now_; }
  bool sleep_until(Moment moment, const std::stop_token&) override {
    seen = governor->waiting();
    now_ = moment;
    return true;
  }
  const Governor* governor = nullptr;
  std::optional<GitHubWait> seen = {};

 private:
  Moment now_ = Moment(1h);
};

TEST(Governor, TellsWhyItWaitsAndUntilWhen) {
  const FixedClock clock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));
  WatchingSleeper sleeper;
  Governor governor(clock, sleeper, {});
  sleeper.governor = &governor;
  ReplySigns signs;
  signs.retry_after = 42s;
  governor.settle(governor.admit(kRest, "", {}).value(), signs, ReplyKind::Secondary, 0us);
  EXPECT_TRUE(governor.admit(kRest, "", {}));
  ASSERT_TRUE(sleeper.seen);
  EXPECT_EQ(sleeper.seen->reason, "GitHub asks for a pause (secondary rate limit)");
  EXPECT_EQ(sleeper.seen->until, clock.now() + 42s);
  EXPECT_FALSE(governor.waiting());
}

// Random replies, with what each of them forbids kept apart from the governor.
class RandomReplies {
 public:
  explicit RandomReplies(std::uint64_t seed) : random_(seed) {}

  void run(int requests) {
    for (int i = 0; i < requests; ++i) {
      step();
    }
  }

 private:
  std::int64_t below(std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(0, most - 1)(random_);
  }

  void step() {
    const GitHubApi api = below(2) == 0 ? kGraphQl : kRest;
    if (below(20) == 0) {
      clock_.advance(std::chrono::hours(below(100) - 50));
    }
    sleeper_.advance(std::chrono::seconds(below(30)));
    auto leave = governor_.admit(api, "repository " + std::to_string(below(3)), {});
    if (!leave) {
      EXPECT_TRUE(leave.error().code == ErrorCode::Unavailable ||
                  forbidden_until_[static_cast<std::size_t>(api)] - sleeper_.now() > 65min);
      sleeper_.advance(1h);
      return;
    }
    EXPECT_GE(sleeper_.now(), forbidden_until_[static_cast<std::size_t>(api)])
        << "a request went while GitHub had told to wait";
    answer(api, std::move(leave).value());
  }

  void forbid(GitHubApi api, seconds how_long) {
    auto& until = forbidden_until_[static_cast<std::size_t>(api)];
    until = std::max(until, sleeper_.now() + how_long);
  }

  void answer(GitHubApi api, Governor::Leave leave) {
    ReplySigns signs;
    ReplyKind kind = ReplyKind::Ok;
    // Whole seconds, as the server's clock has them; it runs as steadily as ours.
    const auto server_now = std::chrono::sys_seconds(
        std::chrono::floor<seconds>(sleeper_.now().time_since_epoch()) + 1'000'000s);
    if (below(5) != 0) {
      signs.server_time = server_now;
    }
    switch (below(8)) {
      case 0: {
        const seconds reset_in(below(3600));
        kind = ReplyKind::Primary;
        signs.server_time = server_now;
        signs.purse = {.limit = 5000, .remaining = 0, .reset = server_now + reset_in};
        forbid(api, reset_in);
        break;
      }
      case 1: {
        kind = ReplyKind::Secondary;
        signs.retry_after = seconds(below(8000));
        forbid(kGraphQl, *signs.retry_after);
        forbid(kRest, *signs.retry_after);
        break;
      }
      case 2:
        kind = ReplyKind::Secondary;
        forbid(kGraphQl, 60s);
        forbid(kRest, 60s);
        break;
      case 3:
        kind = ReplyKind::Broken;
        break;
      case 4:
        kind = ReplyKind::TooHeavy;
        break;
      default:
        break;
    }
    const std::chrono::milliseconds took(below(20'000));
    governor_.settle(std::move(leave), signs, kind, took);
  }

  std::mt19937_64 random_;
  FixedClock clock_ = FixedClock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));
  FakeSleeper sleeper_ = {};
  Governor governor_ = Governor(clock_, sleeper_, {});
  std::array<Sleeper::Moment, 2> forbidden_until_ = {};
};

TEST(Governor, NeverLetsARequestGoWhileToldToWait) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    RandomReplies(seed).run(200);
  }
}

TEST(Governor, KeepsItsWordToManyThreads) {
  const FixedClock clock(std::chrono::sys_days(std::chrono::year(2024) / 3 / 4));
  FakeSleeper sleeper;
  Governor governor(clock, sleeper, {});
  std::array<std::atomic<int>, 2> under_way = {};
  std::atomic<int> too_many = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 6; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 200; ++i) {
          const GitHubApi api = (i + thread) % 2 == 0 ? kGraphQl : kRest;
          auto leave = governor.admit(api, std::to_string(thread), {});
          auto& count = under_way[static_cast<std::size_t>(api)];
          too_many += ++count > 1 ? 1 : 0;
          --count;
          governor.settle(std::move(leave).value(), {},
                          i % 50 == 0 ? ReplyKind::Secondary : ReplyKind::Ok, 1ms);
        }
      });
    }
  }
  EXPECT_EQ(too_many, 0);
  EXPECT_EQ(governor.queued(), 0U);
}

}  // namespace
}  // namespace shiplog
