// FeedContext: what the feeds of one repository share.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/decode/actor_book.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"

namespace shiplog {

struct GitHubRepository {
  std::string id = {};  // Its node id, which outlives a change of name.
  std::string owner = {};
  std::string name = {};

  std::string full_name() const { return owner + "/" + name; }
};

struct GitHubFeedOptions {
  // Tell nothing that came to rest before this. Absent: the whole history.
  Moment since = {};
  Timestamp now = {};  // By GitHub's clock, for a feed that cannot ask it first.
  // Whether to tell of the owner's teams too.
  bool with_teams = false;
};

struct FeedContext {
  GitHubRepository repository = {};
  GitHubClient& client;
  KnownFacts& known;
  GitHubFeedOptions options = {};
  ActorBook people = {};
  // Whether requested reviewers that are teams can be asked for; found out by the first
  // refusal of a whole query.
  bool may_read_teams = true;
};

// `repository` of a reply, which must be the one we mean. NotFound when it is gone or hidden,
// or when its name now belongs to another. Unavailable when GitHub says nothing of it.
Result<Json> repository_in(const GitHubReply& reply, const FeedContext& context);

// NotFound: the name leads to another repository than the one we know.
Error name_given_away(const FeedContext& context);

// The error for a reply that no feed can do anything with; NotFound and Unavailable.
Error unusable(const GitHubReply& reply, const FeedContext& context, std::string_view what);

// The page of a feed that is refused or switched off: its end, with a note. Its cursor is the
// one that the feed was given; a feed takes an empty one for none.
FeedPage refused_page(const GitHubReply& reply, const FeedContext& context, std::string_view what,
                      std::string_view cost, const std::optional<std::string>& cursor);

// A fact taken back.
FactRecord withdrawn_record(FactKind kind, std::string_view id, Timestamp at);

}  // namespace shiplog
