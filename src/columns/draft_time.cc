#include "columns/draft_time.h"

#include <algorithm>
#include <vector>

#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {
namespace {

struct Turn {
  Timestamp at = {};
  bool is_draft = false;  // From here on.
};

// In order of time; those of one time in the order in which they are told.
std::vector<Turn> turns_of(const PullRequest& pull_request) {
  std::vector<Turn> turns;
  for (const PullRequestEvent& event : pull_request.events) {
    const bool is_draft = event.type == "converted_to_draft";
    if (is_draft || event.type == "ready_for_review") {
      const auto place =
          std::upper_bound(turns.begin(), turns.end(), event.at,
                           [](Timestamp at, const Turn& turn) { return at < turn.at; });
      turns.insert(place, {.at = event.at, .is_draft = is_draft});
    }
  }
  return turns;
}

}  // namespace

DraftTime draft_time(const PullRequest& pull_request, Timestamp closed_at, Timestamp now) {
  DraftTime result;
  if (!pull_request.created_at) {
    return result;
  }
  const std::vector<Turn> turns = turns_of(pull_request);
  result.is_draft = turns.empty() ? pull_request.is_draft.value_or(false) : !turns.front().is_draft;
  result.was_draft = result.is_draft;
  Timestamp since = *pull_request.created_at;
  const auto pass_until = [&](Timestamp at) {
    const Timestamp until = std::max(at, since);
    result.time += result.is_draft ? until - since : Duration{};
    since = until;
  };
  for (const Turn& turn : turns) {
    if (turn.at > std::min(closed_at, now)) {
      break;
    }
    pass_until(turn.at);
    result.is_draft = turn.is_draft;
    result.was_draft = result.was_draft || turn.is_draft;
  }
  if (happened(closed_at)) {
    pass_until(closed_at);
  } else if (result.is_draft) {
    result.since = since;
  }
  return result;
}

}  // namespace shiplog
