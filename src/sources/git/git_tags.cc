#include "sources/git/git_tags.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/commit_objects.h"
#include "sources/git/git_process.h"
#include "sources/git/git_repository.h"
#include "sources/git/object_id.h"
#include "sources/history/tag_version.h"
#include "sources/history/valid_text.h"

namespace shiplog {
namespace {

constexpr std::string_view kTagFolder = "refs/tags/";
constexpr std::size_t kTagBytesMax = 1000;

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

// What git says of an object's kind and name: "sha kind size", or "… missing".
struct ObjectKind {
  std::string_view sha = {};
  std::string_view kind = {};
};

ObjectKind parse_kind(std::string_view line) {
  const std::size_t first = std::min(line.find(' '), line.size());
  const std::string_view rest = line.substr(std::min(first + 1, line.size()));
  return {.sha = line.substr(0, first), .kind = rest.substr(0, rest.find(' '))};
}

struct PeeledTag {
  std::string commit = {};
  bool is_annotated = false;
};

// Which commit each tag comes to, in the order of the tags; no commit for one that comes to
// none.
Result<std::vector<PeeledTag>> peel(const GitRepository& repository,
                                    const std::vector<GitTag>& tags, const std::stop_token& stop) {
  std::string questions;
  for (const GitTag& tag : tags) {
    questions += tag.object + "\n" + tag.object + "^{commit}\n";
  }
  const std::string answers =
      TRY(run_git({.git_dir = repository.git_dir, .arguments = {"cat-file", "--batch-check"}},
                  questions, stop));
  std::vector<PeeledTag> peeled(tags.size());
  std::string_view rest = answers;
  for (PeeledTag& tag : peeled) {
    tag.is_annotated = parse_kind(take_line(rest)).kind == "tag";
    const ObjectKind target = parse_kind(take_line(rest));
    if (target.kind == "commit") {
      tag.commit = std::string(target.sha);
    }
  }
  return peeled;
}

// The dates of tags and commits by their sha.
using Dates = std::map<std::string, Moment, std::less<>>;

Moment date_of(const Dates& dates, const std::string& object) {
  const auto found = dates.find(object);
  return found == dates.end() ? Moment{} : found->second;
}

}  // namespace

Result<std::vector<GitTag>> list_tags(const GitRepository& repository) {
  const std::string answer = TRY(
      run_git({.git_dir = repository.git_dir,
               .arguments = {"for-each-ref", "--format=%(objectname) %(refname)", "refs/tags/"}}));
  std::vector<GitTag> tags;
  for (std::string_view rest = answer; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) {
      continue;
    }
    const std::string_view object = line.substr(0, space);
    std::string_view name = line.substr(space + 1);
    if (!parse_object_id(object) || !name.starts_with(kTagFolder)) {
      continue;
    }
    name.remove_prefix(kTagFolder.size());
    tags.push_back({.name = std::string(name), .object = std::string(object)});
  }
  return tags;
}

std::string digest_of(const std::vector<GitTag>& tags) {
  constexpr std::size_t kDigits = 16;
  std::string text;
  for (const GitTag& tag : tags) {
    text += tag.object + " " + tag.name + "\n";
  }
  return sha256_hex(text).substr(0, kDigits);
}

Result<GitReleases> read_releases(const GitRepository& repository, const std::vector<GitTag>& tags,
                                  const std::stop_token& stop) {
  GitReleases result;
  if (tags.empty()) {
    return result;
  }
  const std::vector<PeeledTag> peeled = TRY(peel(repository, tags, stop));
  std::set<std::string> objects;
  for (std::size_t at = 0; at < tags.size(); ++at) {
    if (peeled[at].commit.empty()) {
      continue;
    }
    objects.insert(peeled[at].commit);
    if (peeled[at].is_annotated) {
      objects.insert(tags[at].object);
    }
  }
  Dates dates;
  TRY(read_objects(repository.git_dir, objects, stop,
                   [&dates](std::string_view sha, std::string_view object) {
                     dates.emplace(sha, date_in_object(object));
                   }));
  for (std::size_t at = 0; at < tags.size(); ++at) {
    Moment date = peeled[at].is_annotated ? date_of(dates, tags[at].object) : Moment{};
    if (!date) {
      date = date_of(dates, peeled[at].commit);
    }
    if (peeled[at].commit.empty() || !date) {
      ++result.skipped;
      continue;
    }
    const std::string name = valid_line(tags[at].name, kTagBytesMax);
    result.releases.push_back(Release{
        .id = "git:" + repository.name + ":" + name,
        .repository = repository.name,
        .tag = name,
        .published_at = *date,
        .sha = peeled[at].commit,
        .is_prerelease = is_prerelease_tag(name),
    });
  }
  return result;
}

}  // namespace shiplog
