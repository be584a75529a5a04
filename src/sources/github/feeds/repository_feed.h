// The feed of what a repository is: its name, its default branch, its language.

#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"

namespace shiplog {

class RepositoryFeed final : public Feed {
 public:
  explicit RepositoryFeed(FeedContext& context) : context_(context), asker_(context.client) {}

  std::string_view name() const override { return "repository"; }
  Result<FeedPage> read(const std::optional<std::string>& cursor,
                        const std::stop_token& stop) override;

 private:
  FeedContext& context_;
  Asker asker_;
};

}  // namespace shiplog
