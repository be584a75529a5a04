#include "sources/git/git_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/error.h"
#include "base/result.h"

namespace shiplog {
namespace {

constexpr std::size_t kReadBytes = 128 * 1024;
constexpr std::size_t kAnswerBytesMax = 256 * 1024 * 1024;
constexpr int kStopCheckMs = 100;

// Settings that would otherwise come from a person's or a repository's configuration.
constexpr std::array kSettings = {
    "safe.directory=*",
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.useReplaceRefs=false",
    "core.abbrev=no",
    "mailmap.file=",
    "diff.renameLimit=1000",
    "diff.submodule=short",
    "diff.ignoreSubmodules=none",
    "protocol.allow=never",
    "i18n.logOutputEncoding=UTF-8",
    "core.warnAmbiguousRefs=false",
};

void close_if_open(int& descriptor) {
  if (descriptor >= 0) {
    close(descriptor);
  }
  descriptor = -1;
}

Error system_error(const std::string& what) {
  return Error{.code = ErrorCode::Unavailable,
               .message = "cannot start git: " + what + ": " + std::strerror(errno)};
}

std::vector<std::string> arguments_of(const GitCommand& command) {
  std::vector<std::string> arguments = {"git", "--no-pager", "--literal-pathspecs"};
  for (const char* setting : kSettings) {
    arguments.emplace_back("-c");
    arguments.emplace_back(setting);
  }
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  return arguments;
}

void copy_variable(std::vector<std::string>& environment, const char* name) {
  // Read before any of our threads could change the environment, and none does.
  if (const char* value = std::getenv(name)) {  // NOLINT(concurrency-mt-unsafe)
    environment.push_back(std::string(name) + "=" + value);
  }
}

std::vector<std::string> environment_of(const GitCommand& command) {
  std::vector<std::string> environment = {
      "LC_ALL=C",
      "TZ=UTC",
      "GIT_CONFIG_NOSYSTEM=1",
      "GIT_CONFIG_GLOBAL=/dev/null",
      "GIT_ATTR_NOSYSTEM=1",
      "GIT_OPTIONAL_LOCKS=0",
      "GIT_NO_REPLACE_OBJECTS=1",
      "GIT_GRAFT_FILE=/dev/null",
      "GIT_TERMINAL_PROMPT=0",
      "GIT_ASKPASS=false",
      "SSH_ASKPASS=false",
      "GIT_ALLOW_PROTOCOL=none",
      "GIT_NO_LAZY_FETCH=1",
      "GIT_PAGER=cat",
  };
  for (const char* name : {"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"}) {
    copy_variable(environment, name);
  }
  if (!command.git_dir.empty()) {
    environment.push_back("GIT_DIR=" + command.git_dir.string());
    // Without a work tree, so that a checked-out .mailmap or .gitattributes has no say.
    environment.emplace_back("GIT_IMPLICIT_WORK_TREE=0");
  }
  environment.insert(environment.end(), command.environment.begin(), command.environment.end());
  return environment;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

// The child's ends, closed on every way out.
struct ChildEnds {
  int input = -1;
  int output = -1;
  ~ChildEnds() {
    close_if_open(input);
    close_if_open(output);
  }
};

// A child of its own process group, so that ^C reaches us alone and we end it, with the
// signals that we block or ignore as a fresh program has them.
struct SpawnSetup {
  posix_spawn_file_actions_t actions = {};
  posix_spawnattr_t attributes = {};

  SpawnSetup() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigaddset(&signals, SIGPIPE);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

struct StopOnExit {
  GitProcess& process;
  ~StopOnExit() { process.stop(); }
};

}  // namespace

Result<GitProcess> GitProcess::start(const GitCommand& command) {
  GitProcess process;
  ChildEnds child;
  // A socket rather than a pipe, since only a socket can be written to without SIGPIPE.
  int sockets[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    return system_error("socketpair");
  }
  process.input_ = sockets[0];
  child.input = sockets[1];
  shutdown(process.input_, SHUT_RD);
  int pipe_ends[2] = {-1, -1};
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
    return system_error("pipe");
  }
  process.output_ = pipe_ends[0];
  child.output = pipe_ends[1];
  process.errors_ = memfd_create("git-errors", MFD_CLOEXEC);
  if (process.errors_ < 0) {
    return system_error("memfd_create");
  }

  SpawnSetup setup;
  posix_spawn_file_actions_adddup2(&setup.actions, child.input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&setup.actions, child.output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&setup.actions, process.errors_, STDERR_FILENO);
  const std::string folder = command.git_dir.empty() ? "/" : command.git_dir.string();
  posix_spawn_file_actions_addchdir_np(&setup.actions, folder.c_str());

  std::vector<std::string> arguments = arguments_of(command);
  std::vector<std::string> environment = environment_of(command);
  const int failure = posix_spawnp(&process.pid_, "git", &setup.actions, &setup.attributes,
                                   pointers_to(arguments).data(), pointers_to(environment).data());
  if (failure == ENOENT && access(folder.c_str(), F_OK) == 0) {
    process.pid_ = -1;
    return Error{.code = ErrorCode::NotFound,
                 .message =
                     "the program git is not installed or not on PATH; install it, on "
                     "Debian with: apt install git"};
  }
  if (failure != 0) {
    process.pid_ = -1;
    errno = failure;
    return system_error("posix_spawn");
  }
  return process;
}

GitProcess::~GitProcess() { release(); }

GitProcess::GitProcess(GitProcess&& other) noexcept { *this = std::move(other); }

GitProcess& GitProcess::operator=(GitProcess&& other) noexcept {
  if (this == &other) {
    return *this;
  }
  release();
  pid_ = std::exchange(other.pid_, -1);
  input_ = std::exchange(other.input_, -1);
  output_ = std::exchange(other.output_, -1);
  errors_ = std::exchange(other.errors_, -1);
  status_ = other.status_;
  return *this;
}

void GitProcess::stop() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
  }
}

void GitProcess::release() {
  stop();
  finish();
  close_if_open(errors_);
}

Result<Unit> GitProcess::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(input_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      continue;
    }
    if (sent < 0) {
      return Error{.code = ErrorCode::Unavailable, .message = "git ended before its time"};
    }
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return Unit{};
}

void GitProcess::close_input() { close_if_open(input_); }

Result<bool> GitProcess::read(std::string& out, const std::stop_token& stop) {
  for (;;) {
    if (stop.stop_requested()) {
      return Error{.code = ErrorCode::Cancelled, .message = "stopped while reading from git"};
    }
    pollfd waiting = {.fd = output_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, kStopCheckMs) <= 0) {
      continue;
    }
    const std::size_t size = out.size();
    out.resize(size + kReadBytes);
    const ssize_t got = ::read(output_, out.data() + size, kReadBytes);
    out.resize(size + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got >= 0) {
      return got > 0;
    }
    if (errno != EINTR) {
      return Error{.code = ErrorCode::Unavailable,
                   .message = std::string("cannot read from git: ") + std::strerror(errno)};
    }
  }
}

bool GitProcess::finish() {
  close_if_open(input_);
  close_if_open(output_);
  if (pid_ > 0) {
    while (waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }
  return WIFEXITED(status_) && WEXITSTATUS(status_) == 0;
}

std::string GitProcess::complaint() const {
  std::string text(4096, '\0');
  const off_t end = lseek(errors_, 0, SEEK_END);
  const off_t from = end > 4096 ? end - 4096 : 0;
  const ssize_t got = pread(errors_, text.data(), text.size(), from);
  text.resize(static_cast<std::size_t>(got > 0 ? got : 0));
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  text.erase(0, text.find_last_of('\n') + 1);
  if (!text.empty()) {
    return text;
  }
  if (WIFSIGNALED(status_)) {
    return "ended by signal " + std::to_string(WTERMSIG(status_));
  }
  return "exit code " + std::to_string(WEXITSTATUS(status_));
}

Result<std::string> run_git(const GitCommand& command, std::string_view input,
                            const std::stop_token& stop) {
  CHECK(!command.arguments.empty());
  GitProcess process = TRY(GitProcess::start(command));
  // Written from a thread of its own, so that git never waits for us to listen while we
  // wait for it to. Git may also end without having heard all of it.
  std::jthread feeder([&process, input] {
    (void)process.write(input);
    process.close_input();
  });
  // Destroyed before the feeder, which then has nobody to write to.
  const StopOnExit stop_on_exit{process};
  std::string answer;
  for (bool more = true; more;) {
    more = TRY(process.read(answer, stop));
    if (answer.size() > kAnswerBytesMax) {
      return Error{.code = ErrorCode::InvalidInput,
                   .message = "git " + command.arguments.front() + " says more than 256 MiB"};
    }
  }
  feeder.join();
  if (!process.finish()) {
    return Error{.code = ErrorCode::InvalidInput,
                 .message = "git " + command.arguments.front() + ": " + process.complaint()};
  }
  return answer;
}

}  // namespace shiplog
