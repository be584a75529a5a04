#include "sources/github/feeds/issues_feed.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/issues.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/feeds/walking_feed.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// With the labels inside, 99 are 100 fetches.
constexpr std::int64_t kFirstPage = 99;
constexpr std::int64_t kPageMax = 99;

}  // namespace

IssuesFeed::IssuesFeed(FeedContext& context)
    : WalkingFeed(context, {.query = "issues",
                            .connection = "issues",
                            .time = "updatedAt",
                            .title = "issues",
                            .cost = "no failure is known from an issue",
                            .filters_by_since = true,
                            .first_page_size = kFirstPage,
                            .page_size_max = kPageMax}),
      inner_(context.client) {}

Result<Unit> IssuesFeed::take(Json row, WalkCursor& /*walk*/, FeedPage& page,
                              const std::stop_token& stop) {
  std::optional<DecodedIssue> decoded = decode_issue(row, decoding());
  if (!decoded) {
    page.notes.push_back("an issue of " + context().repository.full_name() +
                         " has no id, number or time, and is left out");
    return Unit{};
  }
  while (decoded->next_label) {
    const Text before = decoded->next_label;
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("id").text(decoded->issue.id);
      write_text(json, "after", before);
    });
    const GitHubReply reply =
        TRY(inner_.query_small(github_query("issue_labels"), variables, stop));
    if (!reply.is_usable() || !reply.data["node"]) {
      return unusable(reply, context(), "labels of an issue");
    }
    add_labels(*decoded, reply.data["node"]);
    if (decoded->next_label == before) {
      return unusable(reply, context(), "labels of an issue");
    }
  }
  page.records.push_back(to_record(std::move(decoded->issue)));
  return Unit{};
}

}  // namespace shiplog
