// What a force push of the default branch left behind.

#pragma once

#include <string_view>

#include "base/result.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/feeds/feed_context.h"

namespace shiplog {

// Withdraws the stored commits of the repository that `head` does not reach and no pull
// request names. Nothing when the head itself is not stored. Reads every stored commit; about
// 100 bytes of memory for each.
Result<Unit> tell_unreachable(FeedContext& context, std::string_view head, Timestamp at,
                              FeedPage& page);

}  // namespace shiplog
