// Interrupt: ^C and SIGTERM as a stop token. The first asks the work to finish the batch
// in hand; the second ends the process at once, which loses nothing that was acknowledged.

#pragma once

#include <stop_token>
#include <thread>

namespace shiplog {

// One at a time. Without one alive, the signals end the process as usual.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_ = {};
  std::jthread watcher_ = {};
};

}  // namespace shiplog
