// ScratchRepository: a small git repository for a test, made commit by commit.
//
// Times and authors are given or counted up, so the same calls make the same shas. It lies
// in a temporary folder that goes with it.

#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"

namespace shiplog {

struct ScratchCommit {
  std::string branch = "main";
  std::string message = "Change something";
  std::map<std::string, std::string> files = {};  // Content by path.
  std::vector<std::string> merges = {};           // Branches or shas, beside its own branch.
  std::string author = "Ada <ada@example.com>";
  std::string from = {};      // Where a new branch begins; empty: nowhere, or the branch's tip.
  std::string time = {};      // "1700000000 +0000"; empty: a minute after the one before.
  std::string encoding = {};  // Of the message, as it is declared.
};

class ScratchRepository {
 public:
  explicit ScratchRepository(std::string_view init_options = "") : folder_(make_folder()) {
    shell("git init --quiet --initial-branch=main " + std::string(init_options) + " " +
          quoted(path()));
  }
  ~ScratchRepository() { std::filesystem::remove_all(folder_); }
  ScratchRepository(const ScratchRepository&) = delete;
  ScratchRepository& operator=(const ScratchRepository&) = delete;

  // A folder of the repository within one that is the test's own, for clones beside it.
  std::filesystem::path path() const { return folder_ / "project"; }
  std::filesystem::path beside(std::string_view name) const { return folder_ / name; }

  // Returns the sha.
  std::string commit(const ScratchCommit& commit) {
    clock_ += 60;
    const std::string time = commit.time.empty() ? std::to_string(clock_) + " +0000" : commit.time;
    std::string stream = "commit refs/heads/" + commit.branch + "\nmark :1\n";
    stream += "author " + commit.author + " " + time + "\n";
    stream += "committer Merger <merger@example.com> " + time + "\n";
    if (!commit.encoding.empty()) {
      stream += "encoding " + commit.encoding + "\n";
    }
    stream += data(commit.message);
    if (!commit.from.empty()) {
      stream += "from " + commit.from + "\n";
    } else if (has_branch(commit.branch)) {
      stream += "from refs/heads/" + commit.branch + "^0\n";
    }
    for (const std::string& merged : commit.merges) {
      stream += "merge " + merged + "\n";
    }
    for (const auto& [path, content] : commit.files) {
      stream += "M 100644 inline " + path + "\n" + data(content);
    }
    const std::filesystem::path input = folder_ / "stream";
    std::ofstream(input, std::ios::binary) << stream;
    git("fast-import --quiet --force --date-format=raw-permissive < " + quoted(input));
    return ask("rev-parse refs/heads/" + commit.branch);
  }

  // A pull request of one commit, merged with a merge commit. Returns the merge's sha.
  std::string merge_pull_request(std::int64_t number, const std::string& file,
                                 const std::string& content) {
    const std::string branch = "topic-" + std::to_string(number);
    commit({.branch = branch,
            .message = "Work on " + branch,
            .files = {{file, content}},
            .author = "Grace <grace@example.com>",
            .from = "refs/heads/main^0"});
    return commit({.message = "Merge pull request #" + std::to_string(number) + " from grace/" +
                              branch + "\n\nTitle of " + branch,
                   .files = {{file, content}},
                   .merges = {"refs/heads/" + branch}});
  }

  void git(const std::string& arguments) const {
    shell("git -C " + quoted(path()) + " " + arguments);
  }

  // Without the last line break.
  std::string ask(const std::string& arguments) const {
    const std::filesystem::path output = folder_ / "answer";
    git(arguments + " > " + quoted(output));
    std::ifstream file(output, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    while (text.ends_with('\n')) {
      text.pop_back();
    }
    return text;
  }

  // A command of the shell, without the configuration of whoever runs the test.
  static void shell(const std::string& command) {
    const std::string isolated =
        "export LC_ALL=C GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null "
        "GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com GIT_COMMITTER_NAME=Ada "
        "GIT_COMMITTER_EMAIL=ada@example.com GIT_AUTHOR_DATE='1690000000 +0000' "
        "GIT_COMMITTER_DATE='1690000000 +0000'; { " +
        command + " ; } 2>/dev/null";
    CHECK(std::system(isolated.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe)
  }

  static std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

 private:
  static std::filesystem::path make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "shiplog-git-XXXXXX").string();
    CHECK(mkdtemp(name.data()) != nullptr);
    return name;
  }

  static std::string data(const std::string& text) {
    return "data " + std::to_string(text.size()) + "\n" + text + "\n";
  }

  bool has_branch(const std::string& branch) const {
    return !ask("for-each-ref refs/heads/" + branch).empty();
  }

  std::filesystem::path folder_;
  std::int64_t clock_ = 1'700'000'000;
};

}  // namespace shiplog
