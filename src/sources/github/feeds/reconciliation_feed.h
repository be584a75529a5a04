// The feed that repairs: once a day it compares what is stored with what is there.
//
// It reads the last two days again, whatever the other feeds have read. Then, where GitHub
// counts other numbers of issues, deployments or pull requests than are stored, it walks
// their ids alone: what is stored and no longer listed is withdrawn, what is listed and was
// missed is fetched.
//
// Only a list that came whole takes anything back. Where a row is hidden or the count does not
// agree with the rows, nothing is known of what is missing from it. Releases are not its
// business, as their own feed reads all of them once a day. Of pull requests that were read
// again, reviews and comments that are no longer told are withdrawn too.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"

namespace shiplog {

class ReconciliationFeed final : public Feed {
 public:
  explicit ReconciliationFeed(FeedContext& context);
  ~ReconciliationFeed() override;

  std::string_view name() const override { return "reconciliation"; }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  // What has to be done yet, first things first: a feed's name ("issues") to read its recent
  // rows again, "count", "list issues" to walk the ids, "fetch issues" for what was missed.
  struct Cursor {
    Moment done_at = {};
    Moment since = {};  // Of the rows that are read again.
    std::vector<std::string> steps = {};
    std::optional<std::string> inner = {};  // The cursor of the feed that a step reads.
    std::int64_t read = 0;

    std::string text() const;
    static Result<Cursor> parse(std::string_view text);
  };
  // The ids of one list, as far as they have been read.
  struct Listing {
    std::set<std::string> ids = {};
    Text after = {};
    bool is_whole = true;  // So far.
  };

  Result<FeedPage> take_step(Cursor& walk, const std::stop_token& stop);
  Result<FeedPage> read_again(const std::string& feed, Cursor& walk, const std::stop_token& stop);
  void remember_told(const std::vector<FactRecord>& records);
  Result<Unit> withdraw_untold(FeedPage& page);
  Result<FeedPage> fetch_missed(const std::string& feed, Cursor& walk, const std::stop_token& stop);
  Result<FeedPage> compare_counts(Cursor& walk, const std::stop_token& stop);
  Result<FeedPage> list_ids(const std::string& feed, Cursor& walk, const std::stop_token& stop);
  Result<FeedPage> compare_ids(const std::string& feed, std::int64_t total, Timestamp server_time,
                               Cursor& walk);
  Result<std::set<std::string>> stored_ids(FactKind kind);
  Result<std::set<std::string>> withdrawn_ids(FactKind kind);
  Result<std::optional<std::string>> cursor_for_missed(const std::string& feed,
                                                       const std::set<std::string>& stored) const;

  FeedContext& context_;
  FeedContext recent_context_;
  Asker asker_;
  std::unique_ptr<Feed> inner_;
  std::string inner_name_;
  std::optional<Listing> listing_;
  std::set<std::string> told_pulls_;  // With all that was said about them,
  std::set<std::string> told_talk_;   // which is this.
};

}  // namespace shiplog
