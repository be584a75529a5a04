#include "base/short_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr std::size_t kOutputBytesMax = std::size_t{64} << 10U;
constexpr int kStopCheckMs = 50;

Error failed(const std::string& program, const std::string& how) {
  return Error{ErrorCode::Unavailable, "'" + program + "' " + how};
}

// A running child and the end of its output; both gone on every way out.
class Child {
 public:
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    close(output_);
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      wait();
    }
  }

  int output() const { return output_; }

  // Its exit code; something else than 0 when a signal ended it.
  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_;
  int output_;
};

// The process id, or 0 with errno set.
pid_t spawn(const std::vector<std::string>& command, int output) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const int error =
      posix_spawnp(&pid, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  errno = error;
  return error == 0 ? pid : 0;
}

}  // namespace

Result<std::string> output_of(const std::vector<std::string>& command,
                              std::chrono::milliseconds within, const std::stop_token& stop) {
  const auto until = std::chrono::steady_clock::now() + within;
  const std::string& program = command.front();
  std::array<int, 2> ends = {-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return failed(program, "cannot be run: no more files can be opened");
  }
  const pid_t pid = spawn(command, ends[1]);
  const int error = errno;
  close(ends[1]);
  Child child(pid, ends[0]);
  if (pid == 0) {
    return error == ENOENT
               ? Error{ErrorCode::NotFound, "there is no program '" + program + "' on PATH"}
               : failed(program, "cannot be run");
  }
  std::string said;
  while (true) {
    pollfd waiting = {.fd = child.output(), .events = POLLIN, .revents = 0};
    if (stop.stop_requested()) {
      return Error{ErrorCode::Cancelled, "stopped while running '" + program + "'"};
    }
    if (std::chrono::steady_clock::now() >= until) {
      return failed(program, "took too long");
    }
    if (poll(&waiting, 1, kStopCheckMs) <= 0) {
      continue;
    }
    std::array<char, 4096> bytes;
    const ssize_t got = read(child.output(), bytes.data(), bytes.size());
    if (got == 0) {
      break;
    }
    said.append(bytes.data(), static_cast<std::size_t>(got > 0 ? got : 0));
    if (said.size() > kOutputBytesMax) {
      return failed(program, "says more than 64 KiB");
    }
  }
  if (const int code = child.wait(); code != 0) {
    return failed(program, "ended with exit code " + std::to_string(code));
  }
  return said;
}

}  // namespace shiplog
