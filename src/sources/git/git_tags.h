// Tags as releases: a tag's own date where it is annotated, else its commit's.

#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/git_repository.h"

namespace shiplog {

struct GitTag {
  std::string name = {};
  std::string object = {};  // What the ref names: a tag object, a commit, or else.
};

// All tags, in the order of their names.
Result<std::vector<GitTag>> list_tags(const GitRepository& repository);

// Changes whenever a tag is added, moved or deleted.
std::string digest_of(const std::vector<GitTag>& tags);

struct GitReleases {
  std::vector<Release> releases = {};
  std::int64_t skipped = 0;  // Tags of no commit, of a missing object, without a usable date.
};

Result<GitReleases> read_releases(const GitRepository& repository, const std::vector<GitTag>& tags,
                                  const std::stop_token& stop);

}  // namespace shiplog
