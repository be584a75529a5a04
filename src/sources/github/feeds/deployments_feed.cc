#include "sources/github/feeds/deployments_feed.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/deployments.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/feeds/walking_feed.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// With the statuses inside, 99 are 100 fetches.
constexpr std::int64_t kFirstPage = 99;
constexpr std::int64_t kPageMax = 99;
constexpr std::size_t kIdsMax = 50;  // In one query.

// The newest that have not come to an end; one that is live counts among them, since it will
// be superseded or fail.
constexpr std::size_t kUnsettledMax = 200;

void remove(std::vector<std::string>& ids, std::string_view id) {
  ids.erase(std::remove(ids.begin(), ids.end(), id), ids.end());
}

}  // namespace

DeploymentsFeed::DeploymentsFeed(FeedContext& context)
    : WalkingFeed(context, {.query = "deployments",
                            .connection = "deployments",
                            .time = "createdAt",
                            .title = "deployments",
                            .cost = "releases or merges stand for deployments",
                            .first_page_size = kFirstPage,
                            .page_size_max = kPageMax}),
      inner_(context.client) {}

Result<Unit> DeploymentsFeed::take(Json row, WalkCursor& walk, FeedPage& page,
                                   const std::stop_token& stop) {
  std::optional<DeploymentParts> parts = DeploymentParts::begin(row, decoding());
  if (!parts) {
    page.notes.push_back("a deployment of " + context().repository.full_name() +
                         " has no commit or no time, and is left out");
    return Unit{};
  }
  TRY(complete(*parts, stop));
  remove(walk.pending, parts->id());
  if (!parts->is_settled()) {
    walk.pending.push_back(parts->id());
    if (walk.pending.size() > kUnsettledMax) {
      walk.pending.erase(walk.pending.begin());
    }
  }
  page.records.push_back(std::move(*parts).tell());
  return Unit{};
}

// Asks for the statuses that did not fit.
Result<Unit> DeploymentsFeed::complete(DeploymentParts& parts, const std::stop_token& stop) {
  while (parts.next()) {
    const Text before = parts.next();
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("id").text(parts.id());
      write_text(json, "after", before);
    });
    const GitHubReply reply =
        TRY(inner_.query_small(github_query("deployment_statuses"), variables, stop));
    if (!reply.is_usable() || !reply.data["node"]) {
      return unusable(reply, context(), "statuses of a deployment");
    }
    parts.add(reply.data["node"], decoding());
    if (parts.next() == before) {
      return unusable(reply, context(), "statuses of a deployment");
    }
  }
  return Unit{};
}

Result<std::optional<FeedPage>> DeploymentsFeed::catch_up(WalkCursor& walk,
                                                          const std::stop_token& stop) {
  if (walk.queue.empty()) {
    return std::optional<FeedPage>();
  }
  for (std::size_t most = kIdsMax; most > 0; most /= 2) {
    const std::size_t count = std::min(most, walk.queue.size());
    const std::vector<std::string> ids(walk.queue.begin(),
                                       walk.queue.begin() + static_cast<std::ptrdiff_t>(count));
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("owner").text(context().repository.owner);
      json.key("name").text(context().repository.name);
      json.key("ids").begin_array();
      for (const std::string& id : ids) {
        json.text(id);
      }
      json.end_array();
    });
    const GitHubReply reply =
        TRY(asker().query(github_query("deployments_by_id"), variables, stop));
    if (reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources()) {
      continue;
    }
    TRY(repository_in(reply, context()));
    FeedPage page = {.done = walk.read};
    const std::vector<Json> nodes = reply.data["nodes"].items();
    for (std::size_t index = 0; index < std::min(nodes.size(), count); ++index) {
      if (nodes[index]) {
        TRY(take(nodes[index], walk, page, stop));
      } else if (reply.explains("nodes." + std::to_string(index)) && !reply.is_refused()) {
        remove(walk.pending, ids[index]);
        page.records.push_back(
            withdrawn_record(FactKind::Deployment, ids[index], reply.answer.server_time));
      }
    }
    walk.queue.erase(walk.queue.begin(), walk.queue.begin() + static_cast<std::ptrdiff_t>(count));
    return std::optional(std::move(page));
  }
  return Error{ErrorCode::Unavailable, "GitHub cannot tell even one deployment of " +
                                           context().repository.full_name() +
                                           " in time; the next sync tries again"};
}

}  // namespace shiplog
