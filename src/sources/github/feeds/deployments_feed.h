// The feed of deployments: in the order of their creation, and whatever became of those that
// had not come to an end.

#pragma once

#include <optional>
#include <stop_token>
#include <string_view>

#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/decode/deployments.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/feeds/walking_feed.h"
#include "sources/github/json.h"

namespace shiplog {

class DeploymentsFeed final : public WalkingFeed {
 public:
  explicit DeploymentsFeed(FeedContext& context);

  std::string_view name() const override { return "deployments"; }

 protected:
  Result<Unit> take(Json row, WalkCursor& walk, FeedPage& page,
                    const std::stop_token& stop) override;
  Result<std::optional<FeedPage>> catch_up(WalkCursor& walk, const std::stop_token& stop) override;
  void begin_pass(WalkCursor& walk) override { walk.queue = walk.pending; }

 private:
  Result<Unit> complete(DeploymentParts& parts, const std::stop_token& stop);

  Asker inner_;  // For what is asked while a page is still being read.
};

}  // namespace shiplog
