// Which commits take back which, where only the pull request that brought one says so.

#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "sources/feed.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/feeds/feed_context.h"

namespace shiplog {

// Tells those commits of `shas` again whose pull request has GitHub's own name for a reverting
// branch, "revert-N-…", or "Reverts owner/name#N" in its text: as taking back the merge commit
// of N. Two queries.
Result<Unit> tell_reverts(FeedContext& context, const std::vector<std::string>& shas,
                          const Decoding& decoding, FeedPage& page, const std::stop_token& stop);

}  // namespace shiplog
