// How fast GitHub's pages of pull requests become facts, and facts in a store.
//
//   github_bench
//
// Pages of 33 pull requests, each with the conversation that an average one has, through the
// feed that reads them: once into nothing and once into SQLite. Seconds are those of the
// processor, on one core, so that a busy machine matters little.

#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/iso_time.h"
#include "base/result.h"
#include "bench/measured.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/feeds/pull_request_feeds.h"
#include "sources/github/github_client.h"
#include "store/fact_store.h"
#include "store/sqlite/sqlite_store.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

constexpr int kPages = 200;
constexpr int kRows = 33;
constexpr int kRuns = 3;

std::string actor(int number) {
  return fmt::format(
      R"({{"__typename":"User","login":"engineer-{0}","id":"MDQ6VXNlc{0}","name":"Engineer {0}",)"
      R"("updatedAt":"2026-01-01T00:00:00Z"}})",
      number);
}

std::string sha(int number) { return fmt::format("{:040x}", number * 7919LL); }

// Five commits, four reviews, three comments and eight events.
std::string timeline(int pull) {
  std::string items;
  const auto add = [&](const std::string& item) { items += (items.empty() ? "" : ",") + item; };
  for (int i = 0; i < 5; ++i) {
    add(fmt::format(
        R"({{"__typename":"PullRequestCommit","commit":{{"oid":"{}",)"
        R"("authoredDate":"2026-01-02T03:04:05Z","committedDate":"2026-01-02T03:04:05Z",)"
        R"("author":{{"name":"Engineer {}","email":"engineer@example.com","user":{}}}}}}})",
        sha(pull * 10 + i), pull % 50, actor(pull % 50)));
  }
  for (int i = 0; i < 4; ++i) {
    add(fmt::format(R"({{"__typename":"PullRequestReview","id":"PRR_kwDOABCD{}_{}",)"
                    R"("state":"APPROVED","submittedAt":"2026-01-03T03:04:05Z","author":{}}})",
                    pull, i, actor((pull + i) % 50)));
  }
  for (int i = 0; i < 3; ++i) {
    add(fmt::format(R"({{"__typename":"IssueComment","id":"IC_kwDOABCD{}_{}",)"
                    R"("createdAt":"2026-01-03T03:04:05Z","author":{}}})",
                    pull, i, actor((pull + 3 * i) % 50)));
  }
  for (int i = 0; i < 8; ++i) {
    add(fmt::format(R"({{"__typename":"ReviewRequestedEvent","createdAt":"2026-01-03T01:04:05Z",)"
                    R"("actor":{},"requestedReviewer":{}}})",
                    actor(pull % 50), actor((pull + i) % 50)));
  }
  return items;
}

std::string pull_request(int number) {
  return fmt::format(
      R"({{"id":"PR_kwDOABCD{0}","number":{0},"title":"Make the parser accept empty lines",)"
      R"("isDraft":false,"createdAt":"2026-01-02T03:04:05Z","updatedAt":"2026-01-04T03:04:05Z",)"
      R"("closedAt":"2026-01-04T03:04:05Z","mergedAt":"2026-01-04T03:04:05Z","additions":120,)"
      R"("deletions":30,"changedFiles":7,"baseRefName":"main","headRefName":"empty-lines",)"
      R"("headRefOid":"{1}","author":{2},"mergedBy":{2},"mergeCommit":{{"oid":"{1}"}},)"
      R"("labels":{{"pageInfo":{{"hasNextPage":false,"endCursor":"x"}},)"
      R"("nodes":[{{"name":"bug"}},{{"name":"parser"}}]}},)"
      R"("closingIssuesReferences":{{"pageInfo":{{"hasNextPage":false,"endCursor":null}},)"
      R"("nodes":[]}},"timelineItems":{{"pageInfo":{{"hasNextPage":false,"endCursor":"x"}},)"
      R"("nodes":[{3}]}}}})",
      number, sha(number), actor(number % 50), timeline(number));
}

std::vector<std::string> make_pages() {
  std::vector<std::string> pages;
  for (int page = 0; page < kPages; ++page) {
    std::string nodes;
    for (int row = 0; row < kRows; ++row) {
      nodes += (row == 0 ? "" : ",") + pull_request(page * kRows + row + 1);
    }
    pages.push_back(fmt::format(
        R"({{"data":{{"repository":{{"id":"R_1","pullRequests":{{"totalCount":{},)"
        R"("pageInfo":{{"hasNextPage":{},"startCursor":"a","endCursor":"{}"}},"nodes":[{}]}}}}}}}})",
        kPages * kRows, page + 1 < kPages, page, nodes));
  }
  return pages;
}

// Gives out one page after the other.
class PagesClient final : public GitHubClient {
 public:
  explicit PagesClient(const std::vector<std::string>& pages) : pages_(pages) {}

  Result<GitHubAnswer> query(std::string_view /*operation*/, std::string_view /*document*/,
                             std::string_view /*variables*/,
                             const std::stop_token& /*stop*/) override {
    return GitHubAnswer{.body = pages_.at(next_++),
                        .server_time = parse_time("2026-06-01T00:00:00Z").value()};
  }
  Result<GitHubAnswer> get(std::string_view /*path*/, const std::stop_token& /*stop*/) override {
    return Error{ErrorCode::Internal, "not asked for"};
  }
  GitHubUsage usage() const override { return {}; }
  std::optional<GitHubWait> waiting() const override { return std::nullopt; }

 private:
  const std::vector<std::string>& pages_;
  std::size_t next_ = 0;
};

class NothingKnown final : public KnownFacts {
 public:
  Result<std::vector<bool>> has(FactKind /*kind*/, const std::vector<std::string>& keys) override {
    return std::vector<bool>(keys.size(), false);
  }
  Result<Unit> each(FactKind /*kind*/, std::string_view /*repository*/,
                    const std::function<Result<Unit>(const FactRecord&)>& /*visit*/) override {
    return Unit{};
  }
};

double processor_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

// Pull requests a second.
double speed(const std::vector<std::string>& pages,
             const std::function<void(std::vector<FactRecord>)>& keep) {
  PagesClient client(pages);
  NothingKnown known;
  FeedContext context = {.repository = {.id = "R_1", .owner = "acme", .name = "api"},
                         .client = client,
                         .known = known};
  PullRequestsFeed feed(context);
  const double begin = processor_seconds();
  std::optional<std::string> cursor;
  for (bool is_last = false; !is_last;) {
    auto page = feed.read(cursor, {});
    CHECK(page.has_value());
    is_last = page->is_last;
    cursor = page->cursor;
    keep(std::move(page->records));
  }
  return kPages * kRows / (processor_seconds() - begin);
}

double store_speed(const std::vector<std::string>& pages) {
  const TemporaryFolder folder;
  const auto store = SqliteStore::open((folder.path() / "shiplog.db").string()).value();
  const auto writer = store->open_writer({.description = "bench"}).value();
  return speed(pages, [&](std::vector<FactRecord> records) {
    CHECK(writer->apply({.records = std::move(records)}).has_value());
  });
}

void run() {
  cpu_set_t core;
  CPU_ZERO(&core);
  CPU_SET(0, &core);
  CHECK(sched_setaffinity(0, sizeof core, &core) == 0);

  const std::vector<std::string> pages = make_pages();
  double decoded = 0;
  double stored = 0;
  std::size_t records = 0;
  for (int i = 0; i < kRuns; ++i) {
    decoded = std::max(decoded,
                       speed(pages, [&](std::vector<FactRecord> page) { records += page.size(); }));
    stored = std::max(stored, store_speed(pages));
  }
  fmt::print("{} pull requests in pages of {} KB, {:.1f} facts each\n", kPages * kRows,
             pages.front().size() / 1024, static_cast<double>(records) / (kRuns * kPages * kRows));
  fmt::print("decoded: {:.0f} a second; into SQLite: {:.0f} a second\n", decoded, stored);
  measured("github.decode", decoded);
  measured("github.store", stored);
}

}  // namespace
}  // namespace shiplog

int main() { shiplog::run(); }
