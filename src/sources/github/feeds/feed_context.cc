#include "sources/github/feeds/feed_context.h"

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

// Whole, since they may hold a link to follow.
std::string words_of(const GitHubReply& reply) {
  constexpr std::size_t kWordsMax = 500;
  if (reply.answer.problems.empty()) {
    return "without a reason";
  }
  const GitHubProblem& problem = reply.answer.problems.front();
  std::string words = printable(problem.message, kWordsMax);
  return problem.remedy.empty() ? words : words + "; " + printable(problem.remedy, kWordsMax);
}

}  // namespace

Error unusable(const GitHubReply& reply, const FeedContext& context, std::string_view what) {
  const std::string name = context.repository.full_name();
  if (reply.answer.state == AnswerState::Lost) {
    return {ErrorCode::NotFound,
            name + " is gone from GitHub, or hidden from this token; what is stored stays"};
  }
  if (reply.is_refused()) {
    return {ErrorCode::Forbidden,
            "GitHub does not let this token read " + name + ": " + words_of(reply)};
  }
  std::string message = "GitHub gave nothing usable for " + std::string(what) + " of " + name;
  if (!reply.problem().empty()) {
    message += ": " + printable(reply.problem());
  }
  return {ErrorCode::Unavailable, message + "; the next sync tries again"};
}

Error name_given_away(const FeedContext& context) {
  return {ErrorCode::NotFound, "the name " + context.repository.full_name() +
                                   " belongs to another repository now; what is stored of the "
                                   "former one stays"};
}

Result<Json> repository_in(const GitHubReply& reply, const FeedContext& context) {
  const Json repository = reply.data["repository"];
  if (!repository) {
    return unusable(reply, context, "the repository");
  }
  if (repository["id"].text() != context.repository.id) {
    return name_given_away(context);
  }
  return repository;
}

FeedPage refused_page(const GitHubReply& reply, const FeedContext& context, std::string_view what,
                      std::string_view cost, const std::optional<std::string>& cursor) {
  std::string note =
      "GitHub does not give the " + std::string(what) + " of " + context.repository.full_name();
  if (!reply.problem().empty()) {
    note += " (" + printable(reply.problem()) + ")";
  }
  return {.cursor = cursor.value_or(""),
          .is_last = true,
          .notes = {note + "; without them " + std::string(cost)}};
}

FactRecord withdrawn_record(FactKind kind, std::string_view id, Timestamp at) {
  return to_record(Withdrawn{.of = std::string(kind_name(kind)), .id = std::string(id), .at = at});
}

}  // namespace shiplog
