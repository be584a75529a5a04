#include "sources/git/git_repository.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "domain/facts.h"
#include "sources/git/git_process.h"
#include "sources/git/object_id.h"
#include "sources/git/remote_name.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

std::string without_line_end(std::string text) {
  while (text.ends_with('\n')) {
    text.pop_back();
  }
  return text;
}

// Git's answer, or absent where it has none: exit codes of git do not tell "no" from "cannot".
Result<Text> ask(const fs::path& git_dir, std::vector<std::string> arguments) {
  Result<std::string> answer = run_git({.git_dir = git_dir, .arguments = std::move(arguments)});
  if (answer) {
    return Text(without_line_end(std::move(answer).value()));
  }
  if (answer.error().code == ErrorCode::InvalidInput) {
    return Text{};
  }
  return std::move(answer).error();
}

Result<fs::path> find_git_dir(const fs::path& path) {
  std::error_code failure;
  const fs::path folder = fs::canonical(path, failure);
  if (failure) {
    return Error{.code = failure == std::errc::no_such_file_or_directory ? ErrorCode::NotFound
                                                                         : ErrorCode::InvalidInput,
                 .message = "cannot open " + path.string() + ": " + failure.message()};
  }
  const Error no_repository{
      .code = ErrorCode::InvalidInput,
      .message = path.string() +
                 " is no git repository; give the folder of a clone, the one that holds .git"};
  if (!fs::is_directory(folder, failure)) {
    return no_repository;
  }
  // The ceiling keeps git from taking a repository further up for this one.
  Result<std::string> answer =
      run_git({.arguments = {"-C", folder.string(), "rev-parse", "--absolute-git-dir"},
               .environment = {"GIT_CEILING_DIRECTORIES=" + folder.parent_path().string()}});
  if (answer) {
    return fs::path(without_line_end(std::move(answer).value()));
  }
  if (answer.error().code != ErrorCode::InvalidInput) {
    return std::move(answer).error();
  }
  return no_repository;
}

struct Configuration {
  Text origin = {};
  bool is_partial = false;
};

Result<Configuration> read_configuration(const fs::path& git_dir) {
  const Text settings = TRY(
      ask(git_dir, {"config", "--null", "--get-regexp",
                    R"(^(remote\.origin\.url|extensions\.partialclone|remote\..*\.promisor)$)"}));
  Configuration configuration;
  std::string_view rest = settings ? std::string_view(*settings) : std::string_view();
  while (!rest.empty()) {
    const std::string_view setting = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), setting.size() + 1));
    const std::size_t line_end = std::min(setting.find('\n'), setting.size());
    const std::string_view key = setting.substr(0, line_end);
    const std::string_view value = setting.substr(std::min(line_end + 1, setting.size()));
    if (key != "remote.origin.url") {
      configuration.is_partial = configuration.is_partial || value != "false";
    } else if (!configuration.origin) {
      configuration.origin = std::string(value);
    }
  }
  return configuration;
}

std::string name_of(const fs::path& path, const Text& origin) {
  if (origin) {
    if (std::optional<std::string> name = name_from_remote(*origin)) {
      return *name;
    }
  }
  std::error_code failure;
  const fs::path folder = fs::canonical(path, failure);
  return name_from_folder(folder.filename() == ".git" ? folder.parent_path() : folder);
}

// The branch's short name and its tip. A branch of the remote counts before our own, since
// that is the one people merge into.
Result<Unit> find_default_branch(GitRepository& repository) {
  constexpr std::string_view kRemoteHead = "refs/remotes/origin/HEAD";
  for (const std::string_view head : {kRemoteHead, std::string_view("HEAD")}) {
    const Text tip =
        TRY(ask(repository.git_dir, {"rev-parse", "--verify", "--quiet", "--end-of-options",
                                     std::string(head) + "^{commit}"}));
    if (!tip || !parse_object_id(*tip)) {
      continue;
    }
    repository.tip = tip;
    Text branch = TRY(ask(repository.git_dir, {"symbolic-ref", "--quiet", std::string(head)}));
    for (const std::string_view folder : {"refs/remotes/origin/", "refs/heads/"}) {
      if (branch && branch->starts_with(folder)) {
        repository.default_branch = branch->substr(folder.size());
      }
    }
    return Unit{};
  }
  return Unit{};
}

Result<std::vector<std::string>> read_shallow(const fs::path& git_dir) {
  const Text common = TRY(ask(git_dir, {"rev-parse", "--git-common-dir"}));
  std::vector<std::string> shallow;
  std::ifstream file(git_dir / common.value_or(".") / "shallow");
  for (std::string line; std::getline(file, line);) {
    if (parse_object_id(line)) {
      shallow.push_back(line);
    }
  }
  std::sort(shallow.begin(), shallow.end());
  return shallow;
}

}  // namespace

Result<GitRepository> open_git_repository(const fs::path& path, const Text& name) {
  if (name && !is_repository_name(*name)) {
    return Error{
        .code = ErrorCode::InvalidInput,
        .message = "a repository's name is OWNER/NAME, such as redis/redis, and not " + *name};
  }
  GitRepository repository;
  repository.git_dir = TRY(find_git_dir(path));
  const Configuration configuration = TRY(read_configuration(repository.git_dir));
  repository.is_partial = configuration.is_partial;
  repository.name = name ? *name : name_of(path, configuration.origin);
  TRY(find_default_branch(repository));
  repository.shallow = TRY(read_shallow(repository.git_dir));
  return repository;
}

Result<bool> is_on_first_parents(const GitRepository& repository, const std::string& older,
                                 const std::string& newer) {
  const Text chain = TRY(ask(
      repository.git_dir, {"rev-list", "--first-parent", "--parents", newer, "^" + older, "--"}));
  if (!chain || chain->empty()) {
    return chain.has_value() && older == newer;
  }
  // "sha parent parent": the oldest commit that is new, and what it stands on.
  const std::string_view oldest = std::string_view(*chain).substr(chain->rfind('\n') + 1);
  const std::size_t parent = std::min(oldest.find(' '), oldest.size() - 1) + 1;
  return oldest.substr(parent, older.size()) == older;
}

Result<bool> is_ancestor(const GitRepository& repository, const std::string& older,
                         const std::string& newer) {
  const Text yes = TRY(
      ask(repository.git_dir, {"merge-base", "--is-ancestor", "--end-of-options", older, newer}));
  return yes.has_value();
}

}  // namespace shiplog
