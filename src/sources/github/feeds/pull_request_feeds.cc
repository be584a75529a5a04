#include "sources/github/feeds/pull_request_feeds.h"

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
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/pull_requests.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/feeds/walking_feed.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// Three connections in each of 33 are 100 fetches: one point however GitHub rounds. Of 25 with
// three connections each for their rest, 75.
constexpr std::int64_t kFirstPage = 25;
constexpr std::int64_t kPageMax = 33;
constexpr std::size_t kBatch = 25;
constexpr std::int64_t kRestRows = 100;
constexpr std::int64_t kRestRowsMin = 6;

void remove(std::vector<std::string>& ids, const std::string& id) {
  ids.erase(std::remove(ids.begin(), ids.end(), id), ids.end());
}

void add(std::vector<std::string>& ids, const std::string& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    ids.push_back(id);
  }
}

bool is_same(const PullRequestParts::Cursors& left, const PullRequestParts::Cursors& right) {
  return left.labels == right.labels && left.issues == right.issues &&
         left.timeline == right.timeline;
}

}  // namespace

PullRequestsFeed::PullRequestsFeed(FeedContext& context)
    : WalkingFeed(context, {.query = "pull_requests",
                            .connection = "pullRequests",
                            .time = "updatedAt",
                            .title = "pull requests",
                            .cost = "there are no metrics but those of deployments",
                            .first_page_size = kFirstPage,
                            .page_size_max = kPageMax}),
      batch_(kBatch),
      rest_rows_(kRestRows) {}

void PullRequestsFeed::write_more(JsonWriter& json) const {
  json.key("teams").boolean(context().may_read_teams);
}

// Without read:org, a question about teams is refused with all that stands beside it.
bool PullRequestsFeed::can_do_without(const GitHubReply& /*reply*/) {
  return std::exchange(context().may_read_teams, false);
}

Result<Unit> PullRequestsFeed::take(Json row, WalkCursor& walk, FeedPage& page,
                                    const std::stop_token& /*stop*/) {
  std::optional<PullRequestParts> parts = PullRequestParts::begin(row, decoding());
  if (!parts) {
    return Error{ErrorCode::Unavailable,
                 "GitHub told of a pull request without an id, a number or a time"};
  }
  held_.erase(parts->id());
  if (parts->is_whole()) {
    remove(walk.pending, parts->id());
    std::move(*parts).tell(page.records);
  } else {
    add(walk.pending, parts->id());
    held_.emplace(parts->id(), std::move(*parts));
  }
  return Unit{};
}

Result<std::optional<FeedPage>> PullRequestsFeed::catch_up(WalkCursor& walk,
                                                           const std::stop_token& stop) {
  const bool is_time = walk.pending.size() >= kBatch || (walk.has_ended && !walk.pending.empty());
  if (!is_time) {
    return std::optional<FeedPage>();
  }
  for (;;) {
    const std::size_t count = std::min(batch_, walk.pending.size());
    const std::vector<std::string> ids(walk.pending.begin(),
                                       walk.pending.begin() + static_cast<std::ptrdiff_t>(count));
    const GitHubReply reply = TRY(
        asker().query_many(github_query("pull_requests_rest"), count, rest_variables(ids), stop));
    bool is_heavy = reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources();
    for (std::size_t index = 0; index < count; ++index) {
      const std::string item = numbered("item", index);
      is_heavy |= reply.is_usable() && !reply.data[item] && !reply.explains(item);
    }
    if (is_heavy && lighten()) {
      continue;
    }
    if (is_heavy) {
      FeedPage page;
      page.notes.push_back("GitHub cannot tell the whole of the pull request " + ids.front() +
                           " of " + context().repository.full_name() +
                           ": it is left out until it changes");
      remove(walk.pending, ids.front());
      held_.erase(ids.front());
      return std::optional(std::move(page));
    }
    if (reply.answer.state == AnswerState::BadCursor) {
      for (const std::string& id : ids) {
        held_.erase(id);  // Read again from the beginning.
      }
      continue;
    }
    TRY(repository_in(reply, context()));
    FeedPage page = TRY(take_rest(reply, ids, walk));
    // Parts live in memory alone, so a page without a whole one would be no progress.
    if (std::none_of(ids.begin(), ids.end(),
                     [this](const std::string& id) { return !held_.contains(id); })) {
      continue;
    }
    return std::optional(std::move(page));
  }
}

// Asks for less from now on; false when it cannot be less.
bool PullRequestsFeed::lighten() {
  if (batch_ > 1) {
    batch_ /= 2;
    return true;
  }
  if (rest_rows_ > kRestRowsMin) {
    rest_rows_ /= 2;
    return true;
  }
  return false;
}

std::string PullRequestsFeed::rest_variables(const std::vector<std::string>& ids) const {
  return variables_of([&](JsonWriter& json) {
    json.key("owner").text(context().repository.owner);
    json.key("name").text(context().repository.name);
    json.key("first").integer(rest_rows_);
    write_more(json);
    for (std::size_t index = 0; index < ids.size(); ++index) {
      const auto held = held_.find(ids[index]);
      const PullRequestParts::Cursors next =
          held == held_.end() ? PullRequestParts::Cursors{} : held->second.next();
      json.key(numbered("id", index)).text(ids[index]);
      write_text(json, numbered("labels", index), next.labels);
      write_text(json, numbered("issues", index), next.issues);
      write_text(json, numbered("timeline", index), next.timeline);
    }
  });
}

Result<FeedPage> PullRequestsFeed::take_rest(const GitHubReply& reply,
                                             const std::vector<std::string>& ids,
                                             WalkCursor& walk) {
  FeedPage page;
  page.done = walk.read;
  for (std::size_t index = 0; index < ids.size(); ++index) {
    TRY(take_rest_of(ids[index], reply.data[numbered("item", index)], walk, page));
  }
  if (walk.pending.empty()) {
    batch_ = kBatch;
    rest_rows_ = kRestRows;
  }
  return page;
}

Result<Unit> PullRequestsFeed::take_rest_of(const std::string& id, Json node, WalkCursor& walk,
                                            FeedPage& page) {
  auto held = held_.find(id);
  if (!node) {  // Deleted meanwhile, or no longer to be seen.
    remove(walk.pending, id);
    held_.erase(id);
    return Unit{};
  }
  if (held == held_.end()) {
    std::optional<PullRequestParts> parts = PullRequestParts::begin(node, decoding());
    if (!parts || parts->id() != id) {
      return Error{ErrorCode::Unavailable, "GitHub told of something else than the pull request " +
                                               id + "; the next sync tries again"};
    }
    held = held_.emplace(id, std::move(*parts)).first;
  } else {
    const PullRequestParts::Cursors before = held->second.next();
    held->second.add(node, decoding());
    if (!held->second.is_whole() && is_same(before, held->second.next())) {
      return Error{ErrorCode::Unavailable, "GitHub gives the same part of the pull request " + id +
                                               " over and over; the next sync tries again"};
    }
  }
  if (held->second.is_whole()) {
    std::move(held->second).tell(page.records);
    held_.erase(held);
    remove(walk.pending, id);
  }
  return Unit{};
}

Result<std::optional<FeedPage>> PullRequestsFeed::step_over(WalkCursor& walk,
                                                            const std::stop_token& stop) {
  const GitHubReply reply =
      TRY(asker().query_small(github_query("pull_request_ids"), variables(walk, 1), stop));
  if (!reply.is_usable()) {
    return unusable(reply, context(), "pull requests");
  }
  const Json connection = TRY(repository_in(reply, context()))["pullRequests"];
  const std::vector<Json> rows = connection["nodes"].items();
  if (rows.size() != 1 || rows[0]["id"].id().empty()) {
    return unusable(reply, context(), "pull requests");
  }
  const Moment at = rows[0]["updatedAt"].time();
  if (!walk.is_backward || !at || *at >= walk.back_to) {
    add(walk.pending, std::string(rows[0]["id"].id()));
    ++walk.read;
  }
  FeedPage page = {.done = walk.read};
  TRY(advance(walk, page, connection, at, at, reply.answer.server_time));
  return std::optional(std::move(page));
}

Result<FeedPage> RecentPullRequestsFeed::read(const std::optional<std::string>& cursor,
                                              const std::stop_token& stop) {
  FeedPage page = {.cursor = "{}", .is_last = true};
  if (cursor) {
    return page;
  }
  for (std::int64_t rows = kFirstPage; rows > 0; rows /= 2) {
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("owner").text(context_.repository.owner);
      json.key("name").text(context_.repository.name);
      json.key("first").integer(rows);
      json.key("direction").text("DESC");
      json.key("teams").boolean(context_.may_read_teams);
    });
    const GitHubReply reply = TRY(asker_.query(github_query("pull_requests"), variables, stop));
    if (reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources()) {
      continue;
    }
    if (!reply.data["repository"] && reply.is_refused() && context_.may_read_teams) {
      context_.may_read_teams = false;
      rows *= 2;
      continue;
    }
    if (!reply.is_usable() || !reply.data["repository"]) {
      return page;  // The feed that reads all of them says why.
    }
    const Json repository = TRY(repository_in(reply, context_));
    const Decoding decoding = {
        .repository = context_.repository.id, .people = context_.people, .oddities = oddities_};
    for (const Json row : repository["pullRequests"]["nodes"].items()) {
      std::optional<PullRequestParts> parts = PullRequestParts::begin(row, decoding);
      const bool is_wanted =
          parts && parts->is_whole() && parts->updated_at() >= context_.options.since;
      if (is_wanted) {
        std::move(*parts).tell(page.records);
        ++page.done;
      }
    }
    break;
  }
  context_.people.tell(page.records);
  return page;
}

}  // namespace shiplog
