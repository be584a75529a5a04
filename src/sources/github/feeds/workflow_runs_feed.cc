#include "sources/github/feeds/workflow_runs_feed.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/iso_time.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/decode/workflow_runs.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/cursor_text.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

using std::chrono::seconds;

constexpr std::int64_t kPageRows = 100;
constexpr std::int64_t kResultsMax = 1000;
constexpr std::chrono::days kRevisited{7};
// GitHub Actions began in 2019.
constexpr Timestamp kBeginning = std::chrono::sys_days{std::chrono::year{2019} / 1 / 1};

Timestamp whole_second(Timestamp time) { return std::chrono::floor<seconds>(time); }

}  // namespace

std::string WorkflowRunsFeed::Cursor::text() const {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  say(json, "from", Moment(from));
  say(json, "window_until", Moment(window_until));
  say(json, "until", Moment(until));
  say(json, "page", page);
  say(json, "read", read);
  if (since) {
    say(json, "since", since);
  }
  json.end_object();
  return out;
}

Result<WorkflowRunsFeed::Cursor> WorkflowRunsFeed::Cursor::parse(std::string_view text) {
  JsonDocument document;
  const auto json = document.parse(text);
  if (!json || !(*json)["from"].time()) {
    return Error{ErrorCode::InvalidInput, "the stored cursor of workflow runs cannot be read"};
  }
  const Timestamp from = *(*json)["from"].time();
  return Cursor{.from = from,
                .window_until = (*json)["window_until"].time().value_or(from),
                .until = (*json)["until"].time().value_or(from),
                .page = std::max<std::int64_t>((*json)["page"].count().value_or(1), 1),
                .read = (*json)["read"].count().value_or(0),
                .since = (*json)["since"].time()};
}

// A pass that has ended leaves a window without a length at the start of the next.
Result<WorkflowRunsFeed::Cursor> WorkflowRunsFeed::open(
    const std::optional<std::string>& cursor) const {
  const Timestamp now = whole_second(now_);
  const Moment& wanted = context_.options.since;
  const Timestamp from = whole_second(wanted.value_or(kBeginning));
  const Cursor beginning = {
      .from = std::min(from, now), .window_until = now, .until = now, .since = wanted};
  if (!cursor || cursor->empty()) {
    return beginning;
  }
  Cursor walk = TRY(Cursor::parse(*cursor));
  if (walk.since && (!wanted || *wanted < *walk.since)) {
    return beginning;  // More is wanted than was ever asked for.
  }
  if (walk.window_until <= walk.from) {
    walk = Cursor{.from = walk.from,
                  .window_until = std::max(now, walk.from + seconds{1}),
                  .until = std::max(now, walk.from + seconds{1}),
                  .since = walk.since};
  }
  return walk;
}

std::string WorkflowRunsFeed::path_of(const Cursor& walk) const {
  return "/repos/" + context_.repository.full_name() +
         "/actions/runs?per_page=" + std::to_string(kPageRows) +
         "&page=" + std::to_string(walk.page) +
         "&exclude_pull_requests=true&created=" + format_time(walk.from) + ".." +
         format_time(walk.window_until);
}

Result<FeedPage> WorkflowRunsFeed::read(const std::optional<std::string>& cursor,
                                        const std::stop_token& stop) {
  Cursor walk = TRY(open(cursor));
  for (;;) {
    const GitHubReply reply = TRY(asker_.get(path_of(walk), stop));
    const bool is_lost =
        reply.answer.state == AnswerState::Lost || reply.answer.state == AnswerState::Gone;
    if (is_lost || reply.is_refused()) {
      return refused_page(reply, context_, "workflow runs",
                          "nothing is known of how long builds take", cursor);
    }
    const std::int64_t found = reply.data["total_count"].count().value_or(0);
    const auto length = walk.window_until - walk.from;
    const bool is_too_long = reply.answer.state == AnswerState::OutOfRange ||
                             reply.answer.state == AnswerState::TooHeavy || found > kResultsMax;
    if (is_too_long && length > seconds{1}) {
      walk.window_until = whole_second(walk.from + length / 2);
      walk.page = 1;
      continue;
    }
    if (!reply.is_usable()) {
      return unusable(reply, context_, "workflow runs");
    }
    return take(walk, reply);
  }
}

FeedPage WorkflowRunsFeed::take(Cursor walk, const GitHubReply& reply) {
  FeedPage page;
  const Decoding decoding = {
      .repository = context_.repository.id, .people = context_.people, .oddities = oddities_};
  std::int64_t rows = 0;
  for (const Json run : reply.data["workflow_runs"].items()) {
    ++rows;
    if (std::optional<FactRecord> record = decode_workflow_run(run, decoding)) {
      page.records.push_back(std::move(*record));
    }
  }
  walk.read += rows;
  page.done = walk.read;
  const std::int64_t found = reply.data["total_count"].count().value_or(0);
  const bool has_more = rows > 0 && walk.page * kPageRows < std::min(found, kResultsMax);
  if (has_more) {
    ++walk.page;
  } else if (walk.window_until < walk.until) {
    // A window that held little lets the next one be twice as long.
    const auto length = walk.window_until - walk.from;
    const auto next = found * 2 <= kResultsMax ? length * 2 : length;
    walk.from = walk.window_until;
    walk.window_until = std::min(walk.from + std::max<Duration>(next, seconds{1}), walk.until);
    walk.page = 1;
  } else {
    page.is_last = true;
    const Timestamp next = std::max(walk.until - kRevisited, kBeginning);
    walk = Cursor{.from = next, .window_until = next, .until = next, .since = walk.since};
  }
  page.cursor = walk.text();
  return page;
}

}  // namespace shiplog
