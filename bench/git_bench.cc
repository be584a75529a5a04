// How fast a history is read, against git itself telling of the same commits.
//
//   git_bench [CLONE]     (default: a made-up repository of 4,000 commits)
//
// One core against `git log -M --numstat` on one core, two against the same, and the graph
// alone against `git rev-list --parents`. Everything up to the encoded facts, without a
// store. Best of three runs each, in turn.

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "bench/measured.h"
#include "domain/fact_record.h"
#include "sources/git/git_history.h"
#include "sources/git/git_process.h"
#include "sources/git/git_repository.h"
#include "tests/temporary_folder.h"

namespace shiplog {
namespace {

namespace fs = std::filesystem;

constexpr int kRuns = 3;

void must_run(const GitCommand& command, const std::string& input = {}) {
  const auto answer = run_git(command, input);
  if (!answer) {
    fmt::print(stderr, "{}\n", answer.error().message);
  }
  CHECK(answer.has_value());
}

std::string data(const std::string& text) {
  return fmt::format("data {}\n{}\n", text.size(), text);
}

// A file as it is after so many changes: about 400 lines, of which each change moves a few.
std::string content_of(unsigned file, unsigned changes) {
  std::string content;
  for (unsigned line = 0; line < 400; ++line) {
    const unsigned version = (changes + line * 7) / 40;
    content +=
        fmt::format("{:>{}}line {} of {} as of {};\n", "", 2 * (line % 5), line, file, version);
  }
  return content;
}

// Files in 40 folders, changed one to three at a time; every eighth commit merges a branch.
std::string made_up_history(unsigned commits) {
  std::vector<unsigned> changes(2000, 0);
  std::string stream;
  unsigned random = 1;
  const auto next = [&random](unsigned below) {
    random = random * 1664525U + 1013904223U;
    return (random >> 8U) % below;
  };
  for (unsigned commit = 1; commit <= commits; ++commit) {
    const bool is_merge = commit % 8 == 0;
    const std::string who = fmt::format("Person {} <p{}@example.com> {} +0000\n", commit % 50,
                                        commit % 50, 1'600'000'000 + commit * 600);
    stream += fmt::format("commit refs/heads/{}\nmark :{}\nauthor {}committer {}",
                          is_merge || commit % 8 < 5 ? "main" : "topic", commit, who, who);
    stream +=
        data(is_merge ? fmt::format("Merge pull request #{} from p/topic\n\nTitle", commit)
                      : fmt::format("Change number {} (#{})\n\nWhy it was done.", commit, commit));
    if (commit > 1) {
      stream += fmt::format("from :{}\n", is_merge ? commit - 4 : commit - 1);
    }
    if (is_merge) {
      stream += fmt::format("merge :{}\n", commit - 1);
    }
    for (unsigned file = next(3) + 1; !is_merge && file > 0; --file) {
      const unsigned chosen = next(static_cast<unsigned>(changes.size()));
      stream += fmt::format("M 100644 inline src/room{}/part{}/file{}.cc\n", chosen % 8,
                            chosen % 40, chosen) +
                data(content_of(chosen, ++changes[chosen]));
    }
  }
  return stream;
}

fs::path make_repository(const fs::path& folder) {
  constexpr unsigned kCommits = 4000;
  const fs::path path = folder / "made-up.git";
  must_run({.arguments = {"init", "--quiet", "--bare", "--initial-branch=main", path.string()}});
  must_run({.git_dir = path, .arguments = {"fast-import", "--quiet"}}, made_up_history(kCommits));
  must_run({.git_dir = path, .arguments = {"repack", "-adfq"}});
  return path;
}

void use_cores(int count) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  for (int core = 0; core < count; ++core) {
    CPU_SET(core, &cores);
  }
  CHECK(sched_setaffinity(0, sizeof cores, &cores) == 0);
}

void listen_to_git(const GitRepository& repository, std::vector<std::string> arguments) {
  arguments.push_back(*repository.tip);
  auto process =
      GitProcess::start({.git_dir = repository.git_dir, .arguments = std::move(arguments)});
  CHECK(process.has_value());
  std::string heard;
  for (bool more = true; more;) {
    heard.clear();
    const auto read = process->read(heard, {});
    CHECK(read.has_value());
    more = *read;
  }
  CHECK(process->finish());
}

void read_history(const GitRepository& repository, bool counts_lines, std::size_t processes) {
  std::size_t bytes = 0;
  const auto encode = [&bytes](const Fact& fact) -> Result<Unit> {
    bytes += to_record(fact).line.size();
    return Unit{};
  };
  CHECK(read_git_history(repository, {.counts_lines = counts_lines, .processes = processes}, encode)
            .has_value());
  CHECK(bytes > 0);
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void compare(const char* figure, const std::function<void()>& ours,
             const std::function<void()>& gits) {
  double best_of_ours = 1e9;
  double best_of_git = 1e9;
  for (int run = 0; run < kRuns; ++run) {
    best_of_git = std::min(best_of_git, seconds_of(gits));
    best_of_ours = std::min(best_of_ours, seconds_of(ours));
  }
  fmt::print("{}: {:.3f} s, git {:.3f} s\n", figure, best_of_ours, best_of_git);
  measured(figure, best_of_ours / best_of_git);
}

void bench(const fs::path& path) {
  const auto repository = open_git_repository(path, std::nullopt);
  CHECK(repository.has_value() && repository->tip.has_value());
  const auto log = [&] { listen_to_git(*repository, {"log", "-M", "--numstat"}); };
  const auto graph = [&] { listen_to_git(*repository, {"rev-list", "--parents"}); };
  use_cores(1);
  compare("git.one", [&] { read_history(*repository, true, 1); }, log);
  use_cores(2);
  compare("git.two", [&] { read_history(*repository, true, 2); }, log);
  compare("git.graph", [&] { read_history(*repository, false, 1); }, graph);
}

}  // namespace
}  // namespace shiplog

int main(int argc, char** argv) {
  const shiplog::TemporaryFolder folder;
  shiplog::bench(argc > 1 ? std::filesystem::path(argv[1])
                          : shiplog::make_repository(folder.path()));
}
