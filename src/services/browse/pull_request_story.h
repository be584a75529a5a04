// PullRequestStory: all that the facts tell of one pull request.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "domain/timestamp.h"

namespace shiplog {

class FactStore;

struct PullRequestStep {
  std::string kind = {};   // "opened", "ready_for_review", "approved", "commented", "merged", …
  std::string actor = {};  // The id of a person; empty when not told.
  Timestamp at = {};
};

struct PullRequestStory {
  PullRequest pull_request = {};
  std::vector<PullRequestStep> steps = {};  // Its events, reviews and comments, in order of time.
};

// NotFound when there is no such pull request.
Result<PullRequestStory> pull_request_story(FactStore& store, std::string_view id);

}  // namespace shiplog
