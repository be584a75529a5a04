// The feeds of one repository on GitHub.

#pragma once

#include <memory>
#include <vector>

#include "sources/feed.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"

namespace shiplog {

// In the order in which they are to be read: what gives numbers first comes first. They share
// the client and what they have learnt of people. `known` outlives them.
std::vector<std::unique_ptr<Feed>> feeds_of(const GitHubRepository& repository,
                                            std::shared_ptr<GitHubClient> client, KnownFacts& known,
                                            const GitHubFeedOptions& options);

}  // namespace shiplog
