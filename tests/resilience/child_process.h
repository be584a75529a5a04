// ChildProcess: a program that a test starts, listens to and ends.

#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "base/check.h"

namespace shiplog {

class ChildProcess {
 public:
  // Its standard output and error both come to us.
  explicit ChildProcess(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) {
      arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    std::array<int, 2> ends = {};
    CHECK(pipe2(ends.data(), O_CLOEXEC) == 0);
    process_ = fork();
    CHECK(process_ >= 0);
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      execvp(arguments[0], arguments.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess() {
    if (process_ != 0) {
      end_with(SIGKILL);
      finish();
    }
    close(output_);
  }

  void end_with(int signal_number) const { kill(process_, signal_number); }

  // Waits for its end, and gives all that it said.
  std::string finish() {
    std::string said;
    std::array<char, 4096> bytes = {};
    for (ssize_t size = 0; (size = read(output_, bytes.data(), bytes.size())) > 0;) {
      said.append(bytes.data(), static_cast<std::size_t>(size));
    }
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return said;
  }

  // Of a program that finished by itself; -1 when a signal ended it.
  int exit_code() const { return exit_code_; }

 private:
  pid_t process_ = 0;
  int output_ = -1;
  int exit_code_ = -1;
};

}  // namespace shiplog
