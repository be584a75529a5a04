#include "sources/github/feeds/reconciliation_feed.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/cursor_text.h"
#include "sources/github/feeds/deployments_feed.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/issues_feed.h"
#include "sources/github/feeds/pull_request_feeds.h"
#include "sources/github/feeds/walk_cursor.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

// Less than a day, since no two days are synced at the same minute.
constexpr std::chrono::hours kEvery{20};
constexpr std::chrono::hours kRecent{48};

struct ReconciledList {
  std::string_view feed = {};
  std::string_view connection = {};
  FactKind kind = {};
};
constexpr std::array<ReconciledList, 3> kLists = {{
    {"pull_requests", "pullRequests", FactKind::PullRequest},
    {"issues", "issues", FactKind::Issue},
    {"deployments", "deployments", FactKind::Deployment},
}};

constexpr std::string_view kCount = "count";
constexpr std::string_view kList = "list ";
constexpr std::string_view kFetch = "fetch ";

const ReconciledList& list_of(std::string_view feed) {
  const auto* const found =
      std::find_if(kLists.begin(), kLists.end(),
                   [feed](const ReconciledList& each) { return each.feed == feed; });
  CHECK(found != kLists.end());
  return *found;
}

bool is_step(std::string_view step) {
  for (const std::string_view prefix : {kList, kFetch}) {
    if (step.starts_with(prefix)) {
      step.remove_prefix(prefix.size());
      break;
    }
  }
  return step == kCount || std::any_of(kLists.begin(), kLists.end(),
                                       [step](const auto& each) { return each.feed == step; });
}

std::unique_ptr<Feed> make_feed(std::string_view name, FeedContext& context) {
  if (name == "pull_requests") {
    return std::make_unique<PullRequestsFeed>(context);
  }
  if (name == "issues") {
    return std::make_unique<IssuesFeed>(context);
  }
  return std::make_unique<DeploymentsFeed>(context);
}

}  // namespace

std::string ReconciliationFeed::Cursor::text() const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  say(json, "done_at", done_at);
  say(json, "since", since);
  say(json, "steps", steps);
  say(json, "inner", inner);
  say(json, "read", read);
  json.end_object();
  return out;
}

Result<ReconciliationFeed::Cursor> ReconciliationFeed::Cursor::parse(std::string_view text) {
  JsonDocument document;
  const auto json = document.parse(text);
  if (!json) {
    return Error{ErrorCode::InvalidInput, "the stored cursor of the reconciliation cannot be read"};
  }
  Cursor walk = {.done_at = (*json)["done_at"].time(),
                 .since = (*json)["since"].time(),
                 .steps = texts_of((*json)["steps"]),
                 .inner = (*json)["inner"].optional_text(),
                 .read = (*json)["read"].count().value_or(0)};
  std::erase_if(walk.steps, [](const std::string& step) { return !is_step(step); });
  return walk;
}

ReconciliationFeed::ReconciliationFeed(FeedContext& context)
    : context_(context),
      recent_context_{.repository = context.repository,
                      .client = context.client,
                      .known = context.known,
                      .options = context.options},
      asker_(context.client) {}

ReconciliationFeed::~ReconciliationFeed() = default;

Result<FeedPage> ReconciliationFeed::read(const std::optional<std::string>& cursor,
                                          const std::stop_token& stop) {
  const Timestamp now = context_.options.now;
  Cursor walk = TRY(Cursor::parse(cursor.value_or("{}")));
  if (walk.steps.empty()) {
    if (!walk.done_at) {  // The other feeds have only just read everything.
      walk.done_at = now;
    }
    if (now - *walk.done_at < kEvery) {
      return FeedPage{.cursor = walk.text(), .is_last = true};
    }
    walk.since = now - kRecent;
    walk.read = 0;
    for (const ReconciledList& list : kLists) {
      walk.steps.emplace_back(list.feed);
    }
    walk.steps.emplace_back(kCount);
  }
  FeedPage page = TRY(take_step(walk, stop));
  walk.read += static_cast<std::int64_t>(page.records.size());
  page.done = walk.read;
  page.total = 0;
  page.is_last = walk.steps.empty();
  if (page.is_last) {
    walk = Cursor{.done_at = now};
  }
  page.cursor = walk.text();
  return page;
}

Result<FeedPage> ReconciliationFeed::take_step(Cursor& walk, const std::stop_token& stop) {
  const std::string step = walk.steps.front();
  if (step == kCount) {
    return compare_counts(walk, stop);
  }
  if (step.starts_with(kList)) {
    return list_ids(step.substr(kList.size()), walk, stop);
  }
  if (step.starts_with(kFetch)) {
    return fetch_missed(step.substr(kFetch.size()), walk, stop);
  }
  return read_again(step, walk, stop);
}

// One page of a feed that was told to begin two days ago.
Result<FeedPage> ReconciliationFeed::read_again(const std::string& feed, Cursor& walk,
                                                const std::stop_token& stop) {
  if (!inner_ || inner_name_ != feed) {
    recent_context_.options.since = walk.since;
    inner_ = make_feed(feed, recent_context_);
    inner_name_ = feed;
  }
  FeedPage page = TRY(inner_->read(walk.inner, stop));
  walk.inner = page.cursor;
  remember_told(page.records);
  if (page.is_last) {
    TRY(withdraw_untold(page));
    walk.steps.erase(walk.steps.begin());
    walk.inner.reset();
    inner_.reset();
  }
  return page;
}

void ReconciliationFeed::remember_told(const std::vector<FactRecord>& records) {
  for (const FactRecord& record : records) {
    if (record.kind == FactKind::PullRequest) {
      told_pulls_.insert(record.key);
    } else if (record.kind == FactKind::Review || record.kind == FactKind::Comment) {
      told_talk_.insert(record.key);
    }
  }
}

// A pull request is told with its whole conversation, so what is stored beyond it is gone.
Result<Unit> ReconciliationFeed::withdraw_untold(FeedPage& page) {
  if (told_pulls_.empty()) {
    return Unit{};
  }
  for (const FactKind kind : {FactKind::Review, FactKind::Comment}) {
    const std::set<std::string> withdrawn = TRY(withdrawn_ids(kind));
    const auto visit = [&](const FactRecord& record) -> Result<Unit> {
      const bool is_told = !told_pulls_.contains(record.owner) || told_talk_.contains(record.key);
      if (!is_told && !withdrawn.contains(record.key)) {
        page.records.push_back(withdrawn_record(kind, record.key, context_.options.now));
      }
      return Unit{};
    };
    TRY(context_.known.each(kind, context_.repository.id, visit));
  }
  told_pulls_.clear();
  told_talk_.clear();
  return Unit{};
}

// What was missed is in the cursor of its feed, as if that had put it off.
Result<FeedPage> ReconciliationFeed::fetch_missed(const std::string& feed, Cursor& walk,
                                                  const std::stop_token& stop) {
  if (!inner_) {
    inner_ = make_feed(feed, context_);
  }
  FeedPage page = TRY(inner_->read(walk.inner, stop));
  const WalkCursor left = TRY(WalkCursor::parse(page.cursor));
  walk.inner = page.cursor;
  // Issues cannot be asked for by their ids, so all of them are read.
  const bool is_done = feed == "pull_requests" ? left.pending.empty()
                       : feed == "deployments" ? left.queue.empty()
                                               : page.is_last;
  if (is_done) {
    walk.steps.erase(walk.steps.begin());
    walk.inner.reset();
    inner_.reset();
  }
  return page;
}

Result<FeedPage> ReconciliationFeed::compare_counts(Cursor& walk, const std::stop_token& stop) {
  const std::string variables = variables_of([&](JsonWriter& json) {
    json.key("owner").text(context_.repository.owner);
    json.key("name").text(context_.repository.name);
  });
  const GitHubReply reply = TRY(asker_.query_small(github_query("counts"), variables, stop));
  const Json repository = TRY(repository_in(reply, context_));
  walk.steps.erase(walk.steps.begin());
  // With a beginning that was wanted, less is stored than there is, and nothing follows.
  const bool has_all = !context_.options.since;
  for (const ReconciledList& list : kLists) {
    const Number total = repository[list.connection]["totalCount"].count();
    const std::set<std::string> stored = TRY(stored_ids(list.kind));
    const auto count = static_cast<std::int64_t>(stored.size());
    if (total && (has_all ? *total != count : *total < count)) {
      walk.steps.push_back(std::string(kList) + std::string(list.feed));
    }
  }
  return FeedPage{};
}

Result<FeedPage> ReconciliationFeed::list_ids(const std::string& feed, Cursor& walk,
                                              const std::stop_token& stop) {
  const ReconciledList& list = list_of(feed);
  if (!listing_) {
    listing_ = Listing{};
  }
  const std::string variables = variables_of([&](JsonWriter& json) {
    json.key("owner").text(context_.repository.owner);
    json.key("name").text(context_.repository.name);
    write_text(json, "after", listing_->after);
    json.key("issues").boolean(list.kind == FactKind::Issue);
    json.key("releases").boolean(false);
    json.key("deployments").boolean(list.kind == FactKind::Deployment);
    json.key("pullRequests").boolean(list.kind == FactKind::PullRequest);
  });
  const GitHubReply reply = TRY(asker_.query_small(github_query("ids"), variables, stop));
  const Json connection = TRY(repository_in(reply, context_))[list.connection];
  for (const Json row : connection["nodes"].items()) {
    const std::string_view id = row["id"].id();
    if (id.empty()) {
      listing_->is_whole = false;
    } else {
      listing_->ids.emplace(id);
    }
  }
  listing_->is_whole &= reply.answer.state == AnswerState::Ok;
  const Json info = connection["pageInfo"];
  const Text end = info["endCursor"].optional_text();
  ++walk.read;  // So that every page moves the cursor.
  if (info["hasNextPage"].is_true() && end && end != listing_->after) {
    listing_->after = end;
    return FeedPage{};
  }
  return compare_ids(feed, connection["totalCount"].count().value_or(-1), reply.answer.server_time,
                     walk);
}

Result<FeedPage> ReconciliationFeed::compare_ids(const std::string& feed, std::int64_t total,
                                                 Timestamp server_time, Cursor& walk) {
  const ReconciledList& list = list_of(feed);
  FeedPage page;
  const std::set<std::string> stored = TRY(stored_ids(list.kind));
  const bool is_whole =
      listing_->is_whole && total == static_cast<std::int64_t>(listing_->ids.size());
  if (is_whole) {
    for (const std::string& id : stored) {
      if (!listing_->ids.contains(id)) {
        page.records.push_back(withdrawn_record(list.kind, id, server_time));
      }
    }
  }
  walk.steps.erase(walk.steps.begin());
  walk.inner.reset();
  if (!context_.options.since) {
    walk.inner = TRY(cursor_for_missed(feed, stored));
    if (walk.inner) {
      walk.steps.insert(walk.steps.begin(), std::string(kFetch) + feed);
    }
  }
  listing_.reset();
  return page;
}

// The ids of what is stored and was not withdrawn.
Result<std::set<std::string>> ReconciliationFeed::stored_ids(FactKind kind) {
  std::set<std::string> ids;
  const auto add = [&](const FactRecord& record) -> Result<Unit> {
    ids.insert(record.key);
    return Unit{};
  };
  TRY(context_.known.each(kind, context_.repository.id, add));
  for (const std::string& id : TRY(withdrawn_ids(kind))) {
    ids.erase(id);
  }
  return ids;
}

Result<std::set<std::string>> ReconciliationFeed::withdrawn_ids(FactKind kind) {
  std::set<std::string> ids;
  FactReader reader;
  const auto add = [&](const FactRecord& record) -> Result<Unit> {
    const Fact fact = TRY(reader.read_stored(record.line));
    const auto& withdrawn = std::get<Withdrawn>(fact);
    if (withdrawn.of == kind_name(kind)) {
      ids.insert(withdrawn.id);
    }
    return Unit{};
  };
  TRY(context_.known.each(FactKind::Withdrawn, context_.repository.id, add));
  return ids;
}

Result<std::optional<std::string>> ReconciliationFeed::cursor_for_missed(
    const std::string& feed, const std::set<std::string>& stored) const {
  std::vector<std::string> missed;
  std::set_difference(listing_->ids.begin(), listing_->ids.end(), stored.begin(), stored.end(),
                      std::back_inserter(missed));
  if (missed.empty()) {
    return std::optional<std::string>();
  }
  WalkCursor walk = {.is_first_pass = false};
  if (feed == "pull_requests") {
    walk.has_ended = true;
    walk.pending = std::move(missed);
  } else if (feed == "deployments") {
    walk.queue = std::move(missed);
  }
  return std::optional(walk.text());
}

}  // namespace shiplog
