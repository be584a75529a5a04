#include "sources/git/commit_objects.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/commit_log.h"
#include "sources/git/git_process.h"
#include "sources/git/object_id.h"

namespace shiplog {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

}  // namespace

Result<Unit> read_objects(const std::filesystem::path& git_dir, const std::set<std::string>& shas,
                          const std::stop_token& stop, ObjectVisitor visit) {
  std::string questions;
  for (const std::string& sha : shas) {
    questions += sha + "\n";
  }
  const std::string answers =
      TRY(run_git({.git_dir = git_dir, .arguments = {"cat-file", "--batch"}}, questions, stop));
  // "sha kind size", the object and a line break; or "sha missing".
  for (std::string_view rest = answers; !rest.empty();) {
    const std::string_view header = take_line(rest);
    const std::string_view digits = header.substr(header.rfind(' ') + 1);
    std::size_t size = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    if (failure != std::errc{} || size > rest.size()) {
      continue;
    }
    visit(header.substr(0, header.find(' ')), rest.substr(0, size));
    rest.remove_prefix(std::min(rest.size(), size + 1));
  }
  return Unit{};
}

std::string parents_in_object(std::string_view object) {
  constexpr std::string_view kParent = "parent ";
  std::string parents;
  while (!object.empty()) {
    const std::string_view line = take_line(object);
    if (line.empty()) {
      break;
    }
    if (!line.starts_with(kParent)) {
      continue;
    }
    const std::string_view sha = line.substr(kParent.size());
    if (!parse_object_id(sha)) {
      continue;
    }
    if (!parents.empty()) {
      parents += ' ';
    }
    parents += sha;
  }
  return parents;
}

Moment date_in_object(std::string_view object) {
  while (!object.empty()) {
    const std::string_view line = take_line(object);
    if (line.empty()) {
      break;
    }
    if (!line.starts_with("tagger ") && !line.starts_with("committer ")) {
      continue;
    }
    // "tagger Ada <ada@example.com> 1700000000 +0100"
    const std::size_t address_end = line.rfind("> ");
    if (address_end == std::string_view::npos) {
      break;
    }
    const std::string_view date = line.substr(address_end + 2);
    return parse_git_time(date.substr(0, date.find(' ')));
  }
  return std::nullopt;
}

Result<Text> find_commit(const std::filesystem::path& git_dir, const std::string& abbreviation) {
  Result<std::string> answer =
      run_git({.git_dir = git_dir,
               .arguments = {"rev-parse", "--verify", "--quiet", "--end-of-options",
                             abbreviation + "^{commit}"}});
  if (!answer) {
    if (answer.error().code == ErrorCode::InvalidInput) {
      return Text{};
    }
    return std::move(answer).error();
  }
  std::string sha = std::move(answer).value();
  while (sha.ends_with('\n')) {
    sha.pop_back();
  }
  if (!parse_object_id(sha)) {
    return Text{};
  }
  return Text(std::move(sha));
}

}  // namespace shiplog
