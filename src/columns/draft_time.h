// How long a pull request was a draft.

#pragma once

#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

struct DraftTime {
  bool was_draft = false;    // Ever, between its opening and its end.
  bool is_draft = false;     // At its end: closed as one, or still one.
  Duration time = {};        // All stretches that have ended.
  Timestamp since = kNever;  // Since when it is one, where it is open.
};

// `closed_at` is kNever while it is open; nothing later than `now` has happened. What it was
// when it was opened follows from the first time that it was taken out of draft or put into
// it, else from what the fact says of it.
DraftTime draft_time(const PullRequest& pull_request, Timestamp closed_at, Timestamp now);

}  // namespace shiplog
