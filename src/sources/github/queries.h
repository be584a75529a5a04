// The questions that we ask GitHub: the files of queries/, carried in the program.
//
// Each is a whole document, valid on its own. One that asks for several things at once has
// the lines that ask for one between `#repeat` and `#end`, where every name ends in _0;
// `repeated` says them as often as wanted.

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace shiplog {

struct GitHubQuery {
  std::string_view name = {};       // "pull_requests": of the file.
  std::string_view operation = {};  // "PullRequests"
  std::string_view document = {};
};

std::span<const GitHubQuery> github_queries();

// The query of a file that is there.
const GitHubQuery& github_query(std::string_view name);

// The marked lines `count` times, with _0, _1 and so on for _0.
std::string repeated(std::string_view document, std::size_t count);

}  // namespace shiplog
