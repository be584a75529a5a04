#include "sources/github/decode/issues.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"

namespace shiplog {

std::optional<DecodedIssue> decode_issue(Json node, const Decoding& decoding) {
  const std::string_view id = node["id"].id();
  const Number number = node["number"].count();
  const Moment created_at = node["createdAt"].time();
  if (id.empty() || !number || !created_at) {
    return std::nullopt;
  }
  DecodedIssue decoded = {.issue = {.id = std::string(id),
                                    .repository = std::string(decoding.repository),
                                    .number = *number,
                                    .created_at = *created_at,
                                    .title = node["title"].optional_text(),
                                    .author = decoding.people.meet(node["author"]),
                                    .closed_at = node["closedAt"].time(),
                                    .updated_at = node["updatedAt"].time()}};
  decoded.issue.labels.is_given = true;
  add_labels(decoded, node);
  return decoded;
}

void add_labels(DecodedIssue& decoded, Json node) {
  const Json labels = node["labels"];
  for (const Json label : labels["nodes"].items()) {
    if (Text name = label["name"].optional_text()) {
      decoded.issue.labels.push_back(std::move(*name));
    }
  }
  const Json page = labels["pageInfo"];
  decoded.next_label = page["hasNextPage"].is_true() ? page["endCursor"].optional_text() : Text();
}

}  // namespace shiplog
