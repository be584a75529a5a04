#include "sources/git/remote_name.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace shiplog {
namespace {

constexpr std::size_t kPartLengthMax = 100;

bool is_name_character(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '.' || character == '_' ||
         character == '-';
}

bool is_name_part(std::string_view part) {
  return !part.empty() && part.size() <= kPartLengthMax && part != "." && part != ".." &&
         std::all_of(part.begin(), part.end(), is_name_character);
}

// The path of a URL, or of git's short form host:path; absent for a plain path.
std::optional<std::string_view> path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    if (url.substr(0, scheme) == "file") {
      return std::nullopt;
    }
    const std::size_t slash = url.find('/', scheme + 3);
    if (slash == std::string_view::npos) {
      return std::nullopt;
    }
    return url.substr(slash + 1);
  }
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || url.find('/') < colon) {
    return std::nullopt;
  }
  return url.substr(colon + 1);
}

void remove_end(std::string_view& text, std::string_view end) {
  if (text.ends_with(end)) {
    text.remove_suffix(end.size());
  }
}

}  // namespace

bool is_repository_name(std::string_view name) {
  const std::size_t slash = name.find('/');
  return slash != std::string_view::npos && is_name_part(name.substr(0, slash)) &&
         is_name_part(name.substr(slash + 1));
}

std::optional<std::string> name_from_remote(std::string_view url) {
  std::optional<std::string_view> path = path_of(url);
  if (!path) {
    return std::nullopt;
  }
  *path = path->substr(0, path->find_first_of("?#"));
  while (path->ends_with('/')) {
    path->remove_suffix(1);
  }
  remove_end(*path, ".git");
  const std::size_t last = path->rfind('/');
  if (last == std::string_view::npos || last == 0) {
    return std::nullopt;
  }
  const std::size_t before = path->rfind('/', last - 1);
  const std::string_view name = path->substr(before == std::string_view::npos ? 0 : before + 1);
  if (!is_repository_name(name)) {
    return std::nullopt;
  }
  return std::string(name);
}

std::string name_from_folder(const std::filesystem::path& folder) {
  std::string name = folder.lexically_normal().filename().string();
  if (name.empty()) {
    name = folder.lexically_normal().parent_path().filename().string();
  }
  std::string_view stem = name;
  remove_end(stem, ".git");
  std::string part(stem.substr(0, kPartLengthMax));
  std::replace_if(
      part.begin(), part.end(), [](char character) { return !is_name_character(character); }, '-');
  if (!is_name_part(part)) {
    part = "repository";
  }
  return "local/" + part;
}

}  // namespace shiplog
