#include "services/browse/pull_request_story.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/error.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "store/fact_store.h"

namespace shiplog {

Result<PullRequestStory> pull_request_story(FactStore& store, std::string_view id) {
  FactReader reader;
  const std::optional<FactRecord> record = TRY(store.find(FactKind::PullRequest, id));
  if (!record) {
    return Error{ErrorCode::NotFound, "there is no pull request '" + std::string(id) + "'"};
  }
  Fact fact = TRY(reader.read_stored(record->line));
  PullRequestStory story{.pull_request = std::get<PullRequest>(std::move(fact))};
  if (const Moment& opened = story.pull_request.created_at) {
    story.steps.push_back(
        {.kind = "opened", .actor = story.pull_request.author.value_or(""), .at = *opened});
  }
  for (const PullRequestEvent& event : story.pull_request.events) {
    story.steps.push_back({.kind = event.type, .actor = event.actor.value_or(""), .at = event.at});
  }
  const auto add = [&](const FactRecord& each) -> Result<Unit> {
    const Fact response = TRY(reader.read_stored(each.line));
    if (const auto* review = std::get_if<Review>(&response)) {
      story.steps.push_back({.kind = review->state,
                             .actor = review->author.value_or(""),
                             .at = review->submitted_at});
    } else if (const auto* comment = std::get_if<Comment>(&response)) {
      story.steps.push_back(
          {.kind = "comment", .actor = comment->author.value_or(""), .at = comment->created_at});
    }
    return Unit{};
  };
  TRY(store.scan_owned(FactKind::Review, id, add));
  TRY(store.scan_owned(FactKind::Comment, id, add));
  std::ranges::stable_sort(story.steps, {}, &PullRequestStep::at);
  return story;
}

}  // namespace shiplog
