// A GitHub for tests of feeds: lists that are paged as GitHub pages them, and whatever goes
// wrong as a test says.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/iso_time.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "domain/timestamp.h"
#include "sources/feed.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"

namespace shiplog {

inline Timestamp at(std::string_view time) { return parse_time(time).value(); }

struct FakeRequest {
  std::string operation = {};  // "GET" of REST.
  std::string document = {};   // The path of REST.
  std::string variables = {};

  std::string text(std::string_view key) const {
    JsonDocument document_of_variables;
    return std::string(document_of_variables.parse(variables).value()[key].text());
  }
  std::int64_t number(std::string_view key) const {
    JsonDocument document_of_variables;
    return document_of_variables.parse(variables).value()[key].integer().value_or(0);
  }
};

// Answers what a test gives it to answer with, and remembers what was asked.
class FakeGitHubClient final : public GitHubClient {
 public:
  using Answering = std::function<GitHubAnswer(const FakeRequest&)>;

  explicit FakeGitHubClient(Answering answer) : answer_(std::move(answer)) {}

  Result<GitHubAnswer> query(std::string_view operation, std::string_view document,
                             std::string_view variables, const std::stop_token& /*stop*/) override {
    return ask({.operation = std::string(operation),
                .document = std::string(document),
                .variables = std::string(variables)});
  }
  Result<GitHubAnswer> get(std::string_view path, const std::stop_token& /*stop*/) override {
    return ask({.operation = "GET", .document = std::string(path)});
  }
  GitHubUsage usage() const override { return {}; }
  std::optional<GitHubWait> waiting() const override { return std::nullopt; }

  std::vector<FakeRequest> requests = {};
  Timestamp now = at("2026-06-01T12:00:00Z");
  std::chrono::milliseconds took{1000};

  std::size_t count(std::string_view operation) const {
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(),
                      [&](const FakeRequest& each) { return each.operation == operation; }));
  }

 private:
  Result<GitHubAnswer> ask(FakeRequest request) {
    requests.push_back(request);
    CHECK(requests.size() < 10'000);  // A feed that never ends.
    GitHubAnswer answer = answer_(request);
    answer.server_time = now;
    answer.took = took;
    return answer;
  }

  Answering answer_;
};

// A list ordered by a time and then by id, whose cursors are values as GitHub's are.
struct FakeList {
  struct Row {
    std::string time = {};
    std::string id = {};
    std::string json = {};
  };
  std::vector<Row> rows = {};

  void put(Row row) {
    std::erase_if(rows, [&](const Row& each) { return each.id == row.id; });
    rows.push_back(std::move(row));
  }

  // The connection for `first`, `after`, `direction` and `since` of the variables.
  std::string page(const FakeRequest& request) const {
    std::vector<const Row*> sorted;
    for (const Row& row : rows) {
      if (row.time >= request.text("since")) {
        sorted.push_back(&row);
      }
    }
    std::sort(sorted.begin(), sorted.end(), [](const Row* left, const Row* right) {
      return std::tie(left->time, left->id) < std::tie(right->time, right->id);
    });
    const bool is_descending = request.text("direction") == "DESC";
    if (is_descending) {
      std::reverse(sorted.begin(), sorted.end());
    }
    const std::string after = request.text("after");
    std::vector<const Row*> left;
    for (const Row* row : sorted) {
      const bool is_after = is_descending ? cursor_of(*row) < after : cursor_of(*row) > after;
      if (after.empty() || is_after) {
        left.push_back(row);
      }
    }
    const std::size_t count =
        std::min(left.size(), static_cast<std::size_t>(request.number("first")));
    std::string nodes;
    for (std::size_t index = 0; index < count; ++index) {
      nodes += (index == 0 ? "" : ",") + left[index]->json;
    }
    const auto cursor = [&](std::size_t index) {
      return count == 0 ? std::string("null") : "\"" + cursor_of(*left[index]) + "\"";
    };
    return R"({"totalCount":)" + std::to_string(rows.size()) + R"(,"pageInfo":{"hasNextPage":)" +
           (count < left.size() ? "true" : "false") + R"(,"startCursor":)" + cursor(0) +
           R"(,"endCursor":)" + cursor(count - 1) + R"(},"nodes":[)" + nodes + "]}";
  }

  static std::string cursor_of(const Row& row) { return row.time + " " + row.id; }
};

// The body of a reply about the repository R_1.
inline std::string about_repository(std::string_view members) {
  return R"({"data":{"repository":{"id":"R_1",)" + std::string(members) + "}}}";
}

// Keeps records as a store does.
class FakeKnownFacts final : public KnownFacts {
 public:
  Result<std::vector<bool>> has(FactKind kind, const std::vector<std::string>& keys) override {
    std::vector<bool> known;
    for (const std::string& key : keys) {
      known.push_back(records.contains({kind, key}));
    }
    return known;
  }

  Result<Unit> each(FactKind kind, std::string_view repository,
                    const std::function<Result<Unit>(const FactRecord&)>& visit) override {
    for (const auto& [key, record] : records) {
      // A fake of one repository, whose pull requests own the reviews and comments.
      const bool is_of_repository = kind == FactKind::Withdrawn || kind == FactKind::Team ||
                                    kind == FactKind::Review || kind == FactKind::Comment ||
                                    record.owner == repository;
      if (key.first == kind && is_of_repository) {
        TRY(visit(record));
      }
    }
    return Unit{};
  }

  void store(std::vector<FactRecord> incoming) {
    for (FactRecord& record : incoming) {
      const std::pair key(record.kind, record.key);
      const auto found = records.find(key);
      if (found == records.end()) {
        records.emplace(key, std::move(record));
      } else {
        merge(found->second, std::move(record));
      }
    }
  }

  std::vector<std::string> keys(FactKind kind) const {
    std::vector<std::string> result;
    for (const auto& [key, record] : records) {
      if (key.first == kind) {
        result.push_back(key.second);
      }
    }
    return result;
  }

  std::string line(FactKind kind, const std::string& key) const {
    const auto found = records.find({kind, key});
    return found == records.end() ? "" : found->second.line;
  }

  std::map<std::pair<FactKind, std::string>, FactRecord> records = {};
};

// What a feed was told, page after page, as sync stores it.
struct FeedReader {
  FakeKnownFacts& known;
  std::optional<std::string> cursor = {};
  std::vector<std::string> notes = {};
  std::size_t pages = 0;

  // One page; true when it was the last of its pass.
  bool read_page(Feed& feed) {
    auto page = feed.read(cursor, {});
    if (!page) {
      ADD_FAILURE() << page.error().message;
      return true;
    }
    ++pages;
    CHECK(pages < 5000);
    known.store(std::move(page->records));
    cursor = page->cursor;
    notes.insert(notes.end(), page->notes.begin(), page->notes.end());
    return page->is_last;
  }

  void read_pass(Feed& feed) {
    while (!read_page(feed)) {
    }
  }
};

}  // namespace shiplog
