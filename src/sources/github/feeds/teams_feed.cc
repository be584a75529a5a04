#include "sources/github/feeds/teams_feed.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/printable.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/decode/teams.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/cursor_text.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// With two connections in each, 49 are 99 fetches: one point.
constexpr std::int64_t kPageMax = 49;

std::string cursor_text(const Text& after) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  say(json, "after", after);
  json.end_object();
  return out;
}

Text parse_cursor(const std::optional<std::string>& cursor) {
  JsonDocument document;
  const auto json = document.parse(cursor.value_or("{}"));
  return json ? (*json)["after"].optional_text() : Text();
}

}  // namespace

TeamsFeed::TeamsFeed(FeedContext& context)
    : context_(context),
      asker_(context.client),
      inner_(context.client),
      page_size_(kPageMax, kPageMax) {}

Result<FeedPage> TeamsFeed::read(const std::optional<std::string>& cursor,
                                 const std::stop_token& stop) {
  Text after = parse_cursor(cursor);
  for (;;) {
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("login").text(context_.repository.owner);
      json.key("first").integer(page_size_.rows());
      write_text(json, "after", after);
    });
    const GitHubReply reply = TRY(asker_.query(github_query("teams"), variables, stop));
    if (reply.answer.state == AnswerState::BadCursor && after) {
      after.reset();
      continue;
    }
    const bool is_heavy =
        reply.answer.state == AnswerState::TooHeavy || reply.ran_out_of_resources();
    if (is_heavy && page_size_.shrink()) {
      continue;
    }
    FeedPage page = {.cursor = cursor_text({}), .is_last = true};
    const Json connection = reply.data["organization"]["teams"];
    if (!connection && reply.is_refused()) {
      page.notes.push_back("GitHub does not give the teams of " + context_.repository.owner + " (" +
                           printable(reply.problem()) +
                           "); without them nothing can be grouped by team");
      return page;
    }
    if (!connection && reply.answer.state == AnswerState::Lost) {
      return page;  // The owner is a user.
    }
    if (!reply.is_usable() || is_heavy) {
      return unusable(reply, context_, "teams");
    }
    for (const Json row : connection["nodes"].items()) {
      TRY(take(row, reply.answer.server_time, page, stop));
    }
    const Text end = connection["pageInfo"]["endCursor"].optional_text();
    if (connection["pageInfo"]["hasNextPage"].is_true() && end && end != after) {
      page.cursor = cursor_text(end);
      page.is_last = false;
    }
    context_.people.tell(page.records);
    return page;
  }
}

Result<Unit> TeamsFeed::take(Json row, Timestamp server_time, FeedPage& page,
                             const std::stop_token& stop) {
  std::optional<DecodedTeam> decoded = decode_team(row, context_.people);
  if (!decoded) {
    return Unit{};  // Secret, to this token.
  }
  TRY(complete(*decoded, stop));
  if (!stored_) {
    TRY(load_stored());
  }
  FactRecord record = to_record(std::move(decoded->team));
  const auto stored = stored_->find(record.key);
  if (stored != stored_->end()) {
    if (stored->second == record.line) {
      return Unit{};
    }
    record.updated_at = server_time;  // GitHub does not say when somebody joined.
  }
  page.records.push_back(std::move(record));
  return Unit{};
}

Result<Unit> TeamsFeed::complete(DecodedTeam& decoded, const std::stop_token& stop) {
  while (!decoded.is_whole) {
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("id").text(decoded.team.id);
      write_text(json, "members", decoded.next_member);
      write_text(json, "repositories", decoded.next_repository);
    });
    const GitHubReply reply = TRY(inner_.query_small(github_query("team_rest"), variables, stop));
    if (!reply.is_usable() || !reply.data["node"]) {
      return unusable(reply, context_, "members of a team");
    }
    const auto before = std::pair(decoded.next_member, decoded.next_repository);
    add_to_team(decoded, reply.data["node"], context_.people);
    if (!decoded.is_whole && before == std::pair(decoded.next_member, decoded.next_repository)) {
      return unusable(reply, context_, "members of a team");
    }
  }
  return Unit{};
}

Result<Unit> TeamsFeed::load_stored() {
  std::map<std::string, std::string> stored;
  TRY(context_.known.each(FactKind::Team, "", [&](const FactRecord& record) -> Result<Unit> {
    stored.emplace(record.key, record.line);
    return Unit{};
  }));
  stored_ = std::move(stored);
  return Unit{};
}

}  // namespace shiplog
