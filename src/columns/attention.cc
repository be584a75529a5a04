#include "columns/attention.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "columns/boundaries.h"
#include "columns/change_rows.h"
#include "columns/column.h"
#include "columns/people_rows.h"
#include "columns/repository_facts.h"
#include "columns/shard.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

// Whose pull request it is, and until when attention counts.
struct Target {
  Row change = kNoRow;
  PersonNumber author = 0;
  Timestamp closed_at = kNever;
};

std::vector<Target> targets_by_pull(const RepositoryFacts& facts, const ChangeRows& changes) {
  std::vector<Target> targets(facts.pulls.size());
  for (Row row = 0; row < changes.rows.size(); ++row) {
    if (changes.rows[row].kind == ChangeKind::PullRequest) {
      const PullRow& pull = facts.pull_rows[changes.rows[row].source];
      targets[pull.pull] = {
          .change = row,
          .author = pull.author,
          .closed_at = closing_history(pull, stretch_of(facts.events, pull.events)).closed_at};
    }
  }
  return targets;
}

struct Heard {
  Timestamp at = {};
  Row change = kNoRow;
  Row author = kNoRow;
  std::uint32_t human = 0;
  bool is_review = false;
  bool requests_changes = false;
  bool counts = false;
};

std::vector<Heard> heard_of(const RepositoryFacts& facts, const PeopleRows& people,
                            const ChangeRows& changes, bool bot_reviews) {
  const std::vector<Target> targets = targets_by_pull(facts, changes);
  std::vector<Heard> heard;
  for (const Remark& remark : facts.remarks) {
    const Target& target = targets[remark.pull];
    if (target.change == kNoRow) {
      continue;
    }
    const bool is_by_another = people.human[remark.author] != people.human[target.author] &&
                               (bot_reviews || !people.account_of(remark.author).is_bot);
    heard.push_back({.at = remark.at,
                     .change = target.change,
                     .author = people.row_of[remark.author],
                     .human = people.human[remark.author],
                     .is_review = remark.kind != RemarkKind::Comment,
                     .requests_changes = remark.kind == RemarkKind::ChangesRequested,
                     .counts = is_by_another && remark.at <= target.closed_at});
  }
  std::ranges::sort(heard, {}, [](const Heard& one) {
    return std::tuple(one.at, one.change, one.author, one.is_review);
  });
  return heard;
}

void add_one(std::uint16_t& count) {
  count = static_cast<std::uint16_t>(
      std::min<unsigned>(count + 1U, std::numeric_limits<std::uint16_t>::max()));
}

void count_reviewers(const std::vector<Heard>& heard, AttentionTable<Grown>& table) {
  std::vector<std::pair<Row, std::uint32_t>> reviewers;
  for (const Heard& one : heard) {
    if (one.counts && one.is_review) {
      reviewers.emplace_back(one.change, one.human);
    }
  }
  std::ranges::sort(reviewers);
  const auto repeated = std::ranges::unique(reviewers);
  reviewers.erase(repeated.begin(), repeated.end());
  for (const auto& [change, human] : reviewers) {
    add_one(table.reviewers[change]);
  }
}

std::vector<Timestamp> pushes_of(const RepositoryFacts& facts, const PullRow& pull,
                                 Timestamp closed_at) {
  std::vector<Timestamp> pushes;
  for (const PullEvent& event : stretch_of(facts.events, pull.events)) {
    if (event.type == PullEventType::Pushed) {
      pushes.push_back(event.at);
    }
  }
  for (const ListedCommit& commit : stretch_of(facts.listed_commits, pull.commits)) {
    pushes.push_back(commit.committed_at);
  }
  std::erase_if(pushes,
                [closed_at](Timestamp push) { return !happened(push) || push > closed_at; });
  std::ranges::sort(pushes);
  return pushes;
}

// Both in order of time.
std::uint16_t rounds_of(std::span<const Timestamp> requests, std::span<const Timestamp> pushes) {
  std::uint16_t rounds = 0;
  Timestamp answered_until = Timestamp::min();
  for (const Timestamp request : requests) {
    if (request < answered_until) {
      continue;
    }
    const auto push = std::ranges::upper_bound(pushes, request);
    if (push == pushes.end()) {
      break;
    }
    answered_until = *push;
    add_one(rounds);
  }
  return rounds;
}

void count_rounds(const std::vector<Heard>& heard, const RepositoryFacts& facts,
                  const ChangeRows& changes, AttentionTable<Grown>& table) {
  std::vector<std::pair<Row, Timestamp>> requests;
  for (const Heard& one : heard) {
    if (one.counts && one.requests_changes) {
      requests.emplace_back(one.change, one.at);
    }
  }
  std::ranges::sort(requests);
  std::vector<Timestamp> times;
  for (auto begin = requests.begin(); begin != requests.end();) {
    const Row change = begin->first;
    times.clear();
    for (; begin != requests.end() && begin->first == change; ++begin) {
      times.push_back(begin->second);
    }
    const PullRow& pull = facts.pull_rows[changes.rows[change].source];
    const Timestamp closed_at =
        closing_history(pull, stretch_of(facts.events, pull.events)).closed_at;
    table.rounds[change] = rounds_of(times, pushes_of(facts, pull, closed_at));
  }
}

}  // namespace

Attention find_attention(const RepositoryFacts& facts, const PeopleRows& people,
                         const ChangeRows& changes, bool bot_reviews) {
  const std::size_t count = changes.rows.size();
  Attention attention{.table = {.remarks = std::vector<std::uint16_t>(count, 0),
                                .reviewers = std::vector<std::uint16_t>(count, 0),
                                .rounds = std::vector<std::uint16_t>(count, 0)}};
  const std::vector<Heard> heard = heard_of(facts, people, changes, bot_reviews);
  for (const Heard& one : heard) {
    attention.remarks.at.push_back(one.at);
    attention.remarks.change.push_back(one.change);
    attention.remarks.author.push_back(one.author);
    attention.remarks.is_review.push_back(one.is_review ? 1 : 0);
    attention.remarks.counts.push_back(one.counts ? 1 : 0);
    if (one.counts) {
      add_one(attention.table.remarks[one.change]);
    }
  }
  count_reviewers(heard, attention.table);
  count_rounds(heard, facts, changes, attention.table);
  return attention;
}

}  // namespace shiplog
