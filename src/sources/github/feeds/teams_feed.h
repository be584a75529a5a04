// The feed of an organisation's teams. A user has none; a token that may not read them costs
// the numbers by team, and nothing else.

#pragma once

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/decode/teams.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/json.h"
#include "sources/github/page_size.h"

namespace shiplog {

class TeamsFeed final : public Feed {
 public:
  // Of the repository's owner.
  explicit TeamsFeed(FeedContext& context);

  std::string_view name() const override { return "teams"; }
  // Each pass reads all of them.
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  Result<Unit> load_stored();
  Result<Unit> take(Json row, Timestamp server_time, FeedPage& page, const std::stop_token& stop);
  Result<Unit> complete(DecodedTeam& decoded, const std::stop_token& stop);

  FeedContext& context_;
  Asker asker_;
  Asker inner_;  // For what is asked while a page is still being read.
  PageSize page_size_;
  std::optional<std::map<std::string, std::string>> stored_ = {};  // Lines by id.
};

}  // namespace shiplog
