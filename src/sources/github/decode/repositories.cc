#include "sources/github/decode/repositories.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/digest.h"
#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/json.h"

namespace shiplog {
namespace {

void mark(std::string& marks, std::string_view text) {
  marks += text;
  marks += '\n';
}

void mark_newest(std::string& marks, Json connection) {
  mark(marks, std::to_string(connection["totalCount"].integer().value_or(-1)));
  for (const Json newest : connection["nodes"].items()) {
    mark(marks, newest["id"].text());
    mark(marks, newest["state"].text());
    mark(marks, newest["updatedAt"].text());
  }
}

std::string fingerprint_of(Json node, std::string_view line) {
  constexpr std::size_t kDigits = 32;
  std::string marks;
  mark(marks, line);
  mark(marks, node["pushedAt"].text());
  mark(marks, node["defaultBranchRef"]["target"]["oid"].text());
  mark(marks, node["latestRelease"]["id"].text());
  mark(marks, node["latestRelease"]["updatedAt"].text());
  mark_newest(marks, node["pullRequests"]);
  mark_newest(marks, node["issues"]);
  mark_newest(marks, node["deployments"]);
  return sha256_hex(marks).substr(0, kDigits);
}

}  // namespace

std::optional<DiscoveredRepository> decode_repository(Json node) {
  const std::string_view id = node["id"].id();
  const std::string_view full_name = node["nameWithOwner"].text();
  const std::size_t slash = full_name.find('/');
  if (id.empty() || slash == std::string_view::npos) {
    return std::nullopt;
  }
  Repository repository = {.id = std::string(id),
                           .full_name = std::string(full_name),
                           .default_branch = node["defaultBranchRef"]["name"].optional_text(),
                           .created_at = node["createdAt"].time(),
                           .is_private = node["isPrivate"].flag(),
                           .is_archived = node["isArchived"].flag(),
                           .language = node["primaryLanguage"]["name"].optional_text(),
                           .updated_at = node["updatedAt"].time()};
  repository.topics.is_given = true;
  for (const Json topic : node["repositoryTopics"]["nodes"].items()) {
    if (Text name = topic["topic"]["name"].optional_text()) {
      repository.topics.push_back(std::move(*name));
    }
  }
  DiscoveredRepository found = {.id = repository.id,
                                .owner = std::string(full_name.substr(0, slash)),
                                .name = std::string(full_name.substr(slash + 1)),
                                .is_private = node["isPrivate"].is_true(),
                                .is_archived = node["isArchived"].is_true(),
                                .is_disabled = node["isDisabled"].is_true(),
                                .is_fork = node["isFork"].is_true(),
                                .record = to_record(std::move(repository))};
  found.fingerprint = fingerprint_of(node, found.record.line);
  return found;
}

}  // namespace shiplog
