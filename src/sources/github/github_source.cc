#include "sources/github/github_source.h"

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/feed_source.h"
#include "sources/github/discovery.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/repository_feeds.h"
#include "sources/github/github_client.h"
#include "sources/github/github_host.h"
#include "sources/github/governor.h"

namespace shiplog {

// Counts on when a client is gone.
class GitHubSource::Usage {
 public:
  void begin(const GitHubClient* client) {
    const std::lock_guard lock(mutex_);
    clients_.insert(client);
  }

  void end(const GitHubClient* client) {
    const std::lock_guard lock(mutex_);
    add(client->usage(), past_);
    clients_.erase(client);
  }

  SourceUsage total() const {
    const std::lock_guard lock(mutex_);
    SourceUsage total = past_;
    for (const GitHubClient* client : clients_) {
      add(client->usage(), total);
    }
    return total;
  }

 private:
  static void add(const GitHubUsage& usage, SourceUsage& total) {
    total.requests += usage.graphql_requests + usage.rest_requests;
    total.points += usage.points;
    total.bytes += usage.bytes;
  }

  mutable std::mutex mutex_;
  std::set<const GitHubClient*> clients_;
  SourceUsage past_;
};

GitHubSource::GitHubSource(const GitHubConnection& connection)
    : connection_(connection), usage_(std::make_shared<Usage>()) {}

GitHubSource::~GitHubSource() = default;

std::string GitHubSource::name() const { return connection_.host.name; }

Result<Discovery> GitHubSource::discover(const DiscoveryRequest& request,
                                         const std::stop_token& stop) {
  const std::shared_ptr<GitHubClient> client = make_client("");
  Discovery found = TRY(discover_repositories(*client, request, stop));
  const std::lock_guard lock(mutex_);
  discovered_at_ = found.server_time;
  return found;
}

std::vector<std::unique_ptr<Feed>> GitHubSource::feeds(const SourceRepository& repository,
                                                       KnownFacts& known,
                                                       const FeedOptions& options) {
  const std::size_t slash = repository.full_name.find('/');
  const GitHubRepository meant = {.id = repository.id,
                                  .owner = repository.full_name.substr(0, slash),
                                  .name = repository.full_name.substr(slash + 1)};
  return feeds_of(meant, make_client(repository.full_name), known,
                  {.since = options.since, .now = now(), .with_teams = is_met_first(meant.owner)});
}

SourceUsage GitHubSource::usage() const {
  SourceUsage total = usage_->total();
  total.points_left = connection_.governor.left(GitHubApi::GraphQl);
  return total;
}

std::optional<SourceWait> GitHubSource::waiting() const {
  const std::optional<GitHubWait> wait = connection_.governor.waiting();
  if (!wait) {
    return std::nullopt;
  }
  return SourceWait{.reason = wait->reason, .until = wait->until};
}

std::shared_ptr<GitHubClient> GitHubSource::make_client(std::string_view repository) const {
  std::unique_ptr<GitHubClient> client = make_github_client(connection_, repository);
  usage_->begin(client.get());
  return {client.release(), [usage = usage_](const GitHubClient* used) {
            usage->end(used);
            delete used;  // NOLINT(cppcoreguidelines-owning-memory)
          }};
}

Timestamp GitHubSource::now() {
  const std::lock_guard lock(mutex_);
  return discovered_at_ == Timestamp{} ? connection_.clock.now() : discovered_at_;
}

bool GitHubSource::is_met_first(const std::string& owner) {
  const std::lock_guard lock(mutex_);
  return owners_met_.insert(owner).second;
}

}  // namespace shiplog
