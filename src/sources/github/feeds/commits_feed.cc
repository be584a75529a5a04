#include "sources/github/feeds/commits_feed.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/commits.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/commit_cursor.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/reverts.h"
#include "sources/github/feeds/unreachable.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

constexpr std::int64_t kPageMax = 100;  // With the parents inside, 101 fetches: one point.
constexpr int kTriesMax = 3;

// As many commits may be asked for at once with their pull requests for one point.
constexpr std::size_t kRevertsMax = 50;

bool has_gap(const std::vector<Json>& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const Json& row) { return !row; });
}

Json history_of(const GitHubReply& reply) {
  const Json repository = reply.data["repository"];
  const Json of_object = repository["object"]["history"];
  return of_object ? of_object : repository["defaultBranchRef"]["target"]["history"];
}

std::string key_of(const FeedContext& context, const std::string& sha) {
  return to_record(Commit{.repository = context.repository.id, .sha = sha}).key;
}

}  // namespace

CommitsFeed::CommitsFeed(FeedContext& context)
    : context_(context),
      asker_(context.client),
      plain_asker_(context.client),
      page_size_(kPageMax, kPageMax) {}

Result<CommitCursor> CommitsFeed::open(const std::optional<std::string>& cursor) {
  CommitCursor walk;
  walk.since = context_.options.since;
  if (!cursor || cursor->empty()) {
    return walk;
  }
  const CommitCursor stored = TRY(CommitCursor::parse(*cursor));
  page_size_.restore(stored.page_size);
  const bool wants_more = stored.since && (!walk.since || *walk.since < *stored.since);
  return wants_more ? walk : stored;
}

Result<FeedPage> CommitsFeed::read(const std::optional<std::string>& cursor,
                                   const std::stop_token& stop) {
  CommitCursor walk = TRY(open(cursor));
  const bool is_between = walk.head.empty();
  if (is_between && !walk.compare_with.empty()) {
    return withdraw_unreachable(std::move(walk));
  }
  if (walk.reverts.size() >= kRevertsMax || (is_between && !walk.reverts.empty())) {
    return resolve_reverts(std::move(walk), stop);
  }
  return walk_on(std::move(walk), cursor, stop);
}

Result<GitHubReply> CommitsFeed::ask(const CommitCursor& walk, bool with_stats, Asker& asker,
                                     const std::stop_token& stop) {
  const std::string variables = variables_of([&](JsonWriter& json) {
    json.key("owner").text(context_.repository.owner);
    json.key("name").text(context_.repository.name);
    json.key("first").integer(page_size_.rows());
    json.key("stats").boolean(with_stats);
    write_text(json, "since", walk.since ? Text(format_time(*walk.since)) : Text());
    if (!walk.head.empty()) {
      json.key("head").text(walk.head);
      write_text(json, "after", walk.after);
    }
  });
  return asker.query(github_query(walk.head.empty() ? "commits_from_head" : "commits"), variables,
                     stop);
}

Result<FeedPage> CommitsFeed::walk_on(CommitCursor walk, const std::optional<std::string>& cursor,
                                      const std::stop_token& stop) {
  bool asked_again = false;
  for (int tries = 0; tries < kTriesMax;) {
    const GitHubReply reply = TRY(ask(walk, true, asker_, stop));
    const bool is_head_gone = reply.is_usable() && reply.data["repository"]["id"] &&
                              !walk.head.empty() && !reply.data["repository"]["object"];
    if (reply.answer.state == AnswerState::BadCursor || is_head_gone) {
      ++tries;  // Begin anew, and read all of it, since this walk has left holes.
      walk = CommitCursor{.reverts = std::move(walk.reverts), .since = context_.options.since};
      continue;
    }
    if (reply.answer.state == AnswerState::Gone || (reply.is_refused() && !history_of(reply))) {
      return refused_page(reply, context_, "commits",
                          "direct pushes and the ways of changes into deployments are unknown",
                          cursor);
    }
    std::optional<History> history;
    if (reply.answer.state != AnswerState::TooHeavy) {
      history = TRY(read_history(walk, reply, stop));
    }
    if (!history) {
      if (!page_size_.shrink()) {
        return unusable(reply, context_, "commits");
      }
      continue;
    }
    const bool is_stuck = history->has_more && (!history->after || history->after == walk.after);
    const bool is_short = is_cut_short(walk, *history);
    if (is_stuck || (is_short && !asked_again)) {
      asked_again = is_short;
      ++tries;
      continue;
    }
    page_size_.worked(reply.answer.took);
    server_time_ = reply.answer.server_time;
    return take(std::move(walk), *history);
  }
  return Error{ErrorCode::Unavailable, "GitHub gives the same commits of " +
                                           context_.repository.full_name() +
                                           " over and over; the next sync tries again"};
}

// Whether a walk over everything ends with fewer commits than GitHub counts.
bool CommitsFeed::is_cut_short(const CommitCursor& walk, const History& history) {
  const auto rows = static_cast<std::int64_t>(history.rows.size());
  return walk.complete.empty() && !walk.since && !history.has_more &&
         walk.read + rows < history.total;
}

// Absent when the page is too much for GitHub.
Result<std::optional<CommitsFeed::History>> CommitsFeed::read_history(const CommitCursor& walk,
                                                                      const GitHubReply& reply,
                                                                      const std::stop_token& stop) {
  if (!reply.is_usable()) {
    return unusable(reply, context_, "commits");
  }
  const Json repository = TRY(repository_in(reply, context_));
  const Json connection = history_of(reply);
  History history = {.head = walk.head.empty()
                                 ? repository["defaultBranchRef"]["target"]["oid"].optional_id()
                                 : Text(walk.head),
                     .total = connection["totalCount"].count().value_or(0),
                     .rows = connection["nodes"].items(),
                     .after = connection["pageInfo"]["endCursor"].optional_text(),
                     .has_more = connection["pageInfo"]["hasNextPage"].is_true()};
  if (reply.ran_out_of_resources()) {
    return std::optional<History>();
  }
  if (!has_gap(history.rows)) {
    return std::optional(std::move(history));
  }
  // Where lines cannot be counted, the commit itself is null. Pinned to its head, the page is
  // the same without them.
  CommitCursor same = walk;
  same.head = history.head.value_or("");
  const GitHubReply plain = TRY(ask(same, false, plain_asker_, stop));
  const std::vector<Json> rows = history_of(plain)["nodes"].items();
  if (!plain.is_usable() || rows.size() != history.rows.size() || has_gap(rows)) {
    return std::optional<History>();
  }
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (!history.rows[index]) {
      history.rows[index] = rows[index];
    }
  }
  return std::optional(std::move(history));
}

Result<FeedPage> CommitsFeed::take(CommitCursor walk, const History& history) {
  FeedPage page;
  if (!history.head) {  // Nothing was ever pushed.
    page.is_last = true;
    return finish(std::move(page), walk);
  }
  if (walk.head.empty()) {
    walk.head = *history.head;
    fresh_head_ = walk.head;
    walk.open = {walk.head};
    walk.has_met_complete = walk.head == walk.complete;
    walk.read = 0;
    if (walk.has_met_complete) {
      end_walk(walk);
      page.is_last = true;
      return finish(std::move(page), walk);
    }
  }
  std::vector<DecodedCommit> commits;
  commits.reserve(history.rows.size());
  for (const Json row : history.rows) {
    if (std::optional<DecodedCommit> commit = decode_commit(row, decoding())) {
      commits.push_back(std::move(*commit));
    }
  }
  walk.read += static_cast<std::int64_t>(commits.size());
  walk.after = history.after;
  TRY(take_new(walk, commits, page));
  const bool is_complete = !walk.complete.empty() && walk.open.empty();
  page.done = walk.read;
  page.total = walk.complete.empty() ? history.total : 0;
  if (!history.has_more || is_complete) {
    end_walk(walk);
    const bool is_all_done = walk.compare_with.empty() && walk.reverts.empty();
    page.is_last = is_all_done && walk.complete == fresh_head_;
  }
  return finish(std::move(page), walk);
}

// Tells those not stored yet, and follows their parents.
Result<Unit> CommitsFeed::take_new(CommitCursor& walk, const std::vector<DecodedCommit>& commits,
                                   FeedPage& page) {
  const bool is_first_walk = walk.complete.empty();
  std::vector<bool> known(commits.size(), false);
  if (!is_first_walk) {
    std::vector<std::string> keys;
    for (const DecodedCommit& decoded : commits) {
      keys.push_back(key_of(context_, decoded.commit.sha));
    }
    known = TRY(context_.known.has(FactKind::Commit, keys));
  }
  for (std::size_t index = 0; index < commits.size(); ++index) {
    const Commit& commit = commits[index].commit;
    if (known[index]) {
      continue;
    }
    if (commits[index].may_revert) {
      walk.reverts.push_back(commit.sha);
    }
    page.records.push_back(to_record(commit));
    if (!is_first_walk) {
      walk.open.insert(walk.open.end(), commit.parents.begin(), commit.parents.end());
    }
  }
  if (is_first_walk) {
    walk.open.clear();
    return Unit{};
  }
  const auto was_read = [&](const std::string& sha) {
    return std::any_of(commits.begin(), commits.end(),
                       [&](const DecodedCommit& each) { return each.commit.sha == sha; });
  };
  walk.has_met_complete |=
      std::find(walk.open.begin(), walk.open.end(), walk.complete) != walk.open.end();
  std::sort(walk.open.begin(), walk.open.end());
  walk.open.erase(std::unique(walk.open.begin(), walk.open.end()), walk.open.end());
  walk.open.erase(std::remove_if(walk.open.begin(), walk.open.end(), was_read), walk.open.end());
  return forget_known(walk);
}

// What is stored has all that came before it stored too.
Result<Unit> CommitsFeed::forget_known(CommitCursor& walk) {
  std::vector<std::string> keys;
  for (const std::string& sha : walk.open) {
    keys.push_back(key_of(context_, sha));
  }
  const std::vector<bool> known = TRY(context_.known.has(FactKind::Commit, keys));
  std::vector<std::string> open;
  for (std::size_t index = 0; index < walk.open.size(); ++index) {
    if (!known[index]) {
      open.push_back(std::move(walk.open[index]));
    }
  }
  walk.open = std::move(open);
  return Unit{};
}

void CommitsFeed::end_walk(CommitCursor& walk) {
  const bool was_forced = !walk.complete.empty() && !walk.has_met_complete;
  if (was_forced) {
    walk.compare_with = walk.head;
  }
  walk.complete = std::exchange(walk.head, {});
  walk.after.reset();
  walk.open.clear();
  walk.has_met_complete = false;
}

Result<FeedPage> CommitsFeed::resolve_reverts(CommitCursor walk, const std::stop_token& stop) {
  const std::size_t count = std::min(kRevertsMax, walk.reverts.size());
  const auto end = walk.reverts.begin() + static_cast<std::ptrdiff_t>(count);
  const std::vector<std::string> shas(walk.reverts.begin(), end);
  FeedPage page = {.done = walk.read};
  TRY(tell_reverts(context_, shas, decoding(), page, stop));
  walk.reverts.erase(walk.reverts.begin(), end);
  page.is_last = walk.head.empty() && walk.reverts.empty() && walk.complete == fresh_head_;
  return finish(std::move(page), walk);
}

Result<FeedPage> CommitsFeed::withdraw_unreachable(CommitCursor walk) {
  FeedPage page = {.done = walk.read};
  TRY(tell_unreachable(context_, walk.compare_with, server_time_, page));
  walk.compare_with.clear();
  page.is_last = walk.reverts.empty() && walk.complete == fresh_head_;
  return finish(std::move(page), walk);
}

FeedPage CommitsFeed::finish(FeedPage page, const CommitCursor& walk) {
  CommitCursor stored = walk;
  stored.page_size = page_size_.rows();
  page.cursor = stored.text();
  context_.people.tell(page.records);
  if (page.is_last) {
    page.notes = oddities_.take_notes();
  }
  return page;
}

}  // namespace shiplog
