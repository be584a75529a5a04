#include "sources/github/github_source.h"

#include <map>
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
  void begin(const GitHubClient* client, std::string_view repository) {
    const std::lock_guard lock(mutex_);
    clients_.emplace(client, repository);
  }

  void end(const GitHubClient* client) {
    const std::lock_guard lock(mutex_);
    const auto found = clients_.find(client);
    add(client->usage(), past_[found->second]);
    clients_.erase(found);
  }

  SourceUsage of(std::string_view repository) const {
    return sum([repository](std::string_view name) { return name == repository; });
  }
  SourceUsage total() const {
    return sum([](std::string_view) { return true; });
  }

 private:
  static void add(const GitHubUsage& usage, SourceUsage& total) {
    total.requests += usage.graphql_requests + usage.rest_requests;
    total.points += usage.points;
    total.bytes += usage.bytes;
  }

  template <typename IsWanted>
  SourceUsage sum(IsWanted is_wanted) const {
    const std::lock_guard lock(mutex_);
    SourceUsage total;
    for (const auto& [repository, usage] : past_) {
      if (is_wanted(repository)) {
        total.requests += usage.requests;
        total.points += usage.points;
        total.bytes += usage.bytes;
      }
    }
    for (const auto& [client, repository] : clients_) {
      if (is_wanted(repository)) {
        add(client->usage(), total);
      }
    }
    return total;
  }

  mutable std::mutex mutex_;
  std::map<const GitHubClient*, std::string> clients_;  // Its repository.
  std::map<std::string, SourceUsage> past_;             // Of clients that are gone.
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

SourceUsage GitHubSource::usage_of(const SourceRepository& repository) const {
  return usage_->of(repository.full_name);
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
  usage_->begin(client.get(), repository);
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
