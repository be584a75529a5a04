#include "sources/github/decode/commits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"
#include "sources/history/commit_message.h"

namespace shiplog {
namespace {

constexpr std::size_t kNumberDigitsMax = 9;

std::optional<std::int64_t> leading_number(std::string_view text) {
  std::int64_t number = 0;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits == kNumberDigitsMax) {
      return std::nullopt;
    }
    number = number * 10 + (text[digits++] - '0');
  }
  return number > 0 ? std::optional(number) : std::nullopt;
}

bool speaks_of_revert(std::string_view message) {
  return lower_case(message).find("revert") != std::string::npos;
}

}  // namespace

std::optional<DecodedCommit> decode_commit(Json node, const Decoding& decoding) {
  const std::string_view sha = node["oid"].id();
  if (sha.empty()) {
    return std::nullopt;
  }
  const std::string_view message = node["message"].text();
  Commit commit = {.repository = std::string(decoding.repository),
                   .sha = std::string(sha),
                   .author = decoding.people.meet_author(node["author"]),
                   .authored_at = node["authoredDate"].time(),
                   .committed_at = node["committedDate"].time(),
                   .additions = node["additions"].count(),
                   .deletions = node["deletions"].count(),
                   .changed_files = node["changedFilesIfAvailable"].count()};
  commit.parents.is_given = true;
  const Json parents = node["parents"];
  for (const Json parent : parents["nodes"].items()) {
    if (Text id = parent["oid"].optional_id()) {
      commit.parents.push_back(std::move(*id));
    }
  }
  if (parents["totalCount"].count().value_or(0) >
      static_cast<std::int64_t>(commit.parents.size())) {
    decoding.oddities.count("commit with more than 100 parents", sha);
  }
  if (std::string headline = headline_of(message); !headline.empty()) {
    commit.headline = std::move(headline);
  }
  commit.is_revert_of = reverted_sha(message);
  const bool may_revert = !commit.is_revert_of && speaks_of_revert(message);
  return DecodedCommit{.commit = std::move(commit), .may_revert = may_revert};
}

std::optional<std::int64_t> number_in_revert_branch(std::string_view branch) {
  constexpr std::string_view kPrefix = "revert-";
  if (!branch.starts_with(kPrefix)) {
    return std::nullopt;
  }
  branch.remove_prefix(kPrefix.size());
  const std::size_t digits = std::min(branch.find_first_not_of("0123456789"), branch.size());
  if (digits == branch.size() || branch[digits] != '-') {
    return std::nullopt;
  }
  return leading_number(branch);
}

std::optional<std::int64_t> number_reverted_by_text(std::string_view text,
                                                    std::string_view full_name) {
  const std::string lower = lower_case(text);
  const std::string mark = "reverts " + lower_case(full_name) + "#";
  for (std::size_t at = lower.find(mark); at != std::string::npos;
       at = lower.find(mark, at + mark.size())) {
    const auto number = leading_number(std::string_view(lower).substr(at + mark.size()));
    if (number) {
      return number;
    }
  }
  return std::nullopt;
}

}  // namespace shiplog
