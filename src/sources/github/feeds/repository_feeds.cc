#include "sources/github/feeds/repository_feeds.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/feeds/commits_feed.h"
#include "sources/github/feeds/deployments_feed.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/issues_feed.h"
#include "sources/github/feeds/pull_request_feeds.h"
#include "sources/github/feeds/reconciliation_feed.h"
#include "sources/github/feeds/releases_feed.h"
#include "sources/github/feeds/repository_feed.h"
#include "sources/github/feeds/teams_feed.h"
#include "sources/github/feeds/workflow_runs_feed.h"
#include "sources/github/github_client.h"

namespace shiplog {
namespace {

// A feed with its share of what the feeds of a repository have in common.
struct Shared {
  std::shared_ptr<GitHubClient> client = {};
  FeedContext context;
};

class SharingFeed final : public Feed {
 public:
  SharingFeed(std::shared_ptr<Shared> shared, std::unique_ptr<Feed> feed)
      : shared_(std::move(shared)), feed_(std::move(feed)) {}

  std::string_view name() const override { return feed_->name(); }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override {
    return feed_->read(cursor, stop);
  }

 private:
  std::shared_ptr<Shared> shared_;
  std::unique_ptr<Feed> feed_;
};

}  // namespace

std::vector<std::unique_ptr<Feed>> feeds_of(const GitHubRepository& repository,
                                            std::shared_ptr<GitHubClient> client, KnownFacts& known,
                                            const GitHubFeedOptions& options) {
  GitHubClient& asked = *client;
  const auto shared = std::make_shared<Shared>(Shared{
      .client = std::move(client),
      .context = {.repository = repository, .client = asked, .known = known, .options = options}});
  FeedContext& context = shared->context;
  std::vector<std::unique_ptr<Feed>> feeds;
  const auto add = [&](std::unique_ptr<Feed> feed) {
    feeds.push_back(std::make_unique<SharingFeed>(shared, std::move(feed)));
  };
  add(std::make_unique<RepositoryFeed>(context));
  add(std::make_unique<RecentPullRequestsFeed>(context));
  add(std::make_unique<PullRequestsFeed>(context));
  add(std::make_unique<CommitsFeed>(context));
  add(std::make_unique<DeploymentsFeed>(context));
  add(std::make_unique<ReleasesFeed>(context));
  add(std::make_unique<IssuesFeed>(context));
  add(std::make_unique<WorkflowRunsFeed>(context, options.now));
  add(std::make_unique<ReconciliationFeed>(context));
  if (options.with_teams) {
    add(std::make_unique<TeamsFeed>(context));
  }
  return feeds;
}

}  // namespace shiplog
