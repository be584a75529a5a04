// The feed of releases, and of tags that no release names.
//
// Neither list can be asked for what changed. So each pass reads the newest, until a page
// holds nothing new; and once a day all of them, which finds what was edited or has vanished.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/oddities.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/json.h"
#include "sources/github/page_size.h"

namespace shiplog {

class ReleasesFeed final : public Feed {
 public:
  explicit ReleasesFeed(FeedContext& context);

  std::string_view name() const override { return "releases"; }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  struct Cursor {
    bool is_among_tags = false;
    Text after = {};
    bool reads_all = false;  // This pass.
    Moment all_read_at = {};
    std::int64_t read = 0;

    std::string text() const;
    static Result<Cursor> parse(std::string_view text);
  };

  // What the store holds of this repository.
  struct Stored {
    std::map<std::string, std::string> lines = {};  // By id.
    std::multimap<std::string, std::string> ids_by_tag = {};
  };

  Result<FeedPage> take(Cursor walk, const GitHubReply& reply, Json connection);
  Result<bool> take_releases(const std::vector<Json>& rows, FeedPage& page);
  Result<bool> take_tags(const std::vector<Json>& rows, bool reads_all, FeedPage& page);
  void take_tag(Release tag, bool reads_all, FeedPage& page);
  bool is_named_by_release(const Release& tag, bool reads_all) const;
  Result<Unit> load_stored();
  Result<Unit> withdraw_vanished(FeedPage& page);

  Decoding decoding() {
    return {.repository = context_.repository.id, .people = context_.people, .oddities = oddities_};
  }

  FeedContext& context_;
  Asker asker_;
  Oddities oddities_;
  PageSize page_size_;
  Timestamp server_time_ = {};
  bool saw_beginning_ = false;         // Of this pass: what was not seen by its end is gone.
  std::set<std::string> seen_;         // Ids in this pass.
  std::optional<Stored> stored_ = {};  // Once the tags are reached.
};

}  // namespace shiplog
