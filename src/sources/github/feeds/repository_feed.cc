#include "sources/github/feeds/repository_feed.h"

#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "base/json_writer.h"
#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/decode/repositories.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"
#include "sources/github/probe_parts.h"
#include "sources/github/queries.h"

namespace shiplog {

Result<FeedPage> RepositoryFeed::read(const std::optional<std::string>& /*cursor*/,
                                      const std::stop_token& stop) {
  const std::string variables = variables_of([&](JsonWriter& json) {
    json.key(numbered("owner", 0)).text(context_.repository.owner);
    json.key(numbered("name", 0)).text(context_.repository.name);
    ProbeParts{.pull_requests = false, .issues = false, .deployments = false}.write(json);
  });
  const GitHubReply reply =
      TRY(asker_.query_small(github_query("repositories_by_name"), variables, stop));
  std::optional<DiscoveredRepository> found = decode_repository(reply.data[numbered("item", 0)]);
  if (!found) {
    return unusable(reply, context_, "the repository");
  }
  if (found->id != context_.repository.id) {
    return name_given_away(context_);
  }
  FeedPage page = {.cursor = "{}", .is_last = true, .done = 1, .total = 1};
  page.records.push_back(std::move(found->record));
  return page;
}

}  // namespace shiplog
