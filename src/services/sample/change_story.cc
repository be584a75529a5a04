#include "services/sample/change_story.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "services/sample/dice.h"
#include "services/sample/organisation.h"
#include "services/sample/working_time.h"

namespace shiplog::sample {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Spreads of log-normal times, in hundredths of a doubling: how unequal they are.
constexpr int kNarrow = 80;
constexpr int kWide = 150;
constexpr int kHeavyTail = 210;
constexpr int kHeaviestTail = 260;

constexpr double kDirectPushes = 0.06;
constexpr double kAgents = 0.09;
constexpr double kDeletedAccounts = 0.006;
constexpr double kDrafts = 0.16;
constexpr double kUnreviewed = 0.09;
constexpr double kAbandoned = 0.06;
constexpr double kForgotten = 0.01;
constexpr double kReopened = 0.015;
constexpr double kForcePushed = 0.09;
constexpr double kVeryLong = 0.0025;  // More than a hundred commits.
constexpr double kClockSkew = 0.006;

}  // namespace

StoryTeller::StoryTeller(const Organisation& organisation, const RepositoryPlan& repository,
                         Dice& dice)
    : organisation_(organisation),
      repository_(repository),
      team_(organisation.teams()[static_cast<std::size_t>(repository.team)]),
      hours_(organisation.hours_of(team_)),
      dice_(dice) {}

Change StoryTeller::tell(Purpose purpose, sys_seconds started) {
  Change change = {.purpose = purpose, .words = dice_.next()};
  choose_author(change, started);
  change.area =
      static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(repository_.areas.size())));
  change.method = repository_.merge_method;
  if (dice_.chance(0.06)) {
    change.method = static_cast<MergeMethod>(dice_.below(3));
  }
  if (purpose == Purpose::Ordinary && dice_.chance(kDirectPushes)) {
    change.is_direct_push = true;
  }
  write_code(change, started);
  measure_size(change);
  if (change.is_direct_push) {
    change.commits.resize(1);
    change.created = change.ended = change.commits.back().committed_at;
    return change;
  }
  const sys_seconds ready = open(change);
  robots_comment(change);
  end(change, review(change, ready));
  afterwards(change);
  std::ranges::sort(change.events, {},
                    [](const StoryEvent& event) { return std::tuple(event.at, event.type); });
  return change;
}

bool StoryTeller::is_urgent(const Change& change) const {
  return change.purpose == Purpose::Hotfix || change.purpose == Purpose::Revert;
}

sys_seconds StoryTeller::later(sys_seconds from, seconds median, int spread) {
  const seconds needed = dice_.log_normal(median, spread) + seconds{1};
  return dice_.chance(0.12) ? from + needed : hours_.after(from, needed);
}

void StoryTeller::choose_author(Change& change, sys_seconds started) {
  const seconds age = started - organisation_.begin();
  const seconds span = organisation_.until() - organisation_.begin();
  change.author = organisation_.any_author(team_, dice_);
  if (change.purpose == Purpose::DependencyUpdate) {
    change.author = repository_.updates_bot;
  } else if (change.purpose == Purpose::Ordinary) {
    // Agents came slowly, and by the end write twice their average share.
    const double share =
        kAgents * 2 * (static_cast<double>(age.count()) / static_cast<double>(span.count()));
    if (dice_.chance(share)) {
      change.author = organisation_.any_agent(dice_);
    }
    if (dice_.chance(kDeletedAccounts)) {
      change.author = kNobody;
    }
  }
}

// The commits of the branch, from the first to the one that opens the pull request.
void StoryTeller::write_code(Change& change, sys_seconds started) {
  const bool is_by_bot = change.purpose == Purpose::DependencyUpdate;
  std::int64_t count = is_by_bot ? 1 : std::clamp<std::int64_t>(dice_.log_normal(2, 90), 1, 40);
  if (change.purpose == Purpose::Revert) {
    count = 1;
  }
  if (change.purpose == Purpose::Ordinary && dice_.chance(kVeryLong)) {
    count = dice_.between(101, 160);
  }
  const seconds work = is_by_bot || is_urgent(change) ? minutes{6} : minutes{55};
  sys_seconds at = started;
  for (std::int64_t commit = 0; commit < count; ++commit) {
    if (commit > 0) {
      at = later(at, count > 100 ? seconds{minutes{9}} : work, kHeavyTail);
    }
    change.commits.push_back({.authored_at = at, .committed_at = at});
  }
  if (dice_.chance(kClockSkew)) {
    change.commits.front().authored_at += hours{3};
  }
}

void StoryTeller::measure_size(Change& change) {
  const bool is_by_bot = change.purpose == Purpose::DependencyUpdate;
  change.additions = std::min<std::int64_t>(dice_.log_normal(is_by_bot ? 4 : 34, 250), 400'000);
  change.deletions = std::min<std::int64_t>(dice_.log_normal(is_by_bot ? 4 : 11, 280), 400'000);
  change.changed_files = 1 + dice_.log_normal(is_by_bot ? 1 : 2, 160);
  change.has_unknown_size = dice_.chance(0.003);
}

// Opens the pull request and gives the moment at which it is ready for review.
sys_seconds StoryTeller::open(Change& change) {
  const bool is_quick = is_urgent(change) || change.purpose == Purpose::DependencyUpdate;
  change.created =
      later(change.commits.back().committed_at, is_quick ? minutes{2} : minutes{20}, kHeavyTail);
  const bool can_be_draft = change.purpose == Purpose::Ordinary;
  if (!can_be_draft || !dice_.chance(kDrafts)) {
    return change.created;
  }

  change.is_draft_at_first = true;
  sys_seconds ready = later(change.created, hours{5}, kWide);
  change.events.push_back({"ready_for_review", ready, change.author});
  while (dice_.chance(0.15)) {
    const sys_seconds back = later(ready, hours{1}, kWide);
    ready = later(back, hours{3}, kWide);
    change.events.push_back({"converted_to_draft", back, change.author});
    change.events.push_back({"ready_for_review", ready, change.author});
  }
  return ready;
}

void StoryTeller::robots_comment(Change& change) {
  if (repository_.index % 3 == 0 && dice_.chance(0.5)) {
    change.comments.push_back(
        {change.created + seconds{dice_.between(60, 420)}, organisation_.coverage_bot()});
  }
  if (dice_.chance(0.10)) {  // An agent has read it before any human.
    change.reviews.push_back({change.created + seconds{dice_.between(90, 900)},
                              organisation_.any_agent(dice_), "commented"});
  }
}

// The rounds of review; gives the moment at which the last of it was over.
sys_seconds StoryTeller::review(Change& change, sys_seconds ready) {
  const PersonIndex reviewer = organisation_.any_reviewer(team_, change.author, kNobody, dice_);
  const double unreviewed = change.purpose == Purpose::DependencyUpdate ? 0.45
                            : is_urgent(change)                         ? 0.2
                                                                        : kUnreviewed;
  if (reviewer == kNobody || dice_.chance(unreviewed)) {
    return later(ready, minutes{25}, kHeavyTail);
  }
  const bool is_asked_late = dice_.chance(0.05);
  const seconds pickup =
      is_urgent(change) ? seconds{minutes{7}}
                        : seconds{minutes{95}} * organisation_.review_percent(team_, ready) / 100;
  const sys_seconds first = later(ready, pickup, kHeaviestTail);
  if (dice_.chance(0.7)) {
    change.events.push_back(
        {"review_requested", is_asked_late ? first + minutes{1} : ready, change.author, reviewer});
  }
  sys_seconds at = first;
  if (dice_.chance(0.25)) {
    change.comments.push_back({at, reviewer});
    at = later(at, minutes{30}, kWide);
  }
  const double another_round = is_urgent(change) ? 0.05 : 0.34;
  while (dice_.chance(another_round)) {
    at = review_round(change, reviewer, at);
  }
  if (dice_.chance(0.97)) {
    at = approve(change, reviewer, at);
  }
  const PersonIndex second = organisation_.any_reviewer(team_, change.author, reviewer, dice_);
  if (second != kNobody && dice_.chance(0.18)) {
    at = later(at, minutes{40}, kHeavyTail);
    change.reviews.push_back({at, second, dice_.chance(0.8) ? "approved" : "commented"});
  }
  return at;
}

// One round: objections or remarks, an answer, another commit; gives the moment at which
// the reviewer is back.
sys_seconds StoryTeller::review_round(Change& change, PersonIndex reviewer, sys_seconds at) {
  change.reviews.push_back({at, reviewer, dice_.chance(0.6) ? "changes_requested" : "commented"});
  const sys_seconds answered = later(at, minutes{70}, kHeavyTail);
  if (dice_.chance(0.6)) {
    change.comments.push_back({answered, change.author});
  }
  if (change.commits.size() < 100) {
    const sys_seconds written = answered - (answered - at) / 4;
    change.commits.push_back({.authored_at = written, .committed_at = answered});
  }
  return later(answered, minutes{60}, kHeavyTail);
}

// An approval; now and then one that was dismissed and had to be given again. Gives the
// moment of the one that stands.
sys_seconds StoryTeller::approve(Change& change, PersonIndex reviewer, sys_seconds at) {
  if (dice_.chance(0.02)) {
    change.reviews.push_back({at, reviewer, "dismissed"});
    at = later(at, minutes{45}, kWide);
  }
  change.reviews.push_back({at, reviewer, "approved"});
  return at;
}

// A rebase gives the commits new times; an amended branch also loses its first authoring.
void StoryTeller::force_push(Change& change, sys_seconds from, sys_seconds until) {
  const sys_seconds at = from + (until - from) * dice_.below(100) / 100;
  if (at > organisation_.until()) {
    return;
  }
  change.lost_first_commit =
      std::min(change.commits.front().authored_at, change.commits.front().committed_at);
  const bool is_amended = dice_.chance(0.5);
  for (StoryCommit& commit : change.commits) {
    if (commit.committed_at > at) {
      continue;
    }
    commit.committed_at = at;
    if (is_amended) {
      commit.authored_at = at;
    }
  }
  change.events.push_back({"force_pushed", at, change.author});
}

void StoryTeller::end(Change& change, sys_seconds reviewed) {
  const bool is_by_human = !is_urgent(change) && change.purpose != Purpose::DependencyUpdate;
  change.merger = change.author;
  if (change.author == kNobody || change.purpose == Purpose::DependencyUpdate ||
      dice_.chance(0.2)) {
    change.merger = dice_.pick(team_.members);
  }
  change.ended = later(reviewed, minutes{14}, kHeavyTail);
  if (is_by_human && dice_.chance(kReopened)) {
    const sys_seconds closed = later(reviewed, hours{2}, kWide);
    const sys_seconds reopened = later(closed, hours{12}, kWide);
    change.events.push_back({"closed", closed, change.author});
    change.events.push_back({"reopened", reopened, change.author});
    change.ended = later(reopened, hours{1}, kWide);
  }
  if (dice_.chance(kForcePushed)) {
    force_push(change, change.created, change.ended);
  }
  if (repository_.index % 5 == 4 && dice_.chance(0.3)) {  // These have a merge queue.
    change.events.push_back(
        {"queued", std::max(change.created, change.ended - seconds{240}), change.merger});
  }
  if (!is_urgent(change) && dice_.chance(kAbandoned)) {
    change.ending = Ending::Closed;
    change.ended = later(change.ended, days{2}, kHeavyTail);
  } else if (is_by_human && dice_.chance(kForgotten)) {
    change.ending = Ending::Closed;
    change.ended = organisation_.until() + days{1};
  }
}

void StoryTeller::afterwards(Change& change) {
  if (dice_.chance(0.03)) {
    change.comments.push_back(
        {later(change.ended, hours{20}, kWide), organisation_.any_author(team_, dice_)});
  }
  const PersonIndex late = organisation_.any_reviewer(team_, change.author, kNobody, dice_);
  if (late != kNobody && dice_.chance(0.006)) {
    change.reviews.push_back({later(change.ended, hours{3}, kNarrow), late, "commented"});
  }
}

}  // namespace shiplog::sample
