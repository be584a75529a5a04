#include "sources/github/decode/releases.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/fact_record.h"
#include "domain/facts.h"
#include "sources/github/decode/decoding.h"
#include "sources/github/json.h"
#include "sources/history/tag_version.h"

namespace shiplog {

std::optional<FactRecord> decode_release(Json node, const Decoding& decoding) {
  const std::string_view id = node["id"].id();
  const std::string_view tag = node["tagName"].text();
  Moment published_at = node["publishedAt"].time();
  if (!published_at) {
    published_at = node["createdAt"].time();  // A draft.
  }
  if (id.empty() || tag.empty() || !published_at) {
    return std::nullopt;
  }
  FactRecord record = to_record(Release{.id = std::string(id),
                                        .repository = std::string(decoding.repository),
                                        .tag = std::string(tag),
                                        .published_at = *published_at,
                                        .sha = node["tagCommit"]["oid"].optional_id(),
                                        .name = node["name"].optional_text(),
                                        .is_prerelease = node["isPrerelease"].flag(),
                                        .is_draft = node["isDraft"].flag()});
  record.updated_at = node["updatedAt"].time();
  return record;
}

std::optional<Release> decode_tag(Json node, const Decoding& decoding) {
  constexpr int kTagsOfTagsMax = 3;
  const std::string_view id = node["id"].id();
  const std::string_view name = node["name"].text();
  Json target = node["target"];
  Moment tagged_at;
  for (int depth = 0; depth < kTagsOfTagsMax && target["__typename"].text() == "Tag"; ++depth) {
    if (!tagged_at) {
      tagged_at = target["tagger"]["date"].time();
    }
    target = target["target"];
  }
  if (!tagged_at) {
    tagged_at = target["committedDate"].time();
  }
  const std::string_view sha = target["oid"].id();
  const bool is_commit = target["__typename"].text() == "Commit";
  if (id.empty() || name.empty() || sha.empty() || !is_commit || !tagged_at) {
    return std::nullopt;
  }
  return Release{.id = std::string(id),
                 .repository = std::string(decoding.repository),
                 .tag = std::string(name),
                 .published_at = *tagged_at,
                 .sha = std::string(sha),
                 .is_prerelease = is_prerelease_tag(name)};
}

}  // namespace shiplog
