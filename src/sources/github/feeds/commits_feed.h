// The feed of the default branch's commits.
//
// History is read from a head downwards. The first walk reads all of it; a later one begins at
// the new head and ends where every parent of a new commit is known. When it never comes to
// the head of the last walk, the branch was forced back or aside: whatever the new head no
// longer reaches, and no pull request owns, is withdrawn.
//
// A commit that speaks of a revert without naming a commit is asked for again, with the pull
// request that brought it, since that may say which one it takes back.

#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/decode/commits.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/oddities.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/commit_cursor.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/json.h"
#include "sources/github/page_size.h"

namespace shiplog {

class CommitsFeed final : public Feed {
 public:
  explicit CommitsFeed(FeedContext& context);

  std::string_view name() const override { return "commits"; }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  // A page of history: the head that it hangs from, and each row once with its lines counted
  // or, where GitHub could not, without.
  struct History {
    Text head = {};  // Absent: the repository is empty.
    std::int64_t total = 0;
    std::vector<Json> rows = {};
    Text after = {};
    bool has_more = false;
  };

  static bool is_cut_short(const CommitCursor& walk, const History& history);
  Result<CommitCursor> open(const std::optional<std::string>& cursor);
  Result<FeedPage> walk_on(CommitCursor walk, const std::optional<std::string>& cursor,
                           const std::stop_token& stop);
  Result<GitHubReply> ask(const CommitCursor& walk, bool with_stats, Asker& asker,
                          const std::stop_token& stop);
  Result<std::optional<History>> read_history(const CommitCursor& walk, const GitHubReply& reply,
                                              const std::stop_token& stop);
  Result<FeedPage> take(CommitCursor walk, const History& history);
  Result<Unit> take_new(CommitCursor& walk, const std::vector<DecodedCommit>& commits,
                        FeedPage& page);
  Result<Unit> forget_known(CommitCursor& walk);
  void end_walk(CommitCursor& walk);
  Result<FeedPage> resolve_reverts(CommitCursor walk, const std::stop_token& stop);
  Result<FeedPage> withdraw_unreachable(CommitCursor walk);
  FeedPage finish(FeedPage page, const CommitCursor& walk);

  Decoding decoding() {
    return {.repository = context_.repository.id, .people = context_.people, .oddities = oddities_};
  }

  FeedContext& context_;
  Asker asker_;
  Asker plain_asker_;  // For a page again, without counted lines.
  Oddities oddities_;
  PageSize page_size_;
  std::string fresh_head_;  // The head of the walk that this object began.
  Timestamp server_time_ = {};
};

}  // namespace shiplog
