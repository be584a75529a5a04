#include "sources/github/feeds/reverts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/feed.h"
#include "sources/github/decode/commits.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/feeds/asking.h"
#include "sources/github/feeds/feed_context.h"
#include "sources/github/github_client.h"
#include "sources/github/json.h"
#include "sources/github/queries.h"

namespace shiplog {
namespace {

struct Revert {
  Commit commit = {};
  std::int64_t number = 0;  // Of the pull request that it takes back.
};

// The pull request that brought a commit: the one merged by it, else any that was merged.
Json pull_request_of(Json commit, const FeedContext& context) {
  Json best;
  for (const Json pull : commit["associatedPullRequests"]["nodes"].items()) {
    const std::string_view merged_by = pull["mergeCommit"]["oid"].text();
    if (pull["repository"]["id"].text() != context.repository.id || merged_by.empty()) {
      continue;
    }
    if (merged_by == commit["oid"].text()) {
      return pull;
    }
    best = pull;
  }
  return best;
}

std::optional<std::int64_t> number_reverted_by(Json pull, std::string_view full_name) {
  if (const auto number = number_in_revert_branch(pull["headRefName"].text())) {
    return number;
  }
  return number_reverted_by_text(pull["body"].text(), full_name);
}

void write_repository(JsonWriter& json, const FeedContext& context) {
  json.key("owner").text(context.repository.owner);
  json.key("name").text(context.repository.name);
}

Result<std::vector<Revert>> find_reverts(FeedContext& context, const std::vector<std::string>& shas,
                                         const Decoding& decoding, const std::stop_token& stop);

Result<std::vector<Revert>> find_in_halves(FeedContext& context,
                                           const std::vector<std::string>& shas,
                                           const Decoding& decoding, const std::stop_token& stop) {
  const auto middle = shas.begin() + static_cast<std::ptrdiff_t>(shas.size() / 2);
  std::vector<Revert> reverts = TRY(find_reverts(context, {shas.begin(), middle}, decoding, stop));
  std::vector<Revert> more = TRY(find_reverts(context, {middle, shas.end()}, decoding, stop));
  std::move(more.begin(), more.end(), std::back_inserter(reverts));
  return reverts;
}

Result<std::vector<Revert>> find_reverts(FeedContext& context, const std::vector<std::string>& shas,
                                         const Decoding& decoding, const std::stop_token& stop) {
  Asker asker(context.client);
  const auto ask = [&](bool with_stats) {
    const std::string variables = variables_of([&](JsonWriter& json) {
      write_repository(json, context);
      json.key("stats").boolean(with_stats);
      for (std::size_t index = 0; index < shas.size(); ++index) {
        json.key(numbered("oid", index)).text(shas[index]);
      }
    });
    return asker.query_many(github_query("reverting_commits"), shas.size(), variables, stop);
  };
  GitHubReply reply = TRY(ask(true));
  if (reply.answer.state == AnswerState::TooHeavy && shas.size() > 1) {
    return find_in_halves(context, shas, decoding, stop);
  }
  if (reply.answer.state != AnswerState::Ok) {
    reply = TRY(ask(false));  // Their lines may be what cannot be told.
  }
  const Json repository = TRY(repository_in(reply, context));
  std::vector<Revert> reverts;
  for (std::size_t index = 0; index < shas.size(); ++index) {
    const Json item = repository[numbered("item", index)];
    std::optional<DecodedCommit> decoded = decode_commit(item, decoding);
    const auto number =
        number_reverted_by(pull_request_of(item, context), repository["nameWithOwner"].text());
    if (decoded && number) {
      reverts.push_back({.commit = std::move(decoded->commit), .number = *number});
    }
  }
  return reverts;
}

}  // namespace

Result<Unit> tell_reverts(FeedContext& context, const std::vector<std::string>& shas,
                          const Decoding& decoding, FeedPage& page, const std::stop_token& stop) {
  std::vector<Revert> reverts = TRY(find_reverts(context, shas, decoding, stop));
  if (reverts.empty()) {
    return Unit{};
  }
  Asker asker(context.client);
  const std::string variables = variables_of([&](JsonWriter& json) {
    write_repository(json, context);
    for (std::size_t index = 0; index < reverts.size(); ++index) {
      json.key(numbered("number", index)).integer(reverts[index].number);
    }
  });
  const GitHubReply reply =
      TRY(asker.query_many(github_query("merge_commits"), reverts.size(), variables, stop));
  const Json repository = TRY(repository_in(reply, context));
  for (std::size_t index = 0; index < reverts.size(); ++index) {
    Commit& commit = reverts[index].commit;
    commit.is_revert_of = repository[numbered("item", index)]["mergeCommit"]["oid"].optional_id();
    if (commit.is_revert_of && *commit.is_revert_of != commit.sha) {
      FactRecord record = to_record(commit);
      // Beats the version without, which has no time of its own.
      record.updated_at = commit.committed_at;
      page.records.push_back(std::move(record));
    }
  }
  return Unit{};
}

}  // namespace shiplog
