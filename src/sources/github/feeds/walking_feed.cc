#include "sources/github/feeds/walking_feed.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
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
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// A row can come to light a while after the time that it bears, and then behind the walk.
constexpr std::chrono::seconds kSettling{120};

// How often a page may be asked for again that cannot be used as it is.
constexpr int kTriesMax = 3;

// Whether a row is null that no problem of the reply explains.
bool has_unexplained_gap(const GitHubReply& reply, std::string_view connection,
                         const std::vector<Json>& rows) {
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const std::string path =
        "repository." + std::string(connection) + ".nodes." + std::to_string(index);
    if (!rows[index] && !reply.explains(path)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<FeedPage> WalkingFeed::read(const std::optional<std::string>& cursor,
                                   const std::stop_token& stop) {
  WalkCursor walk = TRY(open(cursor));
  std::optional<FeedPage> more = TRY(catch_up(walk, stop));
  if (more) {
    if (walk.has_ended && walk.pending.empty()) {
      end_pass(walk, *more);
    }
    return finish(std::move(*more), walk);
  }
  return read_rows(std::move(walk), cursor, stop);
}

WalkCursor WalkingFeed::from_the_beginning() const {
  WalkCursor walk;
  walk.since = context_.options.since;
  if (walk.since && !list_.filters_by_since) {
    walk.is_backward = true;
    walk.back_to = walk.since;
  }
  return walk;
}

Result<WalkCursor> WalkingFeed::open(const std::optional<std::string>& cursor) {
  if (!cursor || cursor->empty()) {
    WalkCursor walk = from_the_beginning();
    begin_pass(walk);
    return walk;
  }
  WalkCursor walk = TRY(WalkCursor::parse(*cursor));
  const Moment& wanted = context_.options.since;
  if (walk.since && (!wanted || *wanted < *walk.since)) {
    walk = from_the_beginning();  // More is wanted than was ever asked for.
    begin_pass(walk);
    return walk;
  }
  page_size_.restore(walk.page_size);
  const bool is_pass_over = walk.has_ended && (walk.pending.empty() || !must_empty_pending());
  if (is_pass_over) {
    walk.has_ended = false;
    walk.is_first_pass = false;
    walk.read = 0;
    walked_to_end_ = false;
    begin_pass(walk);
  }
  return walk;
}

Result<std::optional<FeedPage>> WalkingFeed::catch_up(WalkCursor& /*walk*/,
                                                      const std::stop_token& /*stop*/) {
  return std::optional<FeedPage>();
}

Result<std::optional<FeedPage>> WalkingFeed::step_over(WalkCursor& /*walk*/,
                                                       const std::stop_token& /*stop*/) {
  return std::optional<FeedPage>();
}

std::string WalkingFeed::variables(const WalkCursor& walk, std::int64_t rows) const {
  return variables_of([&](JsonWriter& json) {
    json.key("owner").text(context_.repository.owner);
    json.key("name").text(context_.repository.name);
    json.key("first").integer(rows);
    write_text(json, "after", walk.after);
    json.key("direction").text(walk.is_backward ? "DESC" : "ASC");
    if (list_.filters_by_since) {
      const Moment& since = walk.back_to ? walk.back_to : walk.since;
      write_text(json, "since", since ? Text(format_time(*since)) : Text());
    }
    write_more(json);
  });
}

Result<FeedPage> WalkingFeed::read_rows(WalkCursor walk, const std::optional<std::string>& cursor,
                                        const std::stop_token& stop) {
  const GitHubQuery& query = github_query(list_.query);
  bool asked_again = false;
  for (int tries = 0; tries < kTriesMax;) {
    const GitHubReply reply = TRY(asker_.query(query, variables(walk, page_size_.rows()), stop));
    if (reply.answer.state == AnswerState::BadCursor && walk.after) {
      ++tries;
      lose_cursor(walk);
      continue;
    }
    const Json connection = reply.data["repository"][list_.connection];
    if (!connection && reply.is_refused() && can_do_without(reply)) {
      continue;
    }
    if (!connection && (reply.is_refused() || reply.answer.state == AnswerState::Gone)) {
      return refused_page(reply, context_, list_.title, list_.cost, cursor);
    }
    const bool is_heavy =
        reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources() ||
        (connection && has_unexplained_gap(reply, list_.connection, connection["nodes"].items()));
    if (is_heavy) {
      if (page_size_.shrink()) {
        continue;
      }
      std::optional<FeedPage> over = TRY(step_over(walk, stop));
      if (over) {
        return finish(std::move(*over), walk);
      }
      return unusable(reply, context_, list_.title);
    }
    if (!reply.is_usable()) {
      return unusable(reply, context_, list_.title);
    }
    const Json repository = TRY(repository_in(reply, context_));
    const Json page = repository[list_.connection]["pageInfo"];
    const bool is_stuck =
        page["hasNextPage"].is_true() &&
        (page["endCursor"].text().empty() || page["endCursor"].optional_text() == walk.after);
    const bool is_short = is_cut_short(walk, repository[list_.connection]);
    if (is_stuck || (is_short && !asked_again)) {
      asked_again = is_short;
      ++tries;
      continue;
    }
    page_size_.worked(reply.answer.took);
    return take_page(std::move(walk), reply, repository, stop);
  }
  return Error{ErrorCode::Unavailable, "GitHub gives the same page of " + std::string(list_.title) +
                                           " of " + context_.repository.full_name() +
                                           " over and over; the next sync tries again"};
}

// Whether a walk over everything ends with fewer rows than GitHub counts.
bool WalkingFeed::is_cut_short(const WalkCursor& walk, Json connection) {
  const bool reads_all = walk.is_first_pass && !walk.since && !walk.is_backward;
  const auto rows = static_cast<std::int64_t>(connection["nodes"].items().size());
  return reads_all && !connection["pageInfo"]["hasNextPage"].is_true() &&
         walk.read + rows < connection["totalCount"].count().value_or(0);
}

Result<FeedPage> WalkingFeed::take_page(WalkCursor walk, const GitHubReply& reply, Json repository,
                                        const std::stop_token& stop) {
  const Json connection = repository[list_.connection];
  FeedPage page;
  Moment oldest;
  Moment newest;
  std::int64_t hidden = 0;
  for (const Json row : connection["nodes"].items()) {
    if (!row) {
      ++hidden;
      continue;
    }
    const Moment at = row[list_.time].time();
    oldest = !oldest || (at && *at < *oldest) ? at : oldest;
    newest = std::max(newest, at);
    if (walk.is_backward && at && *at < walk.back_to) {
      continue;
    }
    TRY(take(row, walk, page, stop));
    ++walk.read;
  }
  if (hidden > 0) {
    page.notes.push_back(std::to_string(hidden) + " " + std::string(list_.title) + " of " +
                         context_.repository.full_name() + " are hidden from this token");
  }
  const bool reads_all = walk.is_first_pass && !walk.since;
  page.total = reads_all ? connection["totalCount"].count().value_or(0) : 0;
  page.done = walk.read;
  TRY(advance(walk, page, connection, oldest, newest, reply.answer.server_time));
  return finish(std::move(page), walk);
}

Result<Unit> WalkingFeed::advance(WalkCursor& walk, FeedPage& page, Json connection, Moment oldest,
                                  Moment newest, Timestamp server_time) {
  const Json info = connection["pageInfo"];
  const Text end = info["endCursor"].optional_text();
  const bool has_more = info["hasNextPage"].is_true();
  const Timestamp settled = server_time - kSettling;
  if (!walk.is_backward) {
    if (end) {
      walk.after = end;  // An empty page has none.
      if (newest && *newest < settled) {
        walk.safe = end;
        walk.safe_at = newest;
      }
    }
    if (!has_more) {
      walk.after = walk.safe;
      walk.back_to.reset();
      walk.has_ended = true;
      walked_to_end_ = true;
      if (walk.pending.empty() || !must_empty_pending()) {
        end_pass(walk, page);
      }
    }
    return Unit{};
  }
  if (!walk.forward_from && newest && *newest < settled) {
    walk.forward_from = info["startCursor"].optional_text();
    walk.safe_at = newest;
  } else if (!walk.forward_from && oldest && *oldest < settled) {
    walk.forward_from = end;
    walk.safe_at = oldest;
  }
  walk.after = end;
  if (!has_more || (oldest && *oldest < walk.back_to)) {
    walk.is_backward = false;
    walk.back_to.reset();
    walk.after = walk.forward_from;
    walk.safe = std::exchange(walk.forward_from, std::nullopt);
  }
  return Unit{};
}

void WalkingFeed::end_pass(WalkCursor& walk, FeedPage& page) {
  // A pass that an earlier process brought to its end is that of an earlier day: go on.
  page.is_last = walked_to_end_;
  walk.read = 0;
}

void WalkingFeed::lose_cursor(WalkCursor& walk) const {
  if (walk.is_backward || !walk.safe_at) {
    const std::vector<std::string> pending = std::move(walk.pending);
    const Moment back_to = walk.is_backward ? walk.back_to : std::nullopt;
    walk = from_the_beginning();
    walk.pending = pending;
    if (back_to) {
      walk.is_backward = true;
      walk.back_to = back_to;
    }
    return;
  }
  walk.after.reset();
  walk.safe.reset();
  walk.back_to = walk.safe_at;
  walk.is_backward = !list_.filters_by_since;
}

FeedPage WalkingFeed::finish(FeedPage page, const WalkCursor& walk) {
  WalkCursor stored = walk;
  stored.page_size = page_size_.rows();
  page.cursor = stored.text();
  context_.people.tell(page.records);
  if (page.is_last) {
    std::vector<std::string> odd = oddities_.take_notes();
    std::move(odd.begin(), odd.end(), std::back_inserter(page.notes));
  }
  return page;
}

}  // namespace shiplog
