// The feeds of pull requests: all of them in the order of their last change, and before that
// a taste of the newest, so that there is something to see within seconds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/decode/oddities.h"
#include "sources/github/decode/pull_requests.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/feeds/walking_feed.h"
#include "sources/github/json.h"

namespace shiplog {

// A pull request with a list that does not fit on its page is held back, its id is kept in the
// cursor, and several of them are completed with one query. After a restart they are read from
// their beginning.
class PullRequestsFeed final : public WalkingFeed {
 public:
  explicit PullRequestsFeed(FeedContext& context);

  std::string_view name() const override { return "pull_requests"; }

 protected:
  Result<Unit> take(Json row, WalkCursor& walk, FeedPage& page,
                    const std::stop_token& stop) override;
  Result<std::optional<FeedPage>> catch_up(WalkCursor& walk, const std::stop_token& stop) override;
  Result<std::optional<FeedPage>> step_over(WalkCursor& walk, const std::stop_token& stop) override;
  bool must_empty_pending() const override { return true; }
  void write_more(JsonWriter& json) const override;
  bool can_do_without(const GitHubReply& reply) override;

 private:
  std::string rest_variables(const std::vector<std::string>& ids) const;
  bool lighten();
  Result<FeedPage> take_rest(const GitHubReply& reply, const std::vector<std::string>& ids,
                             WalkCursor& walk);
  Result<Unit> take_rest_of(const std::string& id, Json node, WalkCursor& walk, FeedPage& page);

  std::map<std::string, PullRequestParts> held_;
  std::size_t batch_;
  std::int64_t rest_rows_;
};

// One page of the newest, once in a repository's life. Its cursor only says that it was read.
class RecentPullRequestsFeed final : public Feed {
 public:
  explicit RecentPullRequestsFeed(FeedContext& context)
      : context_(context), asker_(context.client) {}

  std::string_view name() const override { return "recent_pull_requests"; }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  FeedContext& context_;
  Asker asker_;
  Oddities oddities_;
};

}  // namespace shiplog
