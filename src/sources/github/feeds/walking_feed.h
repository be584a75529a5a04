// WalkingFeed: a feed over one of a repository's ordered lists, page by page; see WalkCursor
// for the way it goes.
//
// What a list is and what its rows tell is for those who derive from it.

#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/oddities.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/json.h"
#include "sources/github/page_size.h"
#include "sources/github/queries.h"

namespace shiplog {

class WalkingFeed : public Feed {
 public:
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) final;

 protected:
  struct List {
    std::string_view query = {};       // Of queries/.
    std::string_view connection = {};  // "pullRequests", in the repository.
    std::string_view time = {};        // "updatedAt": what it is ordered by.
    std::string_view title = {};       // "pull requests"
    std::string_view cost = {};        // "deployments are told by releases", when it is refused.
    bool filters_by_since = false;     // So that no backward walk is needed.
    std::int64_t first_page_size = 0;
    std::int64_t page_size_max = 0;
  };

  WalkingFeed(FeedContext& context, List list)
      : context_(context),
        asker_(context.client),
        list_(list),
        page_size_(list.first_page_size, list.page_size_max) {}

  // One row of a page. Its ids may go to `walk.pending`.
  virtual Result<Unit> take(Json row, WalkCursor& walk, FeedPage& page,
                            const std::stop_token& stop) = 0;

  // Asks for some of what is pending or queued, if its turn has come: absent when not.
  virtual Result<std::optional<FeedPage>> catch_up(WalkCursor& walk, const std::stop_token& stop);

  // At the start of a pass.
  virtual void begin_pass(WalkCursor& /*walk*/) {}

  // One row alone is too heavy: puts its id to `pending` and goes over it. Absent when this
  // list has no way to.
  virtual Result<std::optional<FeedPage>> step_over(WalkCursor& walk, const std::stop_token& stop);

  // Whether `pending` must be empty for a pass to be complete.
  virtual bool must_empty_pending() const { return false; }

  // The note and the people that every page carries; its cursor.
  FeedPage finish(FeedPage page, const WalkCursor& walk);

  // Moves the walk beyond a page of the connection.
  Result<Unit> advance(WalkCursor& walk, FeedPage& page, Json connection, Moment oldest,
                       Moment newest, Timestamp server_time);

  FeedContext& context() { return context_; }
  const FeedContext& context() const { return context_; }
  Asker& asker() { return asker_; }
  Decoding decoding() {
    return {.repository = context_.repository.id, .people = context_.people, .oddities = oddities_};
  }
  // Those of the list's own query.
  std::string variables(const WalkCursor& walk, std::int64_t rows) const;
  const List& list() const { return list_; }

  // Further ones.
  virtual void write_more(JsonWriter& /*json*/) const {}

  // The query was refused as a whole: whether there is a way of asking for less.
  virtual bool can_do_without(const GitHubReply& /*reply*/) { return false; }

 private:
  Result<WalkCursor> open(const std::optional<std::string>& cursor);
  WalkCursor from_the_beginning() const;
  Result<FeedPage> read_rows(WalkCursor walk, const std::optional<std::string>& cursor,
                             const std::stop_token& stop);
  Result<FeedPage> take_page(WalkCursor walk, const GitHubReply& reply, Json repository,
                             const std::stop_token& stop);
  static bool is_cut_short(const WalkCursor& walk, Json connection);
  void lose_cursor(WalkCursor& walk) const;
  void end_pass(WalkCursor& walk, FeedPage& page);

  FeedContext& context_;
  Asker asker_;
  List list_;
  Oddities oddities_;
  PageSize page_size_;
  bool walked_to_end_ = false;  // By this object, so that the end is that of today.
};

}  // namespace shiplog
