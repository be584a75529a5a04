#include "sources/github/feeds/releases_feed.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_reader.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/releases.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/cursor_text.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

constexpr std::int64_t kPageMax = 100;
// Less than a day, since no two days are synced at the same minute.
constexpr std::chrono::hours kAllEvery{20};
constexpr int kTriesMax = 3;

bool has_gap(const std::vector<Json>& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const Json& row) { return !row; });
}

}  // namespace

std::string ReleasesFeed::Cursor::text() const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  say(json, "tags", is_among_tags);
  say(json, "after", after);
  say(json, "reads_all", reads_all);
  say(json, "all_read_at", all_read_at);
  say(json, "read", read);
  json.end_object();
  return out;
}

Result<ReleasesFeed::Cursor> ReleasesFeed::Cursor::parse(std::string_view text) {
  JsonDocument document;
  const auto json = document.parse(text);
  if (!json) {
    return Error{ErrorCode::InvalidInput, "the stored cursor of releases cannot be read"};
  }
  return Cursor{.is_among_tags = (*json)["tags"].is_true(),
                .after = (*json)["after"].optional_text(),
                .reads_all = (*json)["reads_all"].is_true(),
                .all_read_at = (*json)["all_read_at"].time(),
                .read = (*json)["read"].count().value_or(0)};
}

ReleasesFeed::ReleasesFeed(FeedContext& context)
    : context_(context), asker_(context.client), page_size_(kPageMax, kPageMax) {}

Result<FeedPage> ReleasesFeed::read(const std::optional<std::string>& cursor,
                                    const std::stop_token& stop) {
  const bool is_first = !cursor || cursor->empty();
  Cursor walk = !is_first ? TRY(Cursor::parse(*cursor)) : Cursor{};
  for (int tries = 0; tries < kTriesMax;) {
    const std::string variables = variables_of([&](JsonWriter& json) {
      json.key("owner").text(context_.repository.owner);
      json.key("name").text(context_.repository.name);
      json.key("first").integer(page_size_.rows());
      write_text(json, "after", walk.after);
    });
    const GitHubReply reply =
        TRY(asker_.query(github_query(walk.is_among_tags ? "tags" : "releases"), variables, stop));
    if (reply.answer.state == AnswerState::BadCursor) {
      ++tries;
      walk = Cursor{.all_read_at = walk.all_read_at};
      continue;
    }
    const Json connection = reply.data["repository"][walk.is_among_tags ? "refs" : "releases"];
    if (!connection && reply.is_refused()) {
      return refused_page(reply, context_, "releases", "deployments or merges stand for them",
                          cursor);
    }
    const bool is_heavy = reply.answer.state == AnswerState::TooHeavy ||
                          reply.ran_out_of_resources() || has_gap(connection["nodes"].items());
    if (is_heavy && page_size_.shrink()) {
      continue;
    }
    if (is_heavy || !reply.is_usable()) {
      return unusable(reply, context_, "releases");
    }
    TRY(repository_in(reply, context_));
    const Json info = connection["pageInfo"];
    const Text end = info["endCursor"].optional_text();
    if (!info["hasNextPage"].is_true() || (end && end != walk.after)) {
      page_size_.worked(reply.answer.took);
      return take(std::move(walk), reply, connection);
    }
    ++tries;
  }
  return Error{ErrorCode::Unavailable, "GitHub gives the same releases of " +
                                           context_.repository.full_name() +
                                           " over and over; the next sync tries again"};
}

Result<FeedPage> ReleasesFeed::take(Cursor walk, const GitHubReply& reply, Json connection) {
  server_time_ = reply.answer.server_time;
  if (!walk.is_among_tags && !walk.after) {  // A pass begins.
    walk.reads_all = !walk.all_read_at || server_time_ - *walk.all_read_at >= kAllEvery;
    walk.read = 0;
    saw_beginning_ = true;
    seen_.clear();
    stored_.reset();
  }
  FeedPage page;
  const std::vector<Json> rows = connection["nodes"].items();
  const bool holds_news = walk.is_among_tags ? TRY(take_tags(rows, walk.reads_all, page))
                                             : TRY(take_releases(rows, page));
  walk.read += static_cast<std::int64_t>(rows.size());
  page.done = walk.read;
  const Json info = connection["pageInfo"];
  walk.after = info["endCursor"].optional_text();
  if (!info["hasNextPage"].is_true() || !(holds_news || walk.reads_all)) {
    walk.after.reset();
    if (walk.is_among_tags) {
      if (walk.reads_all && saw_beginning_) {
        TRY(withdraw_vanished(page));
        walk.all_read_at = server_time_;
      }
      page.is_last = true;
      page.notes = oddities_.take_notes();
    }
    walk.is_among_tags = !walk.is_among_tags;
  }
  page.cursor = walk.text();
  return page;
}

// Whether any is not stored yet.
Result<bool> ReleasesFeed::take_releases(const std::vector<Json>& rows, FeedPage& page) {
  std::vector<std::string> keys;
  for (const Json row : rows) {
    std::optional<FactRecord> record = decode_release(row, decoding());
    if (record) {
      keys.push_back(record->key);
      seen_.insert(record->key);
      page.records.push_back(std::move(*record));
    }
  }
  const std::vector<bool> known = TRY(context_.known.has(FactKind::Release, keys));
  return std::find(known.begin(), known.end(), false) != known.end();
}

Result<bool> ReleasesFeed::take_tags(const std::vector<Json>& rows, bool reads_all,
                                     FeedPage& page) {
  if (!stored_) {
    TRY(load_stored());
  }
  const std::size_t before = page.records.size();
  for (const Json row : rows) {
    if (std::optional<Release> tag = decode_tag(row, decoding())) {
      take_tag(std::move(*tag), reads_all, page);
    }
  }
  return page.records.size() > before;
}

void ReleasesFeed::take_tag(Release tag, bool reads_all, FeedPage& page) {
  if (is_named_by_release(tag, reads_all)) {
    return;  // What was stored of it by itself is withdrawn with the vanished.
  }
  seen_.insert(tag.id);
  FactRecord record = to_record(std::move(tag));
  const auto stored = stored_->lines.find(record.key);
  if (stored != stored_->lines.end()) {
    if (stored->second == record.line) {
      return;
    }
    record.updated_at = server_time_;  // The tag was moved; its own dates may have gone back.
  }
  page.records.push_back(std::move(record));
}

bool ReleasesFeed::is_named_by_release(const Release& tag, bool reads_all) const {
  const auto [begin, end] = stored_->ids_by_tag.equal_range(tag.tag);
  return std::any_of(begin, end, [&](const auto& entry) {
    const bool may_be_gone = reads_all && saw_beginning_ && !seen_.contains(entry.second);
    return entry.second != tag.id && !may_be_gone;
  });
}

Result<Unit> ReleasesFeed::load_stored() {
  Stored stored;
  FactReader reader;
  const auto visit = [&](const FactRecord& record) -> Result<Unit> {
    Fact fact = TRY(reader.read_stored(record.line));
    stored.ids_by_tag.emplace(std::move(std::get<Release>(fact).tag), record.key);
    stored.lines.emplace(record.key, record.line);
    return Unit{};
  };
  TRY(context_.known.each(FactKind::Release, context_.repository.id, visit));
  stored_ = std::move(stored);
  return Unit{};
}

Result<Unit> ReleasesFeed::withdraw_vanished(FeedPage& page) {
  for (const auto& [id, line] : stored_->lines) {
    if (!seen_.contains(id)) {
      page.records.push_back(withdrawn_record(FactKind::Release, id, server_time_));
    }
  }
  return Unit{};
}

}  // namespace shiplog
