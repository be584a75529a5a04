// GitHubSource: GitHub as a place with many repositories, each with its feeds.

#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/feed_source.h"
#include "sources/github/github_client.h"

namespace shiplog {

class GitHubSource final : public FeedSource {
 public:
  // What the connection refers to outlives the source and its feeds.
  explicit GitHubSource(const GitHubConnection& connection);
  ~GitHubSource() override;

  std::string name() const override;
  Result<Discovery> discover(const DiscoveryRequest& request, const std::stop_token& stop) override;

  // The teams of an owner are told with the first of its repositories.
  std::vector<std::unique_ptr<Feed>> feeds(const SourceRepository& repository, KnownFacts& known,
                                           const FeedOptions& options) override;

  SourceUsage usage() const override;
  SourceUsage usage_of(const SourceRepository& repository) const override;
  std::optional<SourceWait> waiting() const override;

 private:
  class Usage;

  std::shared_ptr<GitHubClient> make_client(std::string_view repository) const;
  bool is_met_first(const std::string& owner);
  // By GitHub's clock, once it has told it.
  Timestamp now();

  const GitHubConnection connection_;
  // Of all clients, those no longer in use among them.
  std::shared_ptr<Usage> usage_;
  std::mutex mutex_;
  std::set<std::string> owners_met_;
  Timestamp discovered_at_ = {};
};

}  // namespace shiplog
