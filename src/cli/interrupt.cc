#include "cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/check.h"
#include "cli/exit_code.h"

namespace shiplog {
namespace {

// A handler may do next to nothing, so it writes a byte to a pipe, and a thread reads it.
// These are the handler's, and so the process's.
std::array<int, 2> pipe_ends = {-1, -1};
std::atomic<bool> was_asked = false;

constexpr char kSignal = 's';
constexpr char kEnd = 'e';

void on_signal(int /*signal*/) {
  if (was_asked.exchange(true)) {
    _exit(static_cast<int>(ExitCode::Failed));
  }
  const int error = errno;
  // The pipe is never full: one byte is written at most.
  static_cast<void>(!::write(pipe_ends[1], &kSignal, 1));
  errno = error;
}

void handle_with(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM}) {
    sigaction(signal, &action, nullptr);
  }
}

}  // namespace

Interrupt::Interrupt() {
  CHECK(pipe2(pipe_ends.data(), O_CLOEXEC) == 0);
  was_asked = false;
  watcher_ = std::jthread([source = source_]() mutable {
    char byte = 0;
    while (::read(pipe_ends[0], &byte, 1) < 0 && errno == EINTR) {
    }
    if (byte == kSignal) {
      source.request_stop();
    }
  });
  handle_with(on_signal);
}

Interrupt::~Interrupt() {
  handle_with(SIG_DFL);
  static_cast<void>(!::write(pipe_ends[1], &kEnd, 1));
  watcher_.join();
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
}

}  // namespace shiplog
