// GitProcess: one running `git`, spoken to through pipes.
//
// Git is asked by arguments and never through a shell, in an environment of our own: what
// a person has configured (colours, mailmap, signatures, replace refs, hooks) changes no
// outcome, nothing is fetched, nobody is asked for a password and nothing is written.

#pragma once

#include <sys/types.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace shiplog {

// Where and how to run git.
struct GitCommand {
  // The folder that git calls the git directory; empty when it is still to be found.
  std::filesystem::path git_dir = {};
  std::vector<std::string> arguments = {};
  std::vector<std::string> environment = {};  // "NAME=value", beside our own.
};

// Owns the process: destruction kills it if it still runs. For one thread at a time.
class GitProcess {
 public:
  static Result<GitProcess> start(const GitCommand& command);

  ~GitProcess();
  GitProcess(GitProcess&& other) noexcept;
  GitProcess& operator=(GitProcess&& other) noexcept;
  GitProcess(const GitProcess&) = delete;
  GitProcess& operator=(const GitProcess&) = delete;

  // Unavailable when git has gone away; never raises SIGPIPE. Waits while git does not
  // listen, so keep what is unanswered under 64 KiB.
  Result<Unit> write(std::string_view text);
  // Tells git that nothing more comes.
  void close_input();

  // What git has said next, at most `capacity` bytes of it, appended to `out`. False at the
  // end of its output. Cancelled once a stop is requested.
  Result<bool> read(std::string& out, const std::stop_token& stop);

  // Ends git at once, wherever it is; writes and reads under way then fail or end.
  void stop();

  // Waits for the end. True when git exited with zero; otherwise complaint() tells why.
  bool finish();
  // The last line that git wrote to its standard error, or how it ended.
  std::string complaint() const;

 private:
  GitProcess() = default;
  void release();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  int status_ = 0;
};

// Runs git to its end and returns all it said, for short answers. An answer beyond 256 MiB
// or an exit code other than zero is an error that ends in git's own words.
Result<std::string> run_git(const GitCommand& command, std::string_view input = {},
                            const std::stop_token& stop = {});

}  // namespace shiplog
