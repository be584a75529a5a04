// Discovery: which repositories a person means, and whether anything in them has changed.
//
// One query tells of 33 repositories for one point, with marks of what changes in each. Some
// things leave no mark: a run of a workflow, a late status of an old deployment, a deletion. So
// the day is a mark too, and every repository is read once a day.

#pragma once

#include <stop_token>

#include "base/result.h"
#include "sources/feed_source.h"
#include "sources/github/github_client.h"

namespace shiplog {

// Errors as of Feed::read(), when nothing could be asked at all; what a single target comes to
// is in the result.
Result<Discovery> discover_repositories(GitHubClient& client, const DiscoveryRequest& request,
                                        const std::stop_token& stop);

}  // namespace shiplog
