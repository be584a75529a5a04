#include "sources/github/queries.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/check.h"

namespace shiplog {
namespace {

std::string with_index(std::string_view text, std::size_t index) {
  constexpr std::string_view kMark = "_0";
  std::string result;
  for (std::size_t at = text.find(kMark); at != std::string_view::npos; at = text.find(kMark)) {
    result += text.substr(0, at);
    result += '_';
    result += std::to_string(index);
    text.remove_prefix(at + kMark.size());
  }
  return result += text;
}

}  // namespace

const GitHubQuery& github_query(std::string_view name) {
  const std::span<const GitHubQuery> all = github_queries();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [name](const GitHubQuery& query) { return query.name == name; });
  CHECK(found != all.end());
  return *found;
}

std::string repeated(std::string_view document, std::size_t count) {
  constexpr std::string_view kBegin = "#repeat\n";
  constexpr std::string_view kEnd = "#end\n";
  std::string result;
  for (std::size_t begin = document.find(kBegin); begin != std::string_view::npos;
       begin = document.find(kBegin)) {
    result += document.substr(0, begin);
    document.remove_prefix(begin + kBegin.size());
    const std::size_t end = document.find(kEnd);
    CHECK(end != std::string_view::npos);
    for (std::size_t index = 0; index < count; ++index) {
      result += with_index(document.substr(0, end), index);
    }
    document.remove_prefix(end + kEnd.size());
  }
  return result += document;
}

}  // namespace shiplog
