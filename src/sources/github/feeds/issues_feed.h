// The feed of issues, in the order of their last change.

#pragma once

#include <stop_token>
#include <string_view>

#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/feeds/walking_feed.h"
#include "sources/github/json.h"

namespace shiplog {

class IssuesFeed final : public WalkingFeed {
 public:
  explicit IssuesFeed(FeedContext& context);

  std::string_view name() const override { return "issues"; }

 protected:
  Result<Unit> take(Json row, WalkCursor& walk, FeedPage& page,
                    const std::stop_token& stop) override;

 private:
  Asker inner_;  // For what is asked while a page is still being read.
};

}  // namespace shiplog
