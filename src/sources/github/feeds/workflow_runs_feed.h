// The feed of workflow runs, from GitHub's REST API, as its GraphQL lacks half of a run.
//
// GitHub pages through at most 1,000 runs of a search, so time is cut into windows that hold
// fewer. The runs of the last days are read again in every pass, since a run that is
// repeated keeps its date.

#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/decode/oddities.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"

namespace shiplog {

class WorkflowRunsFeed final : public Feed {
 public:
  // `now` bounds the first question; from then on GitHub's own clock counts.
  WorkflowRunsFeed(FeedContext& context, Timestamp now)
      : context_(context), asker_(context.client), now_(now) {}

  std::string_view name() const override { return "workflow_runs"; }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  // A window of the pass that ends at `until`, and its page.
  struct Cursor {
    Timestamp from = {};
    Timestamp window_until = {};
    Timestamp until = {};
    std::int64_t page = 1;
    std::int64_t read = 0;
    Moment since = {};  // Nothing before was ever asked for.

    std::string text() const;
    static Result<Cursor> parse(std::string_view text);
  };

  Result<Cursor> open(const std::optional<std::string>& cursor) const;
  std::string path_of(const Cursor& walk) const;
  FeedPage take(Cursor walk, const GitHubReply& reply);

  FeedContext& context_;
  Asker asker_;
  Oddities oddities_;
  Timestamp now_;
};

}  // namespace shiplog
